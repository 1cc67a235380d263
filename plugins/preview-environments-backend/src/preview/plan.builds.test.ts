import { Observed } from './facts';
import { plan } from './plan';
import { PreviewRecord } from './record';
import {
  component,
  now,
  observed,
  previewId,
  pullRequest,
  record,
  upFacts,
} from './__testUtils__/builders';

const name = 'ghcr.io/acme/web:pr-42-a1b2c3d';
const trigger = 'repository_dispatch preview-build';
const minutesAgo = (minutes: number) =>
  new Date(now.getTime() - minutes * 60_000);
const inAMinute = minutesAgo(-1);

const usual = component('web');
const [image] = usual.definition.spec.images;
const built = {
  ...usual,
  definition: {
    ...usual.definition,
    spec: {
      ...usual.definition.spec,
      images: [
        {
          ...image,
          build: { repositoryDispatch: 'preview-build', check: 'image' },
        },
      ],
    },
  },
};

const asked = {
  attempts: 1,
  sentAt: undefined,
  retryAt: undefined,
  url: undefined,
  runId: undefined,
  problem: undefined,
};

/** Without what is not known. */
function given<Fact>(facts: Record<string, Fact | undefined>) {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, fact]) =>
      fact === undefined ? [] : [[key, fact]],
    ),
  ) as Record<string, Fact>;
}

function look(
  builds: Observed['builds'],
  change: Partial<PreviewRecord> = {},
  state: 'missing' | 'found' = 'missing',
) {
  return plan(
    previewId,
    observed({
      record: record({ phase: 'awaiting-image', ...change }),
      components: [built],
      componentFacts: {
        web: upFacts(state === 'missing' ? { images: [{ state }] } : {}),
      },
      builds,
    }),
    now,
  );
}

const overtime = {
  steps: {
    awaitingImageSince: minutesAgo(31),
    verifyingSince: undefined,
    drainingSince: undefined,
  },
};
const redeploy = { requestedBy: 'dana', at: now };

describe('a build', () => {
  it.each`
    scenario                                  | known                                                    | change                       | due
    ${'nobody has asked for'}                 | ${undefined}                                             | ${{}}                        | ${true}
    ${'that was asked for'}                   | ${{ ...asked, sentAt: minutesAgo(1) }}                   | ${{}}                        | ${false}
    ${'whose asker may have died just now'}   | ${{ ...asked, retryAt: inAMinute }}                      | ${{}}                        | ${false}
    ${'whose asker has died'}                 | ${{ ...asked, retryAt: minutesAgo(1) }}                  | ${{}}                        | ${true}
    ${'that could not be asked for just now'} | ${{ ...asked, retryAt: inAMinute, problem: 'down' }}     | ${{}}                        | ${false}
    ${'that could not be asked for'}          | ${{ ...asked, retryAt: minutesAgo(1), problem: 'down' }} | ${{}}                        | ${true}
    ${'of which too much time has gone by'}   | ${undefined}                                             | ${overtime}                  | ${false}
    ${'that a person wants anew'}             | ${{ ...asked, sentAt: minutesAgo(1) }}                   | ${{ redeploy }}              | ${true}
    ${'that a person wants after its time'}   | ${{ ...asked, sentAt: minutesAgo(31) }}                  | ${{ ...overtime, redeploy }} | ${true}
    ${'that a person has wanted anew'}        | ${{ ...asked, sentAt: new Date(now.getTime() + 1) }}     | ${{ redeploy }}              | ${false}
  `('$scenario is asked for: $due', ({ known, change, due }) => {
    const { steps } = look(
      { asked: known ? { [trigger]: known } : {}, runs: {}, checks: {} },
      change,
    );
    const request = {
      kind: 'request-build',
      request: expect.objectContaining({
        previewId,
        number: 42,
        trigger: { kind: 'repository-dispatch', eventType: 'preview-build' },
        images: [name],
        attempts: known?.attempts ?? 0,
        wantedAt: change.redeploy?.at,
      }),
    };
    expect(steps).toEqual(due ? [request] : []);
  });

  it('is asked for once, however many images come of it', () => {
    const twice = {
      ...built,
      definition: {
        ...built.definition,
        spec: {
          ...built.definition.spec,
          images: [
            built.definition.spec.images[0],
            { ...built.definition.spec.images[0], name: 'ghcr.io/acme/jobs' },
          ],
        },
      },
    };
    const { steps } = plan(
      previewId,
      observed({
        components: [twice],
        componentFacts: {
          web: upFacts({
            images: [upFacts().images[0], { state: 'missing' }],
          }),
        },
        builds: { asked: {}, runs: {}, checks: {} },
      }),
      now,
    );
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({
      request: { images: [name, 'ghcr.io/acme/jobs:pr-42-a1b2c3d'] },
    });
  });

  it('is not asked for where its image is there', () => {
    const { steps } = look(undefined, {}, 'found');
    expect(steps.map(({ kind }) => kind)).not.toContain('request-build');
  });

  it.each`
    scenario                 | builds                                                                                                                           | expected
    ${'whose check fails'}   | ${{ asked: {}, runs: {}, checks: { image: { state: 'failed', url: 'https://ci/1' } } }}                                          | ${{ phase: 'failed', reason: `${name} was not built: its check image has failed.`, runUrl: 'https://ci/1' }}
    ${'whose check runs'}    | ${{ asked: {}, runs: {}, checks: { image: { state: 'pending', url: 'https://ci/1' } } }}                                         | ${{ phase: 'awaiting-image', reason: `Waiting for ${name}`, runUrl: 'https://ci/1' }}
    ${'that is done'}        | ${{ asked: {}, runs: {}, checks: { image: { state: 'succeeded', url: undefined } } }}                                            | ${{ phase: 'awaiting-image', reason: `Waiting for ${name}`, runUrl: undefined }}
    ${'that names its page'} | ${{ asked: { [trigger]: { ...asked, sentAt: now, url: 'https://ci/2' } }, runs: {}, checks: {} }}                                | ${{ phase: 'awaiting-image', reason: `Waiting for ${name}`, runUrl: 'https://ci/2' }}
    ${'that nobody can ask'} | ${{ asked: { [trigger]: { ...asked, retryAt: inAMinute, problem: 'ci.example.com answered with 500' } }, runs: {}, checks: {} }} | ${{ phase: 'awaiting-image', reason: `Waiting for ${name}; its build could not be asked for: ci.example.com answered with 500`, runUrl: undefined }}
  `('$scenario is told of', ({ builds, expected }) => {
    const { phase, reason, runUrl } = look(builds);
    expect({ phase, reason, runUrl }).toEqual(expected);
  });

  it('is not asked for while its commit may not run', () => {
    const { phase, steps } = plan(
      previewId,
      observed({
        record: undefined,
        pullRequest: pullRequest({
          head: { ...pullRequest().head, repositoryId: '666' },
        }),
        components: [built],
        componentFacts: {},
        builds: { asked: {}, runs: {}, checks: {} },
      }),
      now,
    );
    expect({ phase, steps }).toEqual({ phase: 'awaiting-approval', steps: [] });
  });

  it('that failed leaves the commit before as it is', () => {
    const before = record({ liveSha: '0'.repeat(40) });
    const { steps, liveSha } = look(
      {
        asked: { [trigger]: { ...asked, sentAt: now } },
        runs: {},
        checks: { image: { state: 'failed', url: undefined } },
      },
      before,
    );
    expect({ steps, liveSha }).toEqual({ steps: [], liveSha: before.liveSha });
  });
});

