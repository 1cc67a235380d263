import { DatabaseService } from '@backstage/backend-plugin-api';
import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { Knex } from 'knex';
import { performance } from 'node:perf_hooks';
import {
  AdmissionLimits,
  Claim,
  Hint,
  LeftObject,
  NewWish,
  Orphan,
  RemovalCap,
  SweepStatus,
  previewId,
} from '../preview';
import { Alert } from '../alerts/types';
import { databaseNow } from './clock';
import { again } from './again';
import { applyMigrations } from './migrations';
import {
  abandonObjects,
  readAbandonedObjects,
} from './operations/abandonedObjects';
import { admitPreview } from './operations/admitPreview';
import { changePreview } from './operations/changePreview';
import { claimDuePreviews, ClaimedLook } from './operations/claimDuePreviews';
import { claimSlug } from './operations/claimSlug';
import {
  noteCommand,
  readCommands,
  settleCommand,
} from './operations/commands';
import { completeLook } from './operations/completeLook';
import { countPreviews } from './operations/countPreviews';
import { enqueueKnownPreview } from './operations/enqueueKnownPreview';
import { failLook } from './operations/failLook';
import { listLiveRepositories } from './operations/listLiveRepositories';
import { listOpenPreviews } from './operations/listOpenPreviews';
import { markDue } from './operations/markDue';
import { forgetAlert, rememberAlert } from './operations/raisedAlerts';
import { readOrphans, releaseOrphan, saveOrphans } from './operations/orphans';
import { missDefinition } from './operations/missDefinition';
import { permitRemoval } from './operations/permitRemoval';
import { purgeGone } from './operations/purgeGone';
import { queryPreviews } from './operations/queryPreviews';
import { readDefinitions } from './operations/readDefinitions';
import { readHeldRemovals } from './operations/readHeldRemovals';
import { readHistory } from './operations/readHistory';
import { readLives } from './operations/readLives';
import { readNextDue } from './operations/readNextDue';
import { readPreview } from './operations/readPreview';
import { readRepositories } from './operations/readRepositories';
import { readTroubles } from './operations/readTroubles';
import { recordWish } from './operations/recordWish';
import { rememberLook } from './operations/rememberLook';
import { rememberDefinition } from './operations/rememberDefinition';
import { releaseLease } from './operations/releaseLease';
import { releaseRemovals } from './operations/releaseRemovals';
import { renewLease } from './operations/renewLease';
import { restorePreview } from './operations/restorePreview';
import { saveRepository } from './operations/saveRepository';
import { readSweepStatus, saveSweepStatus } from './operations/sweepStatus';
import { withdrawRemoval } from './operations/withdrawRemoval';
import { SweepStore } from './sweepStore';
import {
  CommandOutcome,
  LookFailure,
  LookResult,
  PreviewQuery,
  PurgeOptions,
  RepositoryStatus,
  SecondReading,
  Store,
} from './types';

/** What the store needs of the process it runs in. */
export interface StoreClock {
  now(): Date;
  /** Milliseconds that never jump. */
  monotonic(): number;
}

const systemClock: StoreClock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};

/** One look in so many is at whatever waits longest: the most that urgent ones can hold up the others. */
const urgentInARow = 3;

/** The store in Backstage's database, SQLite or PostgreSQL. Long because it is a list: what each operation does is in its own file. */
export class DefaultStore implements Store {
  readonly #knex: Knex;
  readonly #clock: StoreClock;
  readonly #dueListeners: (() => void)[] = [];
  /** Looks that this process has claimed so far. */
  #claimed = 0;

  static async create(options: {
    database: DatabaseService;
    clock?: StoreClock;
  }): Promise<DefaultStore> {
    const { database, clock = systemClock } = options;
    const knex = await database.getClient();
    if (!database.migrations?.skip) await applyMigrations(knex);
    return new DefaultStore(knex, clock);
  }

