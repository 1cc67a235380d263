import { ID_LABEL } from '@previewenv/plugin-preview-environments-common';
import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { blockersOf } from './blockers';
import { isUpToDate, withAppliedHash } from './desiredState';
import { isAlreadyExists } from './errors';
import { adoptCreatedFields } from './fieldOwnership';
import { withOutcomes } from './outcomes';
import { foreignBecause, Owner, ownerOf, selectorOf } from './ownership';
import { describeRef } from './resources';
import { SharedQuestions } from './SharedQuestions';
import { explainYoungNamespace } from './youngNamespace';
import {
  ClusterClient,
  KubernetesObject,
  ObjectRef,
  ResourceKind,
} from './types';

/** How far a removal is. `blockedBy` names finalizers and what a namespace still holds. */
export type Removal =
  | { state: 'absent' }
  | { state: 'deleting'; blockedBy: string[] };

/**
 * Creates, changes and deletes what is ours, and nothing else (rule 7.2): never adopts a foreign object, never revives
 * one that is being deleted, never writes what is unchanged, never deletes a later object of the same name.
 *
 * Throws a WaitingError for what passes by itself and a RefusedError for what a person has to change.
 */
export class OwnObjects {
  readonly #client: ClusterClient;
  readonly #instance: string;
  readonly #now: () => number;
  readonly #lists = new SharedQuestions<KubernetesObject[]>();

