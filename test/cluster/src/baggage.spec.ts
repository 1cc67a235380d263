import { Agent } from 'node:http';
import { expect, test } from '@playwright/test';
import { baggageSamples, ids } from './dataplane/baggageLines';
import { clear, makeService, prepare, previewPods } from './dataplane/ground';
import { inTurns } from './dataplane/inTurns';
import { DataPlane, dataPlanes } from './dataplane/planes';
import { makeRoute } from './dataplane/routes';
import { baggageExpression, carriesKey } from './dataplane/rule';

const sampleCount = 5_000;
const connections = 4;
/** Says which rule took the request. */
const ruleHeader = 'x-rule';

test.beforeAll(prepare);
test.afterAll(clear);

const ruleOf = (id: string) => ({
  matches: [
    {
      headers: [
        {
          name: 'baggage',
          type: 'RegularExpression',
          value: baggageExpression([id]),
        },
      ],
    },
  ],
  filters: [
    {
      type: 'ResponseHeaderModifier',
      responseHeaderModifier: { set: [{ name: ruleHeader, value: id }] },
    },
  ],
  backendRefs: [{ name: previewPods, port: 80 }],
});

/** Answers the previews' ids that would have been right, and the one that was chosen. */
async function ask(
  plane: DataPlane,
  name: string,
  { lines, agent }: { lines: string[]; agent: Agent },
) {
  const { status, headers } = await plane.ask(name, {
    headers: lines.map(line => ['baggage', line]),
    agent,
  });
  return { status, chosen: headers[ruleHeader] ?? 'the baseline' };
}

for (const plane of dataPlanes) {
  test(`${plane.name} finds the key in baggage as the specification reads it`, async () => {
    const name = `baggage-${plane.name.toLowerCase().replace(' ', '-')}`;
    await makeService(name);
    const rules = [...ids.map(ruleOf), { backendRefs: [{ name, port: 80 }] }];
    expect(await makeRoute(plane, { name, rules })).toEqual([]);
    const agent = new Agent({ keepAlive: true, maxSockets: connections });
    await expect(async () => {
      for (const id of ids) {
        const { chosen } = await ask(plane, name, {
          lines: [`preview=${id}`],
          agent,
        });
        expect(chosen).toBe(id);
      }
    }).toPass();
    const samples = baggageSamples(sampleCount);
    const answers = await inTurns(samples, connections, lines =>
      ask(plane, name, { lines, agent }),
    );
    agent.destroy();
    const wrong = answers
      .map(({ status, chosen }, index) => {
        const lines = samples[index];
        const right = ids.filter(id => carriesKey(lines, id));
        // several keys in one request: any of them will do, an error will not
        const allowed = right.length > 0 ? right : ['the baseline'];
        return { lines, status, chosen, allowed };
      })
      .filter(
        ({ status, chosen, allowed }) =>
          status !== 200 || !allowed.includes(String(chosen)),
      );
    expect(wrong.slice(0, 5)).toEqual([]);
    const found = answers.filter(({ chosen }) => chosen !== 'the baseline');
    // neither is a rarity among the samples
    expect(found.length).toBeGreaterThan(sampleCount / 5);
    expect(sampleCount - found.length).toBeGreaterThan(sampleCount / 5);
  });
}
