import fc from 'fast-check';
import { phases } from '@previewenv/plugin-preview-environments-common';
import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import {
  component,
  fullCluster,
  now,
  observed,
  policy,
  previewId,
  pullRequest,
  record,
  sha,
  upFacts,
} from './__testUtils__/builders';
import { objectsOf } from './__testUtils__/objects';
import { desire } from './desired';
import { plan } from './plan';

/** What somebody may try in a title, a branch, a label or a name: of Markdown, HTML, YAML, shells, templates, logs and Kubernetes. */
const attempts = [
  ...['${{ secrets.TOKEN }}', '{{ commit.sha }}', '$(reboot)', '`reboot`'],
  ...["'; DROP TABLE previews; --", '"}],"kind":"ClusterRole', '../../x'],
  ...['\n- kind: Namespace', '\r\n[error] forged line', '\u001b[2J', '\u202e'],
  ...['a/b', 'A'.repeat(300), '-', '--set=image.tag=x', 'x,y=z', '<script>'],
];
const hostile = fc.oneof(
  fc.constantFrom(...attempts),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

/** A pull request in which everything that its author writes is hostile. The trigger's label is there, or there would be no preview. */
const hostilePullRequest: fc.Arbitrary<PullRequest> = fc
  .record({ title: hostile, ref: hostile, login: hostile, label: hostile })
  .map(({ title, ref, login, label }) =>
    pullRequest({
      title,
      author: { login, bot: false },
      labels: ['preview', label],
      head: { sha, ref, repositoryId: '77' },
    }),
  );

function objectsFor(pull: PullRequest, spec: Record<string, unknown> = {}) {
  const wanted = desire(previewId, pull, [component('web', spec)], policy);
  if ('problem' in wanted) throw new Error(wanted.problem);
  return objectsOf(wanted.desired);
}

describe('what the author of a pull request writes', () => {
  it('changes nothing of the objects that are made for it', () => {
    const honest = objectsFor(pullRequest());
    fc.assert(
      fc.property(hostilePullRequest, pull => {
        expect(objectsFor(pull)).toEqual(honest);
      }),
    );
  });

  it('is in them as the slug of the branch only, where a definition asks for that', () => {
    const slugOf = (pull: PullRequest) =>
      JSON.stringify(
        objectsFor(pull, {
          source: {
            repoURL: 'https://github.com/acme/deploy',
            path: 'charts/web',
            helm: {
              parameters: { branch: 'from-{{ pullRequest.headSlug }}-here' },
            },
          },
        }),
      );
    fc.assert(
      fc.property(hostilePullRequest, pull => {
        const [, branch] = /"from-([^"]*)-here"/.exec(slugOf(pull)) ?? [];
        expect(branch).toMatch(/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/);
      }),
    );
  });

  it('decides nothing, and is not repeated in what is said of the preview', () => {
    const anyPhase = fc.constantFrom(...phases);
    const decided = (pull: PullRequest, phase: (typeof phases)[number]) => {
      const before = record({ phase, pullRequest: pull });
      const seen = observed({
        record: before,
        pullRequest: pull,
        clusters: { dev: fullCluster() },
        componentFacts: { web: upFacts() },
      });
      const { reason, steps, blockedBy, url } = plan(previewId, seen, now);
      return { phase, reason, steps, blockedBy, url };
    };
    fc.assert(
      fc.property(hostilePullRequest, anyPhase, (pull, phase) => {
        expect(decided(pull, phase)).toEqual(decided(pullRequest(), phase));
      }),
    );
  });
});
