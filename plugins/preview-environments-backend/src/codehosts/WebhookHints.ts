import { LoggerService } from '@backstage/backend-plugin-api';
import { EventParams, EventsService } from '@backstage/plugin-events-node';
import {
  CodeHost,
  isRefused,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import {
  FollowedRepositories,
  RepositoryName,
  WatchedRepository,
} from '../repositories';
import { Store } from '../store/types';
import { WebhookMeaning, Webhooks } from './webhooks';

type AboutRepository = Extract<
  WebhookMeaning,
  { kind: 'look' | 'command' | 'definitions' | 'branch' }
>;

export interface WebhookHintsOptions {
  events: EventsService;
  webhooks: Webhooks;
  codeHost: Pick<CodeHost, 'forgetFiles'>;
  repositories: {
    find(ref: RepositoryRef): WatchedRepository | undefined;
    list(): WatchedRepository[];
  };
  /** Those that have another name now than the catalog knows. */
  followed: Pick<FollowedRepositories, 'find'>;
  /** Lists a repository at once, after its definitions were pushed to. */
  listing: { list(repository: WatchedRepository): Promise<void> };
  store: Pick<
    Store,
    'enqueue' | 'enqueueAwaiting' | 'enqueueBranch' | 'noteCommand'
  >;
  logger: LoggerService;
}

/** Turns webhooks, as Backstage's events modules check and publish them, into looks. Only watched repositories are looked at. */
export class WebhookHints {
  readonly #options: WebhookHintsOptions;

  constructor(options: WebhookHintsOptions) {
    this.#options = options;
  }

  async subscribe(): Promise<void> {
    const { events, webhooks } = this.#options;
    await events.subscribe({
      id: webhooks.subscription,
      topics: webhooks.topics,
      onEvent: event => this.#onEvent(event),
    });
  }

  async #onEvent({ topic, eventPayload }: EventParams): Promise<void> {
    const { followed, logger, webhooks } = this.#options;
    const meaning = webhooks.interpret(topic, eventPayload);
    if (meaning.kind === 'ignored') {
      logger.debug(`A webhook of ${topic} is ignored: ${meaning.reason}`);
      return;
    }
    if (meaning.kind === 'built') {
      await this.#options.store.enqueueAwaiting(meaning.awaited, meaning.cause);
      return;
    }
    if (meaning.kind === 'repositories') {
      const { repositories } = this.#options;
      await this.#readAgain(meaning.names.map(name => repositories.find(name)));
      return;
    }
    if (meaning.kind === 'owners') {
      await this.#readAgain(this.#ownedBy(meaning));
      return;
    }
    const ref = repositoryOf(meaning);
    const watched = await followed.find(ref);
    if (!watched) {
      logger.debug(`${ref.owner}/${ref.name} on ${ref.host} is not watched`);
      return;
    }
    await this.#follow(meaning, watched);
  }

  /** The listing finds out by itself what became of a repository. */
  async #readAgain(
    repositories: (WatchedRepository | undefined)[],
  ): Promise<void> {
    const { codeHost, listing } = this.#options;
    for (const watched of repositories) {
      if (!watched) continue;
      codeHost.forgetFiles(watched.ref);
      await listing.list(watched);
    }
  }

  #ownedBy({
    host,
    owners,
  }: Extract<WebhookMeaning, { kind: 'owners' }>): WatchedRepository[] {
    const names = new Set(owners.map(owner => owner.toLowerCase()));
    return this.#options.repositories
      .list()
      .filter(
        ({ ref }) => ref.host === host && names.has(ref.owner.toLowerCase()),
      );
  }

  async #follow(
    meaning: AboutRepository,
    watched: WatchedRepository,
  ): Promise<void> {
    const { codeHost, listing, logger, store } = this.#options;
    if (meaning.kind === 'branch') {
      await this.#lookAtBranch(meaning);
      return;
    }
    if (meaning.kind === 'definitions') {
      await this.#lookAtBranch(meaning);
      codeHost.forgetFiles(watched.ref);
      if (concerns(watched, meaning.touched)) await listing.list(watched);
      return;
    }
    try {
      if (meaning.kind === 'look') await store.enqueue(meaning.hint);
      else {
        const { at, commentId, author } = meaning;
        await store.noteCommand(at, commentId, author);
      }
    } catch (error) {
      // The listing meets the same refusal and shows it beside the repository.
      if (!isRefused(error)) throw error;
      logger.warn(error.message);
    }
  }

  /** Any branch may have a preview without a pull request, the default one too. */
  async #lookAtBranch({
    repository,
    branch,
  }: Pick<
    Extract<AboutRepository, { kind: 'branch' }>,
    'repository' | 'branch'
  >): Promise<void> {
    await this.#options.store.enqueueBranch(repository, branch, 'webhook push');
  }
}

function repositoryOf(meaning: AboutRepository): RepositoryName {
  switch (meaning.kind) {
    case 'look':
      return meaning.hint.repository;
    case 'command':
      return meaning.at.repository;
    default:
      return meaning.repository;
  }
}

function concerns(
  { definitions }: WatchedRepository,
  touched: string[] | undefined,
): boolean {
  return !touched || definitions.some(({ path }) => touched.includes(path));
}
