import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { parseDuration } from '@previewenv/plugin-preview-environments-common';
import {
  Branch,
  CodeHost,
  isRefused,
  isWaiting,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { inWords, isBranchName } from '../../preview';
import { BranchStore } from '../../store';
import { Mode, observing } from '../actions';
import { nameOf } from '../DefaultPreviews';
import { Caller } from '../Previews';
import { BranchPlaces } from './BranchPlaces';
import { BranchAnswer, BranchAsked, BranchPreviews } from './BranchPreviews';

/** How long previews of branches last, in milliseconds. */
export interface LeaseTerms {
  /** When nobody says anything else. */
  usual: number;
  longest: number;
}

/** Reads the branch once, so that whoever mistypes it hears of that at once, and writes down that it is wanted. */
export class DefaultBranchPreviews implements BranchPreviews {
  readonly #places: Pick<BranchPlaces, 'of'>;
  readonly #codeHost: Pick<CodeHost, 'readBranch'>;
  readonly #store: Pick<BranchStore, 'askForBranch'>;
  readonly #terms: LeaseTerms;
  readonly #mode: Mode;
  readonly #now: () => Date;

  constructor(options: {
    places: Pick<BranchPlaces, 'of'>;
    codeHost: Pick<CodeHost, 'readBranch'>;
    store: Pick<BranchStore, 'askForBranch'>;
    terms: LeaseTerms;
    mode: Mode;
    now: () => Date;
  }) {
    this.#places = options.places;
    this.#codeHost = options.codeHost;
    this.#store = options.store;
    this.#terms = options.terms;
    this.#mode = options.mode;
    this.#now = options.now;
  }

  async ask(asked: BranchAsked, caller: Caller): Promise<BranchAnswer> {
    const { branch: name, entityRef } = asked;
    const lease = this.#leaseOf(asked.ttl);
    if (!isBranchName(name))
      throw new InputError('That can not be the name of a branch.');
    const place = this.#places.of(asked);
    if (!place) throw notWatched(asked);
    if (this.#mode === 'observe') throw new ConflictError(observing);
    const { repository, headSha } = await this.#read(place.ref, name);
    const { host, owner, name: called, id } = repository;
    try {
      const { id: previewId, until } = await this.#store.askForBranch({
        repository: { host, owner, name: called, id },
        branch: { name, entityRef },
        requestedBy: nameOf(caller),
        until: new Date(this.#now().getTime() + lease),
      });
      return {
        id: previewId,
        repository: { host, owner, name: called },
        branch: name,
        headSha,
        expiresAt: until,
      };
    } catch (error) {
      throw isRefused(error) ? new ConflictError(error.message) : error;
    }
  }

  async #read(ref: RepositoryRef, name: string): Promise<Branch> {
    const { owner, name: called } = ref;
    try {
      const branch = await this.#codeHost.readBranch?.(ref, name);
      if (branch && !branch.repository.archived) return branch;
      if (branch)
        throw new ConflictError(
          `${owner}/${called} is archived: nothing in it changes any more.`,
        );
    } catch (error) {
      if (isWaiting(error)) throw new ServiceUnavailableError(error.message);
      throw isRefused(error) ? new ConflictError(error.message) : error;
    }
    throw new NotFoundError(`${owner}/${called} has no branch of that name.`);
  }

  #leaseOf(ttl: string | undefined): number {
    if (ttl === undefined) return this.#terms.usual;
    const lease = readDuration(ttl);
    if (lease !== undefined && lease > 0 && lease <= this.#terms.longest)
      return lease;
    throw new InputError(
      `ttl is a duration of at most ${inWords(
        this.#terms.longest,
      )} (previewEnvironments.branches.longest), for instance 8h or 2d.`,
    );
  }
}

/** The same words for what is not watched and for what the caller may not see. */
export function notWatched({
  entityRef,
  repository,
}: Pick<BranchAsked, 'entityRef' | 'repository'>): NotFoundError {
  return new NotFoundError(
    `Nothing is previewed of ${entityRef ?? repository}.`,
  );
}

function readDuration(text: string): number | undefined {
  try {
    return parseDuration(text);
  } catch {
    // What is wrong with it does not matter: the problem says what is right.
    return undefined;
  }
}
