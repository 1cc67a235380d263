import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { GitlabClient } from './GitlabClient';

const purpose = { doing: 'read users', role: 'Reporter' as const };

/** Somebody, as GitLab's answers name them beside what they made. */
export const userSchema = z.object({
  id: z.number().int(),
  username: z.string(),
});

export type User = z.infer<typeof userSchema>;

const profileSchema = userSchema.extend({ bot: z.boolean().optional() });

/** Users of access tokens of projects and groups, and of service accounts, by the names that GitLab gives them. */
const botName =
  /^(?:(?:project|group)_\d+_bot(?:_?[0-9a-z]+)?|service_account(?:_.+)?)$/;

/** Who people are on GitLab. */
export class Users {
  readonly #client: GitlabClient;
  /** Nobody becomes a bot, or stops to be one. */
  readonly #bots = new LRUCache<string, boolean>({ max: 10_000 });
  readonly #ourIds = new LRUCache<string, number>({ max: 100 });

  constructor(client: GitlabClient) {
    this.#client = client;
  }

  /** Answers beside merge requests and comments do not say it. */
  async isBot(repository: RepositoryRef, user: User): Promise<boolean> {
    if (botName.test(user.username)) return true;
    const key = `${repository.host}/${user.id}`;
    const known = this.#bots.get(key);
    if (known !== undefined) return known;
    const profile = await this.#client.ask(
      { repository, path: `/users/${user.id}`, purpose },
      profileSchema,
    );
    if (!profile) return false;
    const isBot = profile.bot ?? false;
    this.#bots.set(key, isBot);
    return isBot;
  }

  async describe(
    repository: RepositoryRef,
    user: User,
  ): Promise<{ login: string; bot: boolean }> {
    return { login: user.username, bot: await this.isBot(repository, user) };
  }

  /** Undefined when nobody is called so now: names can be given to somebody else. */
  async idOf(
    repository: RepositoryRef,
    login: string,
  ): Promise<number | undefined> {
    const found = await this.#client.ask(
      { repository, path: '/users', query: { username: login }, purpose },
      z.array(userSchema),
    );
    return found?.find(
      ({ username }) => username.toLowerCase() === login.toLowerCase(),
    )?.id;
  }

  /** Whether we made what this user made: a marker alone can be copied by anybody. */
  async areWe(repository: RepositoryRef, { id }: User): Promise<boolean> {
    const identity = this.#client.connections.identify(repository);
    const key = `${repository.host}/${identity.id}`;
    let ours = this.#ourIds.get(key);
    if (ours === undefined) {
      const profile = await this.#client.ask(
        { repository, path: '/user', purpose },
        userSchema,
      );
      if (!profile) return false;
      ours = profile.id;
      this.#ourIds.set(key, ours);
    }
    return id === ours;
  }
}
