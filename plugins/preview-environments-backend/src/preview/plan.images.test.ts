import { parseDuration } from '@previewenv/plugin-preview-environments-common';
import { ImageStatus, Observed } from './facts';
import { awaits } from './awaited';
import { plan } from './plan';
import {
  component,
  minutesAgo,
  now,
  observed,
  olderSha,
  previewId,
  pullRequest,
  record,
  upFacts,
} from './__testUtils__/builders';

const web = 'ghcr.io/acme/web:pr-42-a1b2c3d';
const jobs = 'ghcr.io/acme/jobs:pr-42-a1b2c3d';

const usual = component('web');
const [image] = usual.definition.spec.images;

/** A component of two images, each with its own wait. */
function twoImages(waits: [string, string], check?: string) {
  const { definition } = usual;
  const images = ['ghcr.io/acme/web', 'ghcr.io/acme/jobs'].map(
    (name, index) => ({
      ...image,
      name,
      wait: waits[index],
      ...(check && { build: { check: `${check} ${index + 1}` } }),
    }),
  );
  return {
    ...usual,
    definition: { ...definition, spec: { ...definition.spec, images } },
  };
}

const found = upFacts().images[0];
const missing: ImageStatus = {
  state: 'missing',
  answer: 'ghcr.io does not know it, asked as bot',
};
const unfit: ImageStatus = {
  state: 'unfit',
  reason: 'it is there, but not for linux/arm64',
};
const unknown: ImageStatus = {
  state: 'unknown',
  reason: 'ghcr.io answered with 503',
};

function look(options: {
  images: ImageStatus[];
  waited?: number;
  waits?: [string, string];
  checks?: NonNullable<Observed['builds']>['checks'];
}) {
  const { images, waited = 1, waits = ['30m', '30m'], checks } = options;
  return plan(
    previewId,
    observed({
      record: record({
        phase: 'awaiting-image',
        liveSha: olderSha,
        steps: {
          awaitingImageSince: minutesAgo(waited),
          verifyingSince: undefined,
          drainingSince: undefined,
        },
      }),
      components: [twoImages(waits, checks && 'image')],
      componentFacts: { web: upFacts({ images }) },
      builds: checks && { asked: {}, runs: {}, checks },
    }),
    now,
  );
}

describe('what a preview waits for', () => {
  it.each`
    scenario                         | images                | reason
    ${'both images'}                 | ${[missing, missing]} | ${`Waiting for ${web} and ${jobs}`}
    ${'the second one'}              | ${[found, missing]}   | ${`Waiting for ${jobs}`}
    ${'one that nobody can tell of'} | ${[unknown, missing]} | ${`Waiting for ${web} (ghcr.io answered with 503) and ${jobs}`}
    ${'one that is still being put'} | ${[found, unfit]}     | ${`Waiting for ${jobs} (it is there, but not for linux/arm64)`}
  `('is $scenario', ({ images, reason }) => {
    const decision = look({ images });
    expect(decision).toMatchObject({ phase: 'awaiting-image', reason });
    expect(decision.steps).toEqual([]);
  });

  it('is heard of by each of its images', () => {
    const { blockedBy, stepTimes } = look({ images: [missing, missing] });
    const after = record({ blockedBy, steps: stepTimes });
    expect(awaits(after, { image: web })).toBe(true);
    expect(awaits(after, { image: jobs })).toBe(true);
  });

  it('leaves the commit before where it is', () => {
    const { liveSha, url } = look({ images: [missing, found] });
    expect(liveSha).toBe(olderSha);
    expect(url).toBeDefined();
    expect(pullRequest().head.sha).not.toBe(olderSha);
  });
});

describe('when the wait is over', () => {
  it.each`
    scenario                         | images                | waits             | reason
    ${'both were looked for'}        | ${[missing, missing]} | ${['30m', '30m']} | ${`${web} was not there after 30 min (ghcr.io does not know it, asked as bot). ${jobs} was not there after 30 min (ghcr.io does not know it, asked as bot). Has its build failed?`}
    ${'one of them has time left'}   | ${[missing, missing]} | ${['2h', '30m']}  | ${`${jobs} was not there after 30 min (ghcr.io does not know it, asked as bot). Has its build failed?`}
    ${'nobody could tell'}           | ${[found, unknown]}   | ${['30m', '30m']} | ${`${jobs} was not there after 30 min (ghcr.io answered with 503). Has its build failed?`}
    ${'it is there and does not do'} | ${[unfit, found]}     | ${['30m', '30m']} | ${`${web} could not be deployed after 30 min (it is there, but not for linux/arm64).`}
  `('says that $scenario', ({ images, waits, reason }) => {
    expect(look({ images, waits, waited: 31 })).toMatchObject({
      phase: 'failed',
      reason,
      failing: true,
      lookAgainAfterMilliseconds: parseDuration('5m'),
    });
  });
});

describe('a build that has failed', () => {
  const ended = (state: 'failed' | 'succeeded', run: number) => ({
    state,
    url: `https://ci.example.com/${run}`,
  });

  it.each`
    scenario           | checks                                                                 | reason                                                                                                        | run
    ${'the first one'} | ${{ 'image 1': ended('failed', 1), 'image 2': ended('succeeded', 2) }} | ${`${web} was not built: its check image 1 has failed.`}                                                      | ${1}
    ${'the second'}    | ${{ 'image 1': ended('succeeded', 1), 'image 2': ended('failed', 2) }} | ${`${jobs} was not built: its check image 2 has failed.`}                                                     | ${2}
    ${'both'}          | ${{ 'image 1': ended('failed', 1), 'image 2': ended('failed', 2) }}    | ${`${web} was not built: its check image 1 has failed. ${jobs} was not built: its check image 2 has failed.`} | ${1}
  `('is named, $scenario, with its run', ({ checks, reason, run }) => {
    expect(look({ images: [missing, missing], checks })).toMatchObject({
      phase: 'failed',
      reason,
      runUrl: `https://ci.example.com/${run}`,
    });
  });
});
