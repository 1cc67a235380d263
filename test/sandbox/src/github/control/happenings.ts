import { apps, botOf } from '../apps';
import { Hub } from '../hub';
import { HubEvent, PublishedImage, StoredRepository } from '../model';

/** What an owner may change of a repository. */
export type RepositoryChange = Partial<
  Pick<
    StoredRepository,
    'name' | 'owner' | 'archived' | 'private' | 'permissions'
  >
>;

type Action = Extract<HubEvent, { name: 'repository' }>['action'];

/** Changes a repository, and tells of it as GitHub does: one event for each thing that changed. */
export function changeRepository(
  repository: StoredRepository,
  change: RepositoryChange,
  sender: string,
): HubEvent[] {
  const before = { ...repository };
  const { name, owner, archived, private: isPrivate, permissions } = change;
  const given = { name, owner, archived, private: isPrivate, permissions };
  Object.assign(
    repository,
    Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    ),
  );
  const events: HubEvent[] = [];
  const tell = (action: Action, changes?: Record<string, unknown>): void => {
    events.push({ name: 'repository', action, repository, changes, sender });
  };
  if (before.owner !== repository.owner)
    tell('transferred', {
      owner: { from: { organization: { login: before.owner } } },
    });
  if (before.name !== repository.name)
    tell('renamed', { repository: { name: { from: before.name } } });
  if (before.archived !== repository.archived)
    tell(repository.archived ? 'archived' : 'unarchived');
  if (before.private !== repository.private)
    tell(repository.private ? 'privatized' : 'publicized');
  return events;
}

export function deleteRepository(
  hub: Hub,
  repository: StoredRepository,
  sender: string,
): HubEvent[] {
  hub.removeRepository(repository);
  return [{ name: 'repository', action: 'deleted', repository, sender }];
}

/** An image was pushed to the packages of a repository. */
export function publishImage(
  repository: StoredRepository,
  image: PublishedImage,
  sender: string,
): HubEvent[] {
  return [
    {
      name: 'registry_package',
      action: 'published',
      repository,
      image,
      sender,
    },
  ];
}

/** What of an installation changes, and for which repositories: `acme/web`. */
export interface InstallationChange {
  action: 'created' | 'deleted' | 'suspend' | 'unsuspend' | 'added' | 'removed';
  repositories: string[];
}

/** Installs us on repositories, or takes us away: what is private is then not there for us any more. */
export function changeInstallation(
  hub: Hub,
  { action, repositories: names }: InstallationChange,
  sender: string,
): HubEvent[] {
  const repositories = hub
    .repositories()
    .filter(({ owner, name }) => names.includes(`${owner}/${name}`));
  const isShut = ['deleted', 'suspend', 'removed'].includes(action);
  for (const { owner, permissions } of repositories) {
    for (const login of [hub.login, botOf(apps.platform)]) {
      if (isShut) permissions[login] = 'none';
      else delete permissions[login];
    }
    if (action === 'suspend') hub.suspended.add(owner);
    if (action === 'unsuspend') hub.suspended.delete(owner);
  }
  return action === 'added' || action === 'removed'
    ? [{ name: 'installation_repositories', action, repositories, sender }]
    : [{ name: 'installation', action, repositories, sender }];
}
