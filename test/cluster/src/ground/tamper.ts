import { expect } from '@playwright/test';
import { kubectl } from './kubernetes';

/** Changes something, and sees that it was changed: what is watched may be put back before anybody could look. */
export async function tamper(command: string[]): Promise<void> {
  expect(await kubectl(command)).not.toMatch(/no change|not labeled/);
}
