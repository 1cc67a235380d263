import { mockServices } from '@backstage/backend-test-utils';
import { Contributors, GithubCodeHost } from '../codehosts';
import {
  pullRequest as answerOf,
  repositoryRef,
} from '../codehosts/github/__testUtils__/answers';
import { ScriptedGithub } from '../codehosts/github/__testUtils__/ScriptedGithub';
import { Circumstances, intend, Intent, plan, TrustFloor } from '../preview';
import {
  component,
  now,
  observed,
  olderSha,
  policy,
  previewId,
  pullRequest,
  record,
  sha,
} from '../preview/__testUtils__/builders';
import { claim } from './__testUtils__/claims';
import { readCircumstances } from './circumstances';
import { PullRequestReadings } from './PullRequestReadings';

const people = {
  writer: { id: 1, login: 'ada', type: 'User' },
  reader: { id: 2, login: 'eve', type: 'User' },
  bot: { id: 3, login: 'dependabot[bot]', type: 'Bot' },
  maintainer: { id: 4, login: 'dana', type: 'User' },
  stranger: { id: 5, login: 'sam', type: 'User' },
  labeler: { id: 6, login: 'labeler[bot]', type: 'Bot' },
};
const permissions = { ada: 'write', eve: 'read', dana: 'admin', sam: 'triage' };

const floors: Record<string, TrustFloor> = {
  strict: { forks: 'never', authors: 'write', drafts: false, bots: false },
  usual: { forks: 'approve', authors: 'write', drafts: true, bots: true },
  open: { forks: 'allow', authors: 'anyone', drafts: true, bots: true },
};
/** What definitions ask for: everything, or what is so when they say nothing. */
const triggers = {
  lenient: { forks: 'allow', authors: 'anyone', drafts: true, bots: true },
  silent: {},
};

const authors = ['writer', 'reader', 'bot'] as const;
const setters = [
  'maintainer',
  'stranger',
  'the author',
  'labeler',
  'nobody known',
] as const;
/** `older`: that commit was approved and runs, and then another one was pushed. */
const approvals = ['none', 'head', 'older'] as const;

interface Case {
  author: (typeof authors)[number];
  draft: boolean;
  fork: boolean;
  setter: (typeof setters)[number];
  approval: (typeof approvals)[number];
  floor: keyof typeof floors;
  definition: keyof typeof triggers;
}

const cases: Case[] = authors.flatMap(author =>
  [false, true].flatMap(draft =>
    [false, true].flatMap(fork =>
      setters.flatMap(setter =>
        approvals.flatMap(approval =>
          Object.keys(floors).flatMap(floor =>
            (['lenient', 'silent'] as const).map(definition => ({
              author,
              draft,
              fork,
              setter,
              approval,
              floor,
              definition,
            })),
          ),
        ),
      ),
    ),
  ),
);

const setterOf = ({ setter, author }: Case) => {
  if (setter === 'nobody known') return undefined;
  return setter === 'the author' ? people[author] : people[setter];
};

/** What a person who knows the policy would say, in the words of a person. */
function expected(one: Case): { runs?: string; waits?: string; says?: string } {
  const { author, draft, fork, setter, approval, floor, definition } = one;
  const isLenient = definition === 'lenient';
  const isOpen = isLenient && floor === 'open';
  if (draft && !(isLenient && floor !== 'strict'))
    return {
      waits: 'draft',
      says: 'Drafts are not previewed. Mark the pull request as ready for review.',
    };
  if (author === 'bot' && floor === 'strict')
    return {
      waits: 'bot',
      says: 'Pull requests of bots are not previewed here, whatever a definition says (previewEnvironments.trust.bots).',
    };
  if (author === 'bot' && !isLenient)
    return {
      waits: 'bot',
      says: 'Pull requests of bots are not previewed. Set spec.trigger.bots to true to allow them.',
    };
  if (fork && floor === 'strict')
    return {
      waits: 'fork',
      says: 'Pull requests from forks are not previewed here, whatever a definition says (previewEnvironments.trust.forks). Push the branch to the repository itself.',
    };
  if (approval === 'head') return { runs: sha };
  const meanwhile = approval === 'older' ? { runs: olderSha } : {};
  if (fork && !isOpen)
    return {
      ...meanwhile,
      waits: 'approval',
      says: 'Commit a1b2c3d is from a fork. Somebody who can write to the repository has to approve it.',
    };
  if (author === 'reader' && !isOpen)
    return {
      ...meanwhile,
      waits: 'approval',
      says: 'eve can not write to the repository. Somebody who can has to approve commit a1b2c3d.',
    };
  const ofTheHouse = !fork && author !== 'reader';
  const login = setterOf(one)?.login;
  switch (setter) {
    case 'maintainer':
      return { runs: sha };
    case 'the author':
      // A bot has no rights of its own: its label counts for code of the house only.
      if (author === 'writer' || (author === 'bot' && ofTheHouse))
        return { runs: sha };
      break;
    case 'labeler':
    case 'nobody known':
      if (ofTheHouse) return { runs: sha };
      break;
    default:
  }
  return {
    ...meanwhile,
    waits: 'label',
    says: login
      ? `The label preview was set by ${login}, who can not write to the repository. Somebody who can has to set it, or to comment /preview.`
      : 'Who set the label preview is not known. Somebody who can write to the repository has to comment /preview.',
  };
}

