import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  Finding,
  PreviewAction,
} from '@previewenv/plugin-preview-environments-common';
import {
  ExpiryLimits,
  expiryOf,
  extend,
  HistoryEntry,
  isLeaving,
  NewWish,
  ObjectSummary,
  PreviewRecord,
  readExtension,
} from '../preview';
import { Store } from '../store';
import { Mode, possibleActions } from './actions';
import { membersOf } from './group';
import { componentOfObject } from './objectOwners';
import {
  Caller,
  LogReader,
  LogRequest,
  PreviewFilter,
  PreviewPosition,
  RemainsReader,
  Previews,
  RepositoryReader,
  RepositoryView,
  ShownObject,
  ShownPreview,
  ShownRelease,
  Validation,
} from './Previews';

/** What the store, the watched repositories and the clusters know of previews, for whoever asks. */
export class DefaultPreviews implements Previews {
  readonly #store: Pick<
    Store,
    'get' | 'query' | 'history' | 'troubles' | 'request'
  >;
  readonly #logs: LogReader;
  readonly #remains: RemainsReader;
  readonly #repositories: RepositoryReader;
  readonly #validation: Validation;
  readonly #mode: Mode;
  readonly #expiry: ExpiryLimits;
  readonly #longestLease: number;
  readonly #now: () => Date;

  constructor(options: {
    store: Pick<Store, 'get' | 'query' | 'history' | 'troubles' | 'request'>;
    logs: LogReader;
    remains: RemainsReader;
    repositories: RepositoryReader;
    validation: Validation;
    mode: Mode;
    /** What no extension but an administrator's exceeds. */
    expiry: ExpiryLimits;
    /** How long a branch may be previewed from now on, in milliseconds. */
    longestLease: number;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#logs = options.logs;
    this.#remains = options.remains;
    this.#repositories = options.repositories;
    this.#validation = options.validation;
    this.#mode = options.mode;
    this.#expiry = options.expiry;
    this.#longestLease = options.longestLease;
    this.#now = options.now;
  }

  async list({
    limit,
    ...query
  }: PreviewFilter & { limit: number; after?: PreviewPosition }): Promise<{
    items: ShownPreview[];
    next: PreviewPosition | undefined;
  }> {
    // One more tells whether there is another page.
    const records = await this.#store.query({ ...query, limit: limit + 1 });
    const page = records.slice(0, limit);
    return {
      items: await this.#showAll(page),
      next: records.length > limit ? positionOf(page[limit - 1]) : undefined,
    };
  }

  async get(id: string): Promise<ShownPreview> {
    return this.#show(await this.#read(id));
  }

  async remove(id: string, caller: Caller): Promise<ShownPreview> {
    const record = await this.#read(id);
    if (isLeaving(record)) return this.#show(record);
    return this.#request(record, 'delete', { kind: 'removal' }, caller);
  }

  async redeploy(id: string, caller: Caller): Promise<ShownPreview> {
    const record = await this.#read(id);
    return this.#request(record, 'redeploy', { kind: 'redeploy' }, caller);
  }

  async approve(
    id: string,
    { headSha }: { headSha: string },
    caller: Caller,
  ): Promise<ShownPreview> {
    const record = await this.#read(id);
    const { sha } = record.pullRequest.head;
    if (headSha !== sha) {
      throw new ConflictError(
        `${record.id}: ${headSha} is not the head any more, which is ${sha}. Look at that.`,
      );
    }
    return this.#request(
      record,
      'approve',
      { kind: 'approve', headSha },
      caller,
    );
  }

