import { parseQuantity } from '../kubernetes';
import { GuardRails } from '../preview';

/** What our own Jobs may need besides the workload (rule 7.9). */
const reserve = { cpu: 0.5, memory: 512 * 2 ** 20, pods: 2 };

/**
 * The declared numbers are what runs at steady state; a rolling update runs twice that for a moment, and our Jobs come
 * on top (rule 7.9). Load balancers and node ports are never a preview's to make: it is reached through the gateway.
 */
export function quotaSpec(guardRails: GuardRails[]): {
  hard: Record<string, string>;
} {
  const { cpu, memory, pods } = totals(guardRails);
  return {
    hard: {
      'services.loadbalancers': '0',
      'services.nodeports': '0',
      ...(cpu !== undefined && {
        'requests.cpu': cores(2 * cpu + reserve.cpu),
      }),
      ...(memory !== undefined && {
        'requests.memory': bytes(2 * memory + reserve.memory),
      }),
      ...(pods !== undefined && { pods: String(2 * pods + reserve.pods) }),
    },
  };
}

/** A quota on cpu or memory refuses pods that name no request: they get these. */
export function limitRangeSpec(
  guardRails: GuardRails[],
): { limits: object[] } | undefined {
  const { cpu, memory } = totals(guardRails);
  if (cpu === undefined && memory === undefined) return undefined;
  return {
    limits: [
      {
        type: 'Container',
        defaultRequest: {
          ...(cpu !== undefined && { cpu: '50m' }),
          ...(memory !== undefined && { memory: '64Mi' }),
        },
      },
    ],
  };
}

/** A number that one component leaves open leaves the sum open. */
function totals(guardRails: GuardRails[]) {
  const sum = (numbers: (number | undefined)[]): number | undefined =>
    numbers.length === 0 || numbers.includes(undefined)
      ? undefined
      : numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
  return {
    cpu: sum(
      guardRails.map(({ cpu }) =>
        cpu === undefined ? undefined : parseQuantity(cpu),
      ),
    ),
    memory: sum(
      guardRails.map(({ memory }) =>
        memory === undefined ? undefined : parseQuantity(memory),
      ),
    ),
    pods: sum(guardRails.map(({ pods }) => pods)),
  };
}

function cores(number: number): string {
  // Decimal fractions are not exact in binary; rounding up what is no more than that would add a millicore.
  const millicores = Math.ceil(Number((number * 1000).toFixed(6)));
  return millicores % 1000 === 0 ? String(millicores / 1000) : `${millicores}m`;
}

function bytes(number: number): string {
  const whole = Math.ceil(number);
  return whole % 2 ** 20 === 0 ? `${whole / 2 ** 20}Mi` : String(whole);
}