  constructor(options: {
    client: ClusterClient;
    /** `previewEnvironments.instance`. */
    instance: string;
    /** Milliseconds since 1970. */
    now?: () => number;
  }) {
    this.#client = options.client;
    this.#instance = options.instance;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Makes the object be as desired. It has to carry the labels of `labelsOf`. `fresh`: what it lies in was just made, so that it is
   * created without looking first.
   */
  async ensure(
    resource: ResourceKind,
    desired: KubernetesObject,
    { fresh = false }: { fresh?: boolean } = {},
  ): Promise<'created' | 'updated' | 'unchanged'> {
    const owner = this.#requireOwner(desired);
    const { namespace, name } = desired.metadata;
    const ref = { resource, namespace, name };
    return this.#withOutcomes(ref, async () => {
      const live =
        (fresh ? undefined : await this.#client.get(ref)) ??
        (await this.#create(ref, desired));
      if (live === 'created') return 'created';
      this.#requireOurs(ref, live, owner);
      requireAlive(ref, live);
      if (isUpToDate(live, desired)) return 'unchanged';
      await this.#update(ref, live, desired);
      return 'updated';
    });
  }

  /**
   * Makes the object if there is none of that name. One of ours that is there stays as it is, for kinds that run once. It has to
   * carry the labels of `labelsOf`.
   */
  async create(
    resource: ResourceKind,
    desired: KubernetesObject,
  ): Promise<'created' | 'unchanged'> {
    const owner = this.#requireOwner(desired);
    const { namespace, name } = desired.metadata;
    const ref = { resource, namespace, name };
    return this.#withOutcomes(ref, async () => {
      const live = await this.#create(ref, desired);
      if (live === 'created') return 'created';
      this.#requireOurs(ref, live, owner);
      return 'unchanged';
    });
  }

  /**
   * Starts or continues the removal. Absence comes from a live read.
   * An object of that name which is not the preview's is left alone and refused by name.
   */
  async remove(
    ref: ObjectRef,
    options: {
      /** Undefined for what is shared. */
      id: string | undefined;
      propagation?: 'Foreground' | 'Background';
    },
  ): Promise<Removal> {
    const owner = { instance: this.#instance, id: options.id };
    return this.#withOutcomes(ref, async () => {
      const live = await this.#client.get(ref);
      if (!live) return { state: 'absent' };
      this.#requireOurs(ref, live, owner);
      if (live.metadata.deletionTimestamp) return deleting(live);
      await this.#client.delete(ref, {
        uid: requireUid(ref, live),
        propagation: options.propagation,
      });
      const left = await this.#client.get(ref);
      return left ? deleting(left) : { state: 'absent' };
    });
  }

  /** What is live; undefined when the server itself says that there is none. Also objects that are not ours. */
  async get(ref: ObjectRef): Promise<KubernetesObject | undefined> {
    return this.#withOutcomes(ref, () => this.#client.get(ref));
  }

  /** All live objects of the instance, or of one preview of it. */
  async list(
    resource: ResourceKind,
    options: { id?: string; namespace?: string } = {},
  ): Promise<KubernetesObject[]> {
    const { id, namespace } = options;
    const labelSelector = selectorOf({ instance: this.#instance, id });
    return withOutcomes(() =>
      this.#lists.ask(
        [resource.plural, resource.apiVersion, namespace, id].join(' '),
        () => this.#client.list({ resource, namespace, labelSelector }),
      ),
    );
  }

  /**
   * Changes fields that are not part of the desired object (Argo CD's `operation`), only if the object is still the one
   * that was read. A null removes a field. `evenIfGoing`: the patch helps an object that is being deleted to go, and revives nothing.
   */
  async patch(
    resource: ResourceKind,
    live: KubernetesObject,
    patch: Record<string, unknown>,
    options: { id: string; evenIfGoing?: boolean },
  ): Promise<KubernetesObject> {
    const { namespace, name, resourceVersion } = live.metadata;
    const ref = { resource, namespace, name };
    this.#requireOurs(ref, live, { instance: this.#instance, id: options.id });
    if (!options.evenIfGoing) requireAlive(ref, live);
    return this.#withOutcomes(ref, () =>
      this.#client.mergePatch(ref, { ...patch, metadata: { resourceVersion } }),
    );
  }

  /** What is there instead when somebody was faster: another replica, or our own request whose answer was lost. */
  async #create(
    ref: ObjectRef,
    desired: KubernetesObject,
  ): Promise<KubernetesObject | 'created'> {
    try {
      await this.#client.create(ref.resource, withAppliedHash(desired));
      return 'created';
    } catch (error) {
      const live = isAlreadyExists(error) && (await this.#client.get(ref));
      if (!live) throw error;
      return live;
    }
  }

  async #update(
    ref: ObjectRef,
    live: KubernetesObject,
    desired: KubernetesObject,
  ): Promise<void> {
    const uid = requireUid(ref, live);
    const adoption = adoptCreatedFields(live);
    if (adoption) await this.#client.mergePatch(ref, adoption);
    const { metadata, ...fields } = withAppliedHash(desired);
    await this.#client.apply(
      ref.resource,
      { ...fields, metadata: { ...metadata, uid } } as KubernetesObject,
      { force: true },
    );
  }

  #requireOwner(desired: KubernetesObject): Owner {
    const owner = ownerOf(desired);
    if (!owner || owner.instance !== this.#instance) {
      throw new Error(
        `${desired.kind} ${
          desired.metadata.name
        } lacks the labels of instance ${
          this.#instance
        }, among them ${ID_LABEL}`,
      );
    }
    return owner;
  }

  #requireOurs(ref: ObjectRef, live: KubernetesObject, owner: Owner): void {
    const because = foreignBecause(live, owner);
    if (because) {
      throw new RefusedError(
        `${describeRef(ref)} exists and is not ours: ${because}.`,
      );
    }
  }

  async #withOutcomes<T>(ref: ObjectRef, work: () => Promise<T>): Promise<T> {
    return withOutcomes(async () => {
      try {
        return await work();
      } catch (error) {
        throw await explainYoungNamespace(error, {
          ref,
          client: this.#client,
          now: this.#now(),
        });
      }
    });
  }
}

function requireAlive(ref: ObjectRef, live: KubernetesObject): void {
  if (!live.metadata.deletionTimestamp) return;
  const blockers = blockersOf(live);
  const because = blockers.length ? `: ${blockers.join('; ')}` : '';
  throw new WaitingError(
    `${describeRef(ref)} is still being deleted${because}.`,
  );
}

function requireUid(ref: ObjectRef, live: KubernetesObject): string {
  const { uid } = live.metadata;
  if (!uid) throw new Error(`${describeRef(ref)} was read without uid`);
  return uid;
}

function deleting(live: KubernetesObject): Removal {
  return { state: 'deleting', blockedBy: blockersOf(live) };
}
