import { LoggerService } from '@backstage/backend-plugin-api';
import { EventParams, EventsService } from '@backstage/plugin-events-node';
import {
  CodeHost,
  isRefused,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { WatchedRepository } from '../../repositories';
import { Store } from '../../store/types';
import { githubTopics, interpretWebhook, WebhookMeaning } from './hints';

export interface GithubHintsOptions {
  events: EventsService;
  codeHost: Pick<CodeHost, 'forgetFiles'>;
  repositories: {
    find(ref: RepositoryRef): WatchedRepository | undefined;
  };
  /** Lists a repository at once, after its definitions were pushed to. */
  listing: { list(repository: WatchedRepository): Promise<void> };
  store: Pick<Store, 'enqueue' | 'noteCommand'>;
  logger: LoggerService;
}

/** Turns GitHub's webhooks, as Backstage's events module checks and publishes them, into looks. Only watched repositories are looked at. */
export class GithubHints {
  readonly #options: GithubHintsOptions;

  constructor(options: GithubHintsOptions) {
    this.#options = options;
  }

  async subscribe(): Promise<void> {
    await this.#options.events.subscribe({
      id: 'preview-environments',
      topics: githubTopics,
      onEvent: event => this.#onEvent(event),
    });
  }

  async #onEvent({ topic, eventPayload }: EventParams): Promise<void> {
    const { logger, repositories } = this.#options;
    const meaning = interpretWebhook(topic, eventPayload);
    if (meaning.kind === 'ignored') {
      logger.debug(`A webhook of ${topic} is ignored: ${meaning.reason}`);
      return;
    }
    const ref = repositoryOf(meaning);
    const watched = repositories.find(ref);
    if (!watched) {
      logger.debug(`${ref.owner}/${ref.name} on ${ref.host} is not watched`);
      return;
    }
    await this.#follow(meaning, watched);
  }

  async #follow(
    meaning: Exclude<WebhookMeaning, { kind: 'ignored' }>,
    watched: WatchedRepository,
  ): Promise<void> {
    const { codeHost, listing, logger, store } = this.#options;
    if (meaning.kind === 'definitions') {
      codeHost.forgetFiles(watched.ref);
      if (concerns(watched, meaning.touched)) await listing.list(watched);
      return;
    }
    try {
      if (meaning.kind === 'look') await store.enqueue(meaning.hint);
      else await store.noteCommand(meaning.at, meaning.commentId);
    } catch (error) {
      // The listing meets the same refusal and shows it beside the repository.
      if (!isRefused(error)) throw error;
      logger.warn(error.message);
    }
  }
}

function repositoryOf(
  meaning: Exclude<WebhookMeaning, { kind: 'ignored' }>,
): RepositoryRef {
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
