import { Clock } from '../clock';
import { Persistent } from '../state';
import { GitObjects, GitObjectsSnapshot } from './gitObjects';
import { HubEvent, StoredPull, StoredRepository } from './model';

export type { HubEvent, StoredPull, StoredRepository };

export interface HubSnapshot {
  repositories: StoredRepository[];
  objects: GitObjectsSnapshot;
  nextId: number;
}

export interface HubOptions {
  clock: Clock;
  /** Whom every token belongs to. */
  login: string;
  snapshot?: HubSnapshot;
  changed?: () => void;
}

/** Hears what happened. `silent`: as if the webhook had been lost. */
export type HubListener = (
  event: HubEvent,
  options: { silent: boolean },
) => void | Promise<void>;

/** The state of the code host, and the one place that tells of its changes. */
export class Hub implements Persistent {
  readonly name = 'github';
  readonly login: string;
  readonly clock: Clock;
  readonly objects: GitObjects;
  /** Owners who have suspended the App. Not kept over a restart. */
  readonly suspended = new Set<string>();
  readonly #repositories: StoredRepository[];
  readonly #changed: () => void;
  readonly #listeners = new Set<HubListener>();
  #nextId: number;

  constructor({ clock, login, snapshot, changed = () => {} }: HubOptions) {
    this.clock = clock;
    this.login = login;
    this.objects = new GitObjects(snapshot?.objects);
    this.#repositories = snapshot?.repositories ?? [];
    this.#nextId = snapshot?.nextId ?? 1_000;
    this.#changed = changed;
  }

  snapshot(): HubSnapshot {
    return {
      repositories: this.#repositories,
      objects: this.objects.snapshot(),
      nextId: this.#nextId,
    };
  }

  newId(): number {
    return ++this.#nextId;
  }

  timestamp(): string {
    return this.clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
  }

  repositories(): StoredRepository[] {
    return this.#repositories;
  }

  /** Names are compared without regard to case, as GitHub does. */
  repository(owner: string, name: string): StoredRepository | undefined {
    const wanted = `${owner}/${name}`.toLowerCase();
    return this.#repositories.find(
      each => `${each.owner}/${each.name}`.toLowerCase() === wanted,
    );
  }

  addRepository(options: {
    owner: string;
    name: string;
    description?: string;
    private?: boolean;
    defaultBranch?: string;
  }): StoredRepository {
    const now = this.timestamp();
    const repository: StoredRepository = {
      id: this.newId(),
      owner: options.owner,
      name: options.name,
      description: options.description ?? '',
      private: options.private ?? false,
      archived: false,
      defaultBranch: options.defaultBranch ?? 'main',
      branches: {},
      pulls: [],
      comments: [],
      statuses: [],
      deployments: [],
      labels: ['bug', 'preview', 'preview-hold'],
      permissions: {},
      nextNumber: 1,
      createdAt: now,
      updatedAt: now,
    };
    this.#repositories.push(repository);
    this.#changed();
    return repository;
  }

  removeRepository(repository: StoredRepository): void {
    this.#repositories.splice(this.#repositories.indexOf(repository), 1);
    this.#changed();
  }

  listen(listener: HubListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Keeps what was changed and tells it, event by event, in order. */
  async publish(
    events: HubEvent[],
    options: { silent?: boolean } = {},
  ): Promise<void> {
    this.#changed();
    for (const event of events) {
      await Promise.all(
        [...this.#listeners].map(listener =>
          listener(event, { silent: options.silent ?? false }),
        ),
      );
    }
  }

  /** Keeps what was changed that nobody is told of. */
  touch(): void {
    this.#changed();
  }
}
