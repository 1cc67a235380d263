import {
  component,
  now,
  observed,
  policy,
  previewId,
  pullRequest,
  record,
  sha,
} from './__testUtils__/builders';
import { Observed } from './facts';
import { plan } from './plan';

const ofFork = pullRequest({ head: { sha, ref: 'x', repositoryId: '99' } });
const approval = { headSha: sha, by: 'dana on github.com', at: now };

function planned(tag: string, forks: string, change: Partial<Observed> = {}) {
  const image = { name: 'ghcr.io/acme/web', tag, wait: '1h' };
  const set = { helm: { tag: 'image.tag' } };
  return plan(
    previewId,
    observed({
      record: record({ approval, phase: 'provisioning' }),
      pullRequest: ofFork,
      components: [
        component('web', {
          images: [{ ...image, set }],
          trigger: { labels: ['preview'], forks },
        }),
      ],
      policy: { ...policy, trust: { ...policy.trust, forks: 'allow' } },
      ...change,
    }),
    now,
  );
}

it.each([
  'pr-{{ pullRequest.number }}',
  'b-{{pullRequest.headSlug}}',
  '{{ preview.id }}',
])(
  'deploys nothing of an approved fork by the tag %s, which a commit without approval can have, too',
  tag => {
    const { phase, reason, steps } = planned(tag, 'approve');
    expect({ phase, steps }).toEqual({ phase: 'failed', steps: [] });
    expect(reason).toMatch(/spec\.images\[0\]\.tag: .* names no commit/);
  },
);

it.each`
  scenario                                     | tag                                              | forks        | change
  ${'a tag that names the commit'}             | ${'{{ pullRequest.number }}-{{ commit.short }}'} | ${'approve'} | ${{}}
  ${'a tag that no pull request has a say in'} | ${'stable'}                                      | ${'approve'} | ${{}}
  ${'a fork that needs no approval'}           | ${'pr-{{ pullRequest.number }}'}                 | ${'allow'}   | ${{}}
  ${'a branch of the repository itself'}       | ${'pr-{{ pullRequest.number }}'}                 | ${'approve'} | ${{ pullRequest: pullRequest() }}
`('takes $scenario', ({ tag, forks, change }) => {
  expect(planned(tag, forks, change).phase).not.toBe('failed');
});