  private constructor(knex: Knex, clock: StoreClock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  onDue(listener: () => void): void {
    this.#dueListeners.push(listener);
  }

  async enqueue({ repository, number, cause }: Hint): Promise<string> {
    const { host, id: repositoryId } = repository;
    const id = await again(async () => {
      const slug = await claimSlug(this.#knex, repository);
      const target = { host, repositoryId, number };
      await markDue(
        this.#knex,
        { previewId: previewId(slug, number), ...target },
        cause,
      );
      return previewId(slug, number);
    });
    this.#tellDue();
    return id;
  }

  async noteCommand(
    { repository, number }: Omit<Hint, 'cause'>,
    commentId: string,
  ): Promise<void> {
    const id = previewId(await claimSlug(this.#knex, repository), number);
    const { host, id: repositoryId } = repository;
    await noteCommand(
      this.#knex,
      { previewId: id, host, repositoryId, number },
      commentId,
    );
    this.#tellDue();
  }

  commands(id: string) {
    return readCommands(this.#knex, id);
  }

  settleCommand(claim: Claim, outcome: CommandOutcome) {
    return settleCommand(this.#knex, claim, outcome);
  }

  async enqueueKnown(id: string, cause: string): Promise<void> {
    await again(() => enqueueKnownPreview(this.#knex, id, cause));
    this.#tellDue();
  }

  async claimDue(options: {
    worker: string;
    limit: number;
    leaseMilliseconds: number;
  }): Promise<Claim[]> {
    // Before the database's clock is read: what we believe to be left is never more than what is.
    const end = this.#clock.monotonic() + options.leaseMilliseconds;
    const rounds = (claimed: number) =>
      Math.floor(claimed / (urgentInARow + 1));
    const looks = await claimDuePreviews(this.#knex, {
      ...options,
      longestWaiting:
        rounds(this.#claimed + options.limit) - rounds(this.#claimed),
    });
    this.#claimed += looks.length;
    return looks.map(look => this.#claim(look, end));
  }

  async renew(claim: Claim, leaseMilliseconds: number) {
    const end = this.#clock.monotonic() + leaseMilliseconds;
    const held = await renewLease(this.#knex, claim, leaseMilliseconds);
    return held
      ? { ...claim, remainingMilliseconds: this.#until(end) }
      : undefined;
  }

  remember(...[claim, result]: Parameters<Store['remember']>) {
    return again(() => rememberLook(this.#knex, claim, result));
  }

  complete(claim: Claim, result: LookResult) {
    return again(attempt => completeLook(this.#knex, claim, result, attempt));
  }

  fail(claim: Claim, failure: LookFailure) {
    return again(attempt => failLook(this.#knex, claim, failure, attempt));
  }

  async release(claims: Claim[]): Promise<void> {
    for (const claim of claims) {
      await again(() => releaseLease(this.#knex, claim));
    }
  }

  nextDue() {
    return readNextDue(this.#knex);
  }

  get(id: string) {
    return readPreview(this.#knex, id);
  }

  query(query: PreviewQuery) {
    return queryPreviews(this.#knex, query);
  }

  history(id: string, options: { limit: number; before?: number }) {
    return readHistory(this.#knex, id, options);
  }

  troubles(ids: string[]) {
    return readTroubles(this.#knex, ids);
  }

  async request(id: string, wish: NewWish): Promise<boolean> {
    const known = await recordWish(this.#knex, id, wish);
    if (known) this.#tellDue();
    return known;
  }

  admit(id: string, limits: AdmissionLimits) {
    return again(() => admitPreview(this.#knex, id, limits));
  }

  liveRepositories() {
    return listLiveRepositories(this.#knex);
  }

  openPreviews(repository: { host: string; id: string }) {
    return listOpenPreviews(this.#knex, repository);
  }

  permitRemoval(subject: string, cap: RemovalCap, reading?: SecondReading) {
    return permitRemoval(this.#knex, subject, cap, reading);
  }

  withdrawRemoval(subject: string) {
    return withdrawRemoval(this.#knex, subject);
  }

  heldRemovals(cap: RemovalCap) {
    return readHeldRemovals(this.#knex, cap);
  }

  async releaseRemovals(releasedBy: string): Promise<string[]> {
    const released = await releaseRemovals(this.#knex, releasedBy);
    this.#tellDue();
    return released;
  }

  abandon(options: {
    previewId: string | undefined;
    abandonedBy: string;
    objects: LeftObject[];
  }) {
    return abandonObjects(this.#knex, options);
  }

  abandonedObjects() {
    return readAbandonedObjects(this.#knex);
  }

  countPreviews() {
    return countPreviews(this.#knex);
  }

  rememberAlert(alert: Alert) {
    return rememberAlert(this.#knex, alert);
  }

  forgetAlert(key: string) {
    return forgetAlert(this.#knex, key);
  }

  async time() {
    return new Date(await databaseNow(this.#knex));
  }

  lives(ids: string[]) {
    return readLives(this.#knex, ids);
  }

  change(...[id, cause, change]: Parameters<SweepStore['change']>) {
    return changePreview(this.#knex, id, cause, change);
  }

  restore(...[cause, restored]: Parameters<SweepStore['restore']>) {
    return restorePreview(this.#knex, cause, restored);
  }

  orphans() {
    return readOrphans(this.#knex);
  }

  recordOrphans(found: { kept: Orphan[]; dropped: string[] }) {
    return saveOrphans(this.#knex, found);
  }

  releaseOrphan(id: string, releasedBy: string) {
    return releaseOrphan(this.#knex, id, releasedBy);
  }

  sweepStatus() {
    return readSweepStatus(this.#knex);
  }

  recordSweep(status: SweepStatus) {
    return saveSweepStatus(this.#knex, status);
  }

  definitions(repository: RepositoryRef) {
    return readDefinitions(this.#knex, repository);
  }

  rememberDefinition(
    repository: RepositoryRef,
    definition: Parameters<Store['rememberDefinition']>[1],
  ) {
    return rememberDefinition(this.#knex, repository, definition);
  }

  missDefinition(
    repository: RepositoryRef,
    path: string,
    secondReadingMilliseconds: number,
  ) {
    return missDefinition(
      this.#knex,
      repository,
      path,
      secondReadingMilliseconds,
    );
  }

  purge(options: PurgeOptions) {
    return purgeGone(this.#knex, options);
  }

  repositories() {
    return readRepositories(this.#knex);
  }

  recordRepository(status: RepositoryStatus) {
    return saveRepository(this.#knex, status);
  }

  #tellDue(): void {
    for (const listener of this.#dueListeners) listener();
  }

  #claim({ look, repository, causes, claimedAt }: ClaimedLook, end: number) {
    const { taken_over_at: takenOver } = look;
    return {
      previewId: look.preview_id,
      repository: {
        host: repository.host,
        owner: repository.owner,
        name: repository.name,
        id: repository.repository_id,
      },
      number: look.number,
      leaseGeneration: Number(look.lease_generation),
      attempts: look.attempts,
      parked: look.parked_at !== null,
      causes,
      takenOverAt:
        takenOver === null
          ? undefined
          : this.#ago(claimedAt - Number(takenOver)),
      remainingMilliseconds: this.#until(end),
    };
  }

  /** A past of the database as a time of ours: whoever compares it with our clock gets the database's interval. */
  #ago(milliseconds: number): Date {
    return new Date(this.#clock.now().getTime() - milliseconds);
  }

  #until(end: number): () => number {
    return () => Math.max(0, end - this.#clock.monotonic());
  }
}
