import { placeholderValuesOf } from '@previewenv/plugin-preview-environments-common';
import { definitionOf, sha } from '../__testUtils__/builders';
import { cleanupJobOf } from './job';

const place = { component: 'web', cluster: 'dev', namespace: 'pv-web-pr-42' };

const jobOf = (spec: Record<string, unknown>, baseRef = 'main') =>
  cleanupJobOf(
    definitionOf('web', spec),
    place,
    placeholderValuesOf({
      previewId: 'web-pr-42',
      pullRequest: { number: 42, baseRef, headRef: 'headline' },
      commitSha: sha,
      component: 'web',
    }),
  );

it('is none where the definition asks for none', () => {
  expect(jobOf({})).toBeUndefined();
});

it('has nothing left to be filled in', () => {
  const cleanup = {
    job: {
      image: 'ghcr.io/acme/tools:1.4',
      command: ['./drop.sh'],
      args: ['--now'],
      env: { DATABASE: 'shop_{{ pullRequest.number }}', COMMIT: '$(X)' },
      envFrom: [{ secretRef: { name: 'database-admin' } }],
      deadline: '90s',
      retries: 1,
    },
  };

  expect(jobOf({ cleanup })).toEqual({
    ...place,
    image: 'ghcr.io/acme/tools:1.4',
    command: ['./drop.sh'],
    args: ['--now'],
    env: { DATABASE: 'shop_42', COMMIT: '$(X)' },
    secrets: ['database-admin'],
    deadlineMilliseconds: 90_000,
    retries: 1,
  });
});

it("does not let a branch's name call for the content of a variable", () => {
  const cleanup = {
    job: { image: 'a', env: { BRANCH: '{{ pullRequest.baseRef }}' } },
  };

  expect(jobOf({ cleanup }, '$(PASSWORD)')?.env).toEqual({
    BRANCH: '$$(PASSWORD)',
  });
});
