import {
  PullRequest,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { Claim, PreviewRecord } from '../preview';
import { now, pullRequest, record } from '../preview/__testUtils__/builders';
import { claim } from './__testUtils__/claims';
import { PullRequestReadings } from './PullRequestReadings';

function setUp() {
  const clock = { now: 1_000 };
  const host: { answer: () => PullRequest | undefined; reads: number } = {
    answer: () => pullRequest(),
    reads: 0,
  };
  const readings = new PullRequestReadings({
    codeHost: {
      readPullRequest: async () => {
        host.reads++;
        return host.answer();
      },
    },
    now: () => clock.now,
  });
  const read = (change: Partial<Claim> = {}, known?: PreviewRecord) =>
    readings.read(claim(change), known ?? record());
  return { clock, host, read };
}

const later = (minutes: number) =>
  new Date(now.getTime() + minutes * 60_000).toISOString();

describe('after a webhook has led to a reading', () => {
  it.each`
    scenario                                      | hints                                                              | milliseconds | reads
    ${'what a watch saw rests on it'}             | ${{ causes: ['watch: Application web-pr-42-web'] }}                | ${1_000}     | ${1}
    ${'a timer rests on it'}                      | ${{ causes: [] }}                                                  | ${29_999}    | ${1}
    ${'half a minute later it is read again'}     | ${{ causes: [] }}                                                  | ${30_000}    | ${2}
    ${'another webhook has it read again'}        | ${{ causes: ['webhook pull_request.synchronize'] }}                | ${1_000}     | ${2}
    ${'so does one beside what a watch saw'}      | ${{ causes: ['watch: Namespace', 'webhook pull_request.closed'] }} | ${1_000}     | ${2}
    ${'so does a listing'}                        | ${{ causes: ['listing: no longer open'] }}                         | ${1_000}     | ${2}
    ${'so does a person'}                         | ${{ causes: ['redeploy requested by user:default/dana'] }}         | ${1_000}     | ${2}
    ${'so does a look after one that failed'}     | ${{ causes: [], attempts: 1 }}                                     | ${1_000}     | ${2}
    ${'so does a look after one that died'}       | ${{ causes: [], takenOverAt: now }}                                | ${1_000}     | ${2}
    ${'another preview has a reading of its own'} | ${{ previewId: 'cart-pr-1', causes: [] }}                          | ${1_000}     | ${2}
  `('$scenario', async ({ hints, milliseconds, reads }) => {
    const { clock, host, read } = setUp();
    await read({ causes: ['webhook pull_request.opened'] });
    clock.now += milliseconds;
    await read({ causes: [], ...hints });
    expect(host.reads).toBe(reads);
  });

  it('is read again when another replica has read something newer', async () => {
    const { host, read } = setUp();
    await read();
    const newer = pullRequest({ updatedAt: later(1) });
    host.answer = () => newer;
    await expect(
      read({ causes: [] }, record({ pullRequest: newer })),
    ).resolves.toBe(newer);
    expect(host.reads).toBe(2);
  });

  it.each`
    scenario    | answer
    ${'closed'} | ${pullRequest({ state: 'closed', closedAt: later(0) })}
    ${'absent'} | ${undefined}
  `('is asked for every time while it is $scenario', async ({ answer }) => {
    const { host, read } = setUp();
    host.answer = () => answer;
    await read();
    await expect(read()).resolves.toBe(answer);
    expect(host.reads).toBe(2);
  });

  it('rests on nothing older once a reading has failed', async () => {
    const { clock, host, read } = setUp();
    await read();
    clock.now += 30_000;
    host.answer = () => {
      throw new WaitingError('rate limit');
    };
    await expect(read()).rejects.toThrow('rate limit');
    await expect(read()).rejects.toThrow('rate limit');
  });
});
