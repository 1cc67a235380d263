import { z } from 'zod';
import { problemOf, WebhookMeaning } from '../webhooks';
import { repositoryInWebhook } from './webhookRepository';

/** Webhooks that tell of repositories, and of our access to them. */
export const repositoryTopics = [
  'github.repository',
  'github.installation',
  'github.installation_repositories',
  'github.installation_target',
];

/** After these a repository has another name or is read otherwise than before. */
const actionsThatMatter: ReadonlySet<string> = new Set([
  'renamed',
  'transferred',
  'archived',
  'unarchived',
  'deleted',
  'edited',
  'privatized',
  'publicized',
]);

const login = z.object({ login: z.string() });
const webPage = z.url({ protocol: /^https?$/ });

const repositoryWebhook = z.object({
  action: z.string(),
  repository: repositoryInWebhook,
  changes: z
    .object({
      repository: z.object({ name: z.object({ from: z.string() }) }).optional(),
      owner: z
        .object({
          from: z.object({
            user: login.optional(),
            organization: login.optional(),
          }),
        })
        .optional(),
    })
    .optional(),
});

const fullNames = z
  .array(z.object({ full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/) }))
  .optional();

const installationWebhook = z.object({
  installation: z.object({ html_url: webPage, account: login.optional() }),
  repositories: fullNames,
  repositories_added: fullNames,
  repositories_removed: fullNames,
});

const ownerWebhook = z.object({
  action: z.literal('renamed', 'the action cannot matter to a preview'),
  account: login.extend({ html_url: webPage }),
  changes: z
    .object({ login: z.object({ from: z.string() }).optional() })
    .optional(),
});

type Concerned = Extract<
  WebhookMeaning,
  { kind: 'repositories' } | { kind: 'owners' }
>;

/** The repositories to be read again, by every name that they may be watched under; text is why there are none. */
export function interpretRepository(
  topic: string,
  payload: unknown,
): Concerned | string {
  switch (topic) {
    case 'github.repository':
      return interpretChange(payload);
    case 'github.installation_target':
      return interpretOwner(payload);
    default:
      return interpretInstallation(payload);
  }
}

function interpretChange(payload: unknown): Concerned | string {
  const parsed = repositoryWebhook.safeParse(payload);
  if (!parsed.success) return problemOf(parsed.error);
  const { action, repository, changes } = parsed.data;
  if (!actionsThatMatter.has(action))
    return 'the action cannot matter to a preview';
  const { host, owner, name } = repository;
  const { user, organization } = changes?.owner?.from ?? {};
  const before = {
    host,
    owner: (organization ?? user)?.login ?? owner,
    name: changes?.repository?.name.from ?? name,
  };
  const isElsewhere = before.owner !== owner || before.name !== name;
  const names = [{ host, owner, name }, ...(isElsewhere ? [before] : [])];
  return { kind: 'repositories', names };
}

/** One of all repositories of its owner names none of them. */
function interpretInstallation(payload: unknown): Concerned | string {
  const parsed = installationWebhook.safeParse(payload);
  if (!parsed.success) return problemOf(parsed.error);
  const { installation, ...lists } = parsed.data;
  const { host } = new URL(installation.html_url);
  const names = Object.values(lists).flatMap(list => list ?? []);
  if (names.length > 0)
    return {
      kind: 'repositories',
      names: names.map(({ full_name: fullName }) => {
        const [owner, name] = fullName.split('/');
        return { host, owner, name };
      }),
    };
  const { account } = installation;
  return account
    ? { kind: 'owners', host, owners: [account.login] }
    : 'it names no repository and no owner';
}

function interpretOwner(payload: unknown): Concerned | string {
  const parsed = ownerWebhook.safeParse(payload);
  if (!parsed.success) return problemOf(parsed.error);
  const { account, changes } = parsed.data;
  const before = changes?.login?.from;
  const owners = [account.login, ...(before === undefined ? [] : [before])];
  return { kind: 'owners', host: new URL(account.html_url).host, owners };
}
