import { readFileSync } from 'node:fs';
import { Locator } from '@playwright/test';
import type axe from 'axe-core';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe objects to in a part of the page: one line per rule, with the elements that break it. */
export async function violationsIn(part: Locator): Promise<string[]> {
  await part.page().evaluate(source);
  return part.evaluate(async element => {
    const checker = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await checker.run(element);
    return violations.map(({ id, help, nodes }) =>
      [`${id}: ${help}`, ...nodes.map(({ html }) => html)].join('\n  '),
    );
  });
}
