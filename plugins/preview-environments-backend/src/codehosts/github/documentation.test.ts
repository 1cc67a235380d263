// What a GitHub App has to be allowed and to subscribe to is copied out of the documentation, which has to be whole.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { githubTopics } from './hints';

const root = resolve(__dirname, '../../../../..');
const text = readFileSync(join(root, 'docs/github-app.md'), 'utf8');

/** The first cells of the rows of the table under a heading. */
function rowsOf(heading: string): string[] {
  const section = text.split(`## ${heading}`)[1].split('\n## ')[0];
  const [, , ...rows] = section.match(/^\|.*$/gm) ?? [];
  return rows.map(row => row.split('|')[1].trim());
}

const sources = readdirSync(__dirname)
  .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map(file => readFileSync(join(__dirname, file), 'utf8'));

it('lists every permission that a refusal names, and no other', () => {
  const named = sources.flatMap(source =>
    [...source.matchAll(/permission: '([^']+)'/g)].map(([, name]) => name),
  );
  expect(rowsOf('Repository permissions').sort()).toEqual(
    [...new Set(named)].sort(),
  );
});

it('lists every event that is listened to, and no other', () => {
  const events = githubTopics.map(
    topic => `\`${topic.replace('github.', '')}\``,
  );
  expect(rowsOf('Events').sort()).toEqual(events.sort());
});
