import { DatabaseService } from '@backstage/backend-plugin-api';
import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { Knex } from 'knex';
import {
  AdmissionLimits,
  Awaited,
  Claim,
  Hint,
  NewWish,
  Orphan,
  RemovalCap,
  SweepStatus,
  previewId,
} from '../preview';
import { Alert } from '../alerts/types';
import { databaseNow } from './clock';
import { again } from './again';
import { Leases, StoreClock, systemClock } from './Leases';
import { applyMigrations } from './migrations';
import {
  abandonObjects,
  readAbandonedObjects,
} from './operations/abandonedObjects';
import {
  beginBuild,
  endBuild,
  readAskedBuilds,
} from './operations/askedBuilds';
import { admitPreview } from './operations/admitPreview';
import { askForBranch, enqueueBranch, readBranch } from './operations/branches';
import { changePreview } from './operations/changePreview';
import { claimSlug } from './operations/claimSlug';
import {
  noteCommand,
  readCommands,
  settleCommand,
} from './operations/commands';
import { completeLook } from './operations/completeLook';
import { countPreviews } from './operations/countPreviews';
import { readFaces } from './operations/faces';
import { enqueueKnownPreview } from './operations/enqueueKnownPreview';
import { failLook } from './operations/failLook';
import { listAwaiting } from './operations/listAwaiting';
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
import { readLeave } from './operations/readLeave';
import { readLives } from './operations/readLives';
import { readNextDue } from './operations/readNextDue';
import { readPreview } from './operations/readPreview';
import { readListedNames } from './operations/readListedNames';
import { readRepositories } from './operations/readRepositories';
import { readTroubles } from './operations/readTroubles';
import { recordWish } from './operations/recordWish';
import { rememberLook } from './operations/rememberLook';
import { rememberDefinition } from './operations/rememberDefinition';
import { releaseLease } from './operations/releaseLease';
import { releaseRemovals } from './operations/releaseRemovals';
import { restorePreview } from './operations/restorePreview';
import { saveRepository } from './operations/saveRepository';
import { isStranger } from './operations/strangers';
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

/** The store in Backstage's database, SQLite or PostgreSQL. Long because it is a list: what each operation does is in its own file. */
export class DefaultStore implements Store {
  readonly #knex: Knex;
  readonly #leases: Leases;
  readonly #dueListeners: (() => void)[] = [];

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
    this.#leases = new Leases(knex, clock);
  }

  onDue(listener: () => void): void {
    this.#dueListeners.push(listener);
  }

  async enqueue({ cause, ...pull }: Hint): Promise<string> {
    const id = await again(async () => {
      const look = await this.#lookAt(pull);
      await markDue(this.#knex, look, cause);
      return look.previewId;
    });
    this.#tellDue();
    return id;
  }

  async noteCommand(
    pull: Omit<Hint, 'cause'>,
    commentId: string,
    author?: string,
  ) {
    const at = await this.#lookAt(pull);
    await noteCommand(this.#knex, at, { commentId, author });
    this.#tellDue();
  }

  isStranger(...somebody: Parameters<Store['isStranger']>) {
    return isStranger(this.#knex, ...somebody);
  }

  async askForBranch(request: Parameters<Store['askForBranch']>[0]) {
    const lease = await again(() => askForBranch(this.#knex, request));
    this.#tellDue();
    return lease;
  }

  branchOf(id: string) {
    return readBranch(this.#knex, id);
  }

  async enqueueBranch(...known: Parameters<Store['enqueueBranch']>) {
    await enqueueBranch(this.#knex, ...known);
    this.#tellDue();
  }

  commands(id: string) {
    return readCommands(this.#knex, id);
  }

  askedBuilds(id: string, sha: string) {
    return readAskedBuilds(this.#knex, id, sha);
  }

  beginBuild(...[key, options]: Parameters<Store['beginBuild']>) {
    return beginBuild(this.#knex, key, options);
  }

  endBuild(...[key, outcome]: Parameters<Store['endBuild']>) {
    return endBuild(this.#knex, key, outcome);
  }

  faces(...[query]: Parameters<Store['faces']>) {
    return readFaces(this.#knex, query);
  }

  leave(id: string) {
    return readLeave(this.#knex, id);
  }

  settleCommand(claim: Claim, outcome: CommandOutcome) {
    return settleCommand(this.#knex, claim, outcome);
  }

  async enqueueKnown(id: string, cause: string): Promise<void> {
    await again(() => enqueueKnownPreview(this.#knex, id, cause));
    this.#tellDue();
  }

  async enqueueAwaiting(awaited: Awaited, cause: string): Promise<void> {
    for (const id of await listAwaiting(this.#knex, awaited))
      await this.enqueueKnown(id, cause);
  }

  claimDue(options: Parameters<Store['claimDue']>[0]) {
    return this.#leases.claimDue(options);
  }

  renew(claim: Claim, leaseMilliseconds: number) {
    return this.#leases.renew(claim, leaseMilliseconds);
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

  abandon(options: Parameters<Store['abandon']>[0]) {
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
    ...[at, definition]: Parameters<Store['rememberDefinition']>
  ) {
    return rememberDefinition(this.#knex, at, definition);
  }

  missDefinition(...[at, path, after]: Parameters<Store['missDefinition']>) {
    return missDefinition(this.#knex, at, path, after);
  }

  purge(options: PurgeOptions) {
    return purgeGone(this.#knex, options);
  }

  repositories() {
    return readRepositories(this.#knex);
  }

  listedNames(repository: { host: string; id: string }) {
    return readListedNames(this.#knex, repository);
  }

  recordRepository(status: RepositoryStatus) {
    return saveRepository(this.#knex, status);
  }

  async #lookAt({ repository, number }: Omit<Hint, 'cause'>) {
    const { host, id: repositoryId } = repository;
    const slug = await claimSlug(this.#knex, repository);
    return { previewId: previewId(slug, number), host, repositoryId, number };
  }

  #tellDue(): void {
    for (const listener of this.#dueListeners) listener();
  }
}
