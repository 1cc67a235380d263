import { z } from 'zod';
import {
  currentLease,
  requireTimeToWrite,
  runWithLease,
} from '../../kubernetes';
import { repositoryRef } from './__testUtils__/answers';
import { json, ScriptedGithub } from './__testUtils__/ScriptedGithub';
import { GithubClient } from './GithubClient';

const call = (name: string) => ({
  repository: { ...repositoryRef, name },
  route: 'POST /repos/{owner}/{repo}/issues',
  purpose: { doing: 'write', permission: 'Issues: write' },
});

function setUp(names: string[]) {
  const github = new ScriptedGithub();
  const answers = new Map<string, () => void>();
  for (const name of names)
    github.on(
      `POST /repos/acme/${name}/issues`,
      () =>
        new Promise<Response>(resolve => {
          answers.set(name, () => resolve(json({}, 201)));
        }),
    );
  const client = new GithubClient({
    ...github.options(),
    requireTimeToWrite: timeout => requireTimeToWrite(currentLease(), timeout),
  });
  const write = (name: string, remaining: () => number) =>
    runWithLease({ generation: 1, remainingMilliseconds: remaining }, () =>
      client.write(call(name), z.unknown()),
    );
  const sent = () => github.requests.map(({ path }) => path.split('/')[3]);
  return { write, sent, answers };
}

/** Lets everything happen that waits for nothing. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
}

describe('writes in one name', () => {
  it('follow each other, in the order in which they were asked for', async () => {
    const { write, sent, answers } = setUp(['one', 'two']);
    const first = write('one', () => 60_000);
    const second = write('two', () => 60_000);
    await settle();
    expect(sent()).toEqual(['one']);
    answers.get('one')!();
    await first;
    await settle();
    expect(sent()).toEqual(['one', 'two']);
    answers.get('two')!();
    await second;
  });

  it('are each made under the lease that they were asked for under, as it is when their turn comes', async () => {
    const { write, sent, answers } = setUp(['one', 'two', 'three']);
    let left = 60_000;
    const first = write('one', () => 60_000);
    const second = write('two', () => left).catch(error => error.name);
    const third = write('three', () => 60_000);
    await settle();
    // The second worker's lease runs out while it waits; that of the others goes on.
    left = 5_000;
    answers.get('one')!();
    await first;
    expect(await second).toBe('WaitingError');
    await settle();
    answers.get('three')!();
    await third;
    expect(sent()).toEqual(['one', 'three']);
  });
});