describe('the run of a build that was asked for', () => {
  const sent = {
    ...asked,
    sentAt: minutesAgo(1),
    url: 'https://ci/7',
    runId: '7',
  };
  const none = undefined;
  const failed = { state: 'failed', url: 'https://ci/7' };
  const running = { state: 'pending', url: 'https://ci/7' };
  const unreadable = { state: 'unreadable', reason: 'give "Actions: read"' };
  const notBuilt = `${name} was not built: the run of ${trigger} has failed.`;
  const waiting = `Waiting for ${name}`;
  const unknown = `${waiting}; how its build goes is not known: give "Actions: read"`;

  it.each`
    scenario                                | run                       | check                     | change          | phase               | reason
    ${'has failed'}                         | ${failed}                 | ${none}                   | ${{}}           | ${'failed'}         | ${notBuilt}
    ${'has failed after too much time'}     | ${failed}                 | ${none}                   | ${overtime}     | ${'failed'}         | ${notBuilt}
    ${'has failed without saying so'}       | ${failed}                 | ${{ state: 'pending' }}   | ${{}}           | ${'failed'}         | ${notBuilt}
    ${'has failed after it made the image'} | ${failed}                 | ${{ state: 'succeeded' }} | ${{}}           | ${'awaiting-image'} | ${waiting}
    ${'has failed, and is wanted anew'}     | ${failed}                 | ${none}                   | ${{ redeploy }} | ${'awaiting-image'} | ${waiting}
    ${'runs, or runs again'}                | ${running}                | ${none}                   | ${{}}           | ${'awaiting-image'} | ${waiting}
    ${'has ended'}                          | ${{ state: 'succeeded' }} | ${none}                   | ${{}}           | ${'awaiting-image'} | ${waiting}
    ${'can not be read for now'}            | ${none}                   | ${none}                   | ${{}}           | ${'awaiting-image'} | ${waiting}
    ${'may not be read'}                    | ${unreadable}             | ${none}                   | ${{}}           | ${'awaiting-image'} | ${unknown}
  `('that $scenario is told of', ({ run, check, change, phase, reason }) => {
    const builds = {
      asked: { [trigger]: sent },
      runs: given({ [trigger]: run }),
      checks: given({ image: check }),
    };
    expect(look(builds, change)).toMatchObject({
      phase,
      reason,
      runUrl: 'https://ci/7',
    });
  });

  it('that has failed is looked at again, because it may be repeated', () => {
    const builds = {
      asked: { [trigger]: sent },
      runs: { [trigger]: { state: 'failed' as const, url: 'https://ci/7' } },
      checks: {},
    };
    const { lookAgainAfterMilliseconds, steps } = look(builds);
    expect({ lookAgainAfterMilliseconds, steps }).toEqual({
      lookAgainAfterMilliseconds: 30_000,
      steps: [],
    });
  });
});
