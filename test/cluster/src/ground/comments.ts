import { expect } from '@playwright/test';
import { settleMilliseconds } from './expectations';
import { PullRequest } from './github';

/** What the one comment of ours on a pull request says; empty while there is none. Throws when there are more. */
export async function ourComment(pull: PullRequest): Promise<string> {
  const ours = (await pull.comments()).filter(({ body }) =>
    body.startsWith('<!-- preview-environments:'),
  );
  expect(ours.length).toBeLessThan(2);
  return ours[0]?.body ?? '';
}

/** Waits until the one comment of ours says so. After several changes it is told of the next one up to half a minute later. */
export async function expectSaid(
  pull: PullRequest,
  text: string,
): Promise<void> {
  await expect
    .poll(() => ourComment(pull), { timeout: settleMilliseconds })
    .toContain(text);
}