const repository = { ...repositoryRef, id: '7', defaultBranch: 'main' };
const older = pullRequest({
  repository,
  head: { sha: olderSha, ref: 'change', repositoryId: '7' },
  updatedAt: '2025-12-31T00:00:00Z',
});
const approved = (headSha: string) => ({ headSha, by: 'dana', at: now });

async function lookAt(one: Case) {
  const { author, draft, fork, approval, floor, definition } = one;
  const github = new ScriptedGithub();
  github.on(
    'GET /repos/acme/web/pulls/42',
    answerOf(42, {
      user: people[author],
      draft,
      head: { sha, ref: 'change', repo: { id: fork ? 99 : 7 } },
    }),
  );
  const by = setterOf(one);
  const labeled = { event: 'labeled', actor: by, label: { name: 'preview' } };
  github.on('GET /repos/acme/web/issues/42/events', by ? [labeled] : []);
  for (const [login, permission] of Object.entries(permissions)) {
    github.on(`GET /repos/acme/web/collaborators/${login}/permission`, {
      permission,
    });
  }
  const codeHost = GithubCodeHost.create(github.options());
  const trigger = triggers[definition];
  const read = await readCircumstances(
    {
      codeHost,
      pullRequests: new PullRequestReadings({ codeHost, now: () => 0 }),
      people: new Contributors({
        codeHost,
        logger: mockServices.logger.mock(),
        now: () => now,
      }),
      definitions: {
        read: async () => ({
          components: [component('web', { trigger })],
          problems: [],
          absent: [],
        }),
      },
      groups: { faces: async () => [] },
      branches: { branchOf: async () => undefined },
      policy: () => ({ ...policy, trust: floors[floor] }),
      now: () => now,
    },
    claim({ repository }),
    approval === 'older'
      ? record({
          repository,
          pullRequest: older,
          commit: olderSha,
          approval: approved(olderSha),
        })
      : undefined,
    approval === 'head'
      ? { approval: approved(sha), request: undefined }
      : undefined,
  );
  if ('unreadable' in read) throw new Error(read.unreadable);
  return { circumstances: read.circumstances, github };
}

function told(intent: Intent) {
  if (intent.kind === 'want') {
    return {
      runs: intent.pullRequest.head.sha,
      ...(intent.waiting && {
        waits: intent.waiting.blockedBy,
        says: intent.waiting.reason,
      }),
    };
  }
  return intent.kind === 'hold'
    ? { waits: intent.blockedBy, says: intent.reason }
    : intent;
}

const stepsOf = (circumstances: Circumstances) =>
  plan(
    previewId,
    observed({ ...circumstances, clusters: {}, componentFacts: {} }),
    now,
  ).steps;

const perAuthor = authors.map(author => ({ author }));

describe.each(perAuthor)('a pull request of a $author', ({ author }) => {
  const own = cases.filter(one => one.author === author);

  it.each(own)(
    'draft $draft, fork $fork, label by $setter, approved $approval, floor $floor, definition $definition',
    async one => {
      const { circumstances, github } = await lookAt(one);
      const intent = intend(previewId, circumstances);
      const wanted = expected(one);
      expect(told(intent)).toEqual(wanted);

      // Nothing exists for what nobody has let run.
      const isNew = !wanted.runs && !circumstances.record;
      expect(isNew ? stepsOf(circumstances) : []).toEqual([]);

      const login = setterOf(one)?.login;
      const allowed = [
        'GET /repos/acme/web/pulls/42',
        `GET /repos/acme/web/collaborators/${people[author].login}/permission`,
        `GET /repos/acme/web/collaborators/${login}/permission`,
        'GET /repos/acme/web/issues/42/events',
      ];
      const made = github.requests.map(
        ({ method, path }) => `${method} ${path.split('?')[0]}`,
      );
      expect(new Set(made).size).toBe(made.length);
      expect(made.filter(call => !allowed.includes(call))).toEqual([]);
      // What is decided by what is known anyway costs no question.
      const isPlain = ['draft', 'bot', 'fork'].includes(wanted.waits ?? '');
      const most = isPlain || one.approval === 'head' ? 1 : allowed.length;
      expect(made.length).toBeLessThanOrEqual(most);
    },
  );
});
