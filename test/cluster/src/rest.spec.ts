import { setTimeout as pause } from 'node:timers/promises';
import { writesBy } from './ground/auditLog';
import { expectGone, expectWhole } from './ground/expectations';
import { forgetCalls, PullRequest, writingCalls } from './ground/github';
import { backendUser } from './ground/place';
import { TableWrites } from './ground/tables';
import { expect, test } from './ground/test';

/** The full measure is 50 previews over 600 s; CI looks for a shorter time at fewer, which finds periodic writers too. */
const previews = Number(process.env.PREVIEWENV_REST_PREVIEWS ?? 5);
const seconds = Number(process.env.PREVIEWENV_REST_SECONDS ?? 60);
/** Watches of unsettled namespaces end and the last comments are written a moment after `ready`. */
const settleSeconds = 15;

test('at rest nothing is written to Kubernetes, GitHub and our own tables', async ({
  ground,
}) => {
  test.setTimeout((seconds + settleSeconds + 180 + previews * 30) * 1000);
  const pulls: PullRequest[] = [];
  for (let count = 0; count < previews; count += 1) {
    pulls.push(await (await ground.pullRequest()).open());
  }
  for (const pull of pulls) await expectWhole(pull);
  await pause(settleSeconds * 1000);

  const tables = new TableWrites();
  await tables.start();
  expect((await tables.tables()).length).toBeGreaterThan(0);
  await forgetCalls();
  const begin = new Date();
  await pause(seconds * 1000);
  const written = {
    kubernetes: await writesBy(backendUser, begin),
    github: await writingCalls(),
    tables: await tables.counted(),
  };
  await tables.end();
  expect(written).toEqual({ kubernetes: [], github: [], tables: [] });

  for (const pull of pulls) await pull.close();
  for (const { id } of pulls) await expectGone(id);
});