  async extend(
    id: string,
    { by, unbounded }: { by: string | undefined; unbounded: boolean },
    caller: Caller,
  ): Promise<ShownPreview> {
    const asked = readExtension(by);
    if ('problem' in asked) throw new InputError(asked.problem);
    const record = await this.#read(id);
    this.#require(record, 'extend');
    const extension = extend(record, this.#expiry, {
      byMilliseconds: asked.milliseconds,
      unbounded,
      now: this.#now(),
      leaseMilliseconds: record.branch && this.#longestLease,
    });
    if ('obstacle' in extension)
      throw new ConflictError(`${record.id}: ${extension.obstacle}`);
    return this.#request(
      record,
      'extend',
      { kind: 'extend', until: extension.until },
      caller,
    );
  }

  async keep(id: string, caller: Caller): Promise<ShownPreview> {
    const record = await this.#read(id);
    return this.#request(record, 'keep', { kind: 'keep' }, caller);
  }

  async unkeep(id: string, caller: Caller): Promise<ShownPreview> {
    const record = await this.#read(id);
    return this.#request(record, 'unkeep', { kind: 'unkeep' }, caller);
  }

  async sleep(id: string, caller: Caller): Promise<ShownPreview> {
    const record = await this.#read(id);
    return this.#request(record, 'sleep', { kind: 'sleep' }, caller);
  }

  async wake(id: string, caller: Caller): Promise<ShownPreview> {
    const record = await this.#read(id);
    return this.#request(record, 'wake', { kind: 'wake' }, caller);
  }

  async release(
    id: string,
    { dryRun }: { dryRun: boolean },
    caller: Caller,
  ): Promise<ShownRelease> {
    const record = await this.#read(id);
    this.#require(record, 'release');
    const remains = await this.#remains.of(record);
    if (!dryRun)
      await this.#request(record, 'release', { kind: 'release' }, caller);
    return {
      released: !dryRun,
      abandons: remains.map(object => shownObject(record, object)),
    };
  }

  async history(
    id: string,
    request: { limit: number; before?: number },
  ): Promise<{ entries: HistoryEntry[]; next: number | undefined }> {
    const { id: known } = await this.#read(id);
    return this.#store.history(known, request);
  }

  async objects(id: string): Promise<ShownObject[]> {
    const record = await this.#read(id);
    return record.objects.map(object => shownObject(record, object));
  }

  async logs(id: string, request: LogRequest): Promise<string> {
    return this.#logs.read(await this.#read(id), request);
  }

  async repositories(entityRef: string): Promise<RepositoryView[]> {
    return this.#repositories.ofEntity(entityRef);
  }

  async validate(definition: string): Promise<Finding[]> {
    return this.#validation.ofDefinition(definition);
  }

  async validateEntity(entityRef: string): Promise<Finding[]> {
    return this.#validation.ofEntity(entityRef);
  }

  async #request(
    record: PreviewRecord,
    name: PreviewAction['name'],
    wish: Omit<NewWish, 'requestedBy'>,
    caller: Caller,
  ): Promise<ShownPreview> {
    const { id } = record;
    this.#require(record, name);
    const requestedBy = nameOf(caller);
    if (!(await this.#store.request(id, { ...wish, requestedBy }))) {
      throw unknown(id);
    }
    return this.get(id);
  }

  #require(record: PreviewRecord, name: PreviewAction['name']): void {
    const wanted = possibleActions(record, this.#mode).find(
      action => action.name === name,
    );
    if (!wanted?.allowed) {
      throw new ConflictError(`${record.id}: ${wanted?.reason}`);
    }
  }

  async #read(id: string): Promise<PreviewRecord> {
    const record = await this.#store.get(id);
    if (!record) throw unknown(id);
    return record;
  }

  async #show(record: PreviewRecord): Promise<ShownPreview> {
    const [shown] = await this.#showAll([record]);
    return { ...shown, group: await membersOf(this.#store, record) };
  }

  async #showAll(records: PreviewRecord[]): Promise<ShownPreview[]> {
    const standing = records.filter(({ phase }) => phase !== 'gone');
    const troubles = await this.#store.troubles(standing.map(({ id }) => id));
    return records.map(record => ({
      record,
      trouble: troubles.get(record.id),
      expiry: expiryOf(record, this.#expiry),
      actions: possibleActions(record, this.#mode),
    }));
  }
}

/** The same words for what is not there and for what the caller may not see. */
export function unknown(id: string): NotFoundError {
  return new NotFoundError(`There is no preview ${id}`);
}

export function positionOf({ createdAt, id }: PreviewRecord): PreviewPosition {
  return { createdAt, id };
}

function shownObject(
  record: PreviewRecord,
  { cluster, apiVersion, kind, namespace, name }: ObjectSummary,
): ShownObject {
  const object = { cluster, apiVersion, kind, namespace, name };
  return { ...object, component: componentOfObject(record, object) };
}

/** As timelines and reasons name the caller. */
export function nameOf({ principal }: Caller): string {
  return principal.type === 'user'
    ? principal.userEntityRef
    : principal.subject;
}
