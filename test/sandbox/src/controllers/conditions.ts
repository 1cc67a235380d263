import { Condition } from '../kubernetes';

/** The conditions with one set; its transition time moves only when its status does. */
export function withCondition(
  conditions: Condition[] | undefined,
  condition: Omit<Condition, 'lastTransitionTime'>,
  now: string,
): Condition[] {
  const all = conditions ?? [];
  const before = all.find(({ type }) => type === condition.type);
  const lastTransitionTime =
    before?.status === condition.status
      ? before.lastTransitionTime ?? now
      : now;
  const next: Condition = { ...condition, lastTransitionTime };
  return before
    ? all.map(each => (each === before ? next : each))
    : [...all, next];
}
