import { mockServices } from '@backstage/backend-test-utils';
import {
  PullRequest,
  PullRequestListing as Listing,
} from '@previewenv/plugin-preview-environments-node';
import { AbsentDefinition, ComponentDefinition, Hint } from '../../preview';
import { pullRequest as anyPullRequest } from '../../preview/__testUtils__/builders';
import { WatchedRepository } from '../../repositories';
import { OpenPreview, RepositoryStatus } from '../../store/types';
import { Census } from '../Contradictions';
import {
  PullRequestListing,
  PullRequestListingOptions,
} from '../PullRequestListing';

export const ref = { host: 'github.com', owner: 'acme', name: 'web' };
export const repository = { ...ref, id: '7', defaultBranch: 'main' };
export const watched: WatchedRepository = { ref, definitions: [] };
export const now = new Date('2026-01-01T00:00:00Z');
export const minutes = (count: number) =>
  new Date(now.getTime() + count * 60_000);
export const later = '2026-01-01T00:00:01Z';

export function pullRequest(
  number: number,
  updatedAt = now.toISOString(),
): PullRequest {
  return anyPullRequest({ repository, number, updatedAt });
}

export function complete(...pullRequests: PullRequest[]): Listing {
  return { kind: 'complete', pullRequests };
}

export function preview(number: number): OpenPreview {
  return {
    id: `web-pr-${number}`,
    number,
    pullRequest: pullRequest(number),
    closed: false,
    unreadable: false,
    pending: false,
  };
}

/** A world in which everything works and nothing happens, until a test changes that. */
export class World {
  answer: () => Listing = () => complete();
  definitions: () => {
    components: ComponentDefinition[];
    problems: string[];
    absent: AbsentDefinition[];
    changed: boolean;
  } = () => ({ components: [], problems: [], absent: [], changed: false });
  known: OpenPreview[] = [];
  live: Hint['repository'][] = [];
  statuses: RepositoryStatus[] = [];
  watched = [watched];
  /** Milliseconds for which few requests are left. */
  shortFor: number | undefined;
  now = now;
  readonly judge = jest.fn(async (_: Census[]) => {});
  readonly enqueue = jest.fn(async () => 'web-pr-42');
  readonly enqueueKnown = jest.fn(async () => {});
  /** Heads of branches, by name. */
  heads: Record<string, string> = {};
  readonly readRepository = jest.fn(async () => repository);
  readonly recordRepository = jest.fn(async (_: RepositoryStatus) => {});
  readonly logger = mockServices.logger.mock();
  readonly options: PullRequestListingOptions = {
    codeHost: {
      listOpenPullRequests: async () => this.answer(),
      readRepository: this.readRepository,
      shortOfRequests: () => this.shortFor,
      readBranch: async (_, name) =>
        name in this.heads
          ? { repository, name, headSha: this.heads[name], url: '' }
          : undefined,
    },
    repositories: { list: () => this.watched },
    definitions: { read: async () => this.definitions() },
    store: {
      enqueue: this.enqueue,
      enqueueKnown: this.enqueueKnown,
      openPreviews: async () => this.known,
      liveRepositories: async () => this.live,
      repositories: async () => this.statuses,
      recordRepository: this.recordRepository,
    },
    contradictions: { judge: this.judge },
    logger: this.logger,
    now: () => this.now,
  };
  readonly listing = new PullRequestListing(this.options);

  /** What was enqueued since the last time. */
  looks(): [number, string][] {
    const calls = this.enqueue.mock.calls as unknown as [
      { number: number; cause: string },
    ][];
    const looks = calls.map(([{ number, cause }]): [number, string] => [
      number,
      cause,
    ]);
    this.enqueue.mockClear();
    return looks;
  }
}
