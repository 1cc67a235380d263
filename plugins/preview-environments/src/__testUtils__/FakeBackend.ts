import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type {
  ClusterObject,
  Diagnosis,
  HistoryEntry,
  Orphan,
  Preview,
  PreviewEnvironmentsApi,
  PreviewQuery,
  PreviewRequest,
  Quota,
  Sweep,
  WatchedRepository,
} from '@previewenv/plugin-preview-environments-common';
import { aDiagnosis, aRepository } from './fixtures';

/** The backend as far as the pages use it, in memory. */
export class FakeBackend implements PreviewEnvironmentsApi {
  previews: Preview[];
  repositories: WatchedRepository[] = [aRepository()];
  history: HistoryEntry[] = [];
  objects: ClusterObject[] = [];
  abandons: ClusterObject[] = [];
  diagnosis: Diagnosis = aDiagnosis();
  entryUrl = 'https://portal.test/api/preview-environments/v1/entry/token';
  orphans: Orphan[] = [];
  sweep: Sweep = { problems: [] };
  quotas: Quota[] = [];

  /** What the next questions for previews or repositories end with. */
  previewsError?: Error;
  goneError?: Error;
  repositoriesError?: Error;
  historyError?: Error;
  objectsError?: Error;
  actionError?: Error;
  doctorError?: Error;
  entryError?: Error;
  releaseError?: Error;
  orphansError?: Error = new NotAllowedError('For administrators');
  quotasError?: Error = new NotAllowedError('For administrators');
  sweepError?: Error = new NotAllowedError('For administrators');

  /** Every call, with the arguments that matter. */
  readonly calls: unknown[][] = [];

  constructor(...previews: Preview[]) {
    this.previews = previews;
  }

  countOf(method: keyof PreviewEnvironmentsApi): number {
    return this.calls.filter(([name]) => name === method).length;
  }

  async listPreviews(query: PreviewQuery) {
    this.calls.push(['listPreviews', query]);
    const error = query.phase?.includes('gone')
      ? this.goneError
      : this.previewsError;
    if (error) throw error;
    const start = Number(query.cursor ?? 0);
    const end = start + (query.limit ?? 20);
    const listed = this.previews.filter(({ phase, repository }) =>
      query.phase
        ? query.phase.includes(phase)
        : phase !== 'gone' &&
          (!query.repository || repository.slug === query.repository),
    );
    return {
      items: listed.slice(start, end),
      pageInfo: end < listed.length ? { nextCursor: String(end) } : {},
    };
  }

  async getPreview(id: string) {
    this.calls.push(['getPreview', id]);
    const found = this.previews.find(preview => preview.id === id);
    if (!found) throw new NotFoundError(`No preview ${id}`);
    return found;
  }

  async deletePreview(id: string) {
    this.calls.push(['deletePreview', id]);
    if (this.actionError) throw this.actionError;
    return this.getPreview(id);
  }

  async redeployPreview(id: string) {
    this.calls.push(['redeployPreview', id]);
    if (this.actionError) throw this.actionError;
    return this.getPreview(id);
  }

  async extendPreview(id: string, extension?: { by?: string }) {
    this.calls.push(['extendPreview', id, extension]);
    if (this.actionError) throw this.actionError;
    return this.getPreview(id);
  }

  async approvePreview(id: string, approval: { headSha: string }) {
    this.calls.push(['approvePreview', id, approval]);
    if (this.actionError) throw this.actionError;
    return this.getPreview(id);
  }

  async keepPreview(id: string) {
    this.calls.push(['keepPreview', id]);
    if (this.actionError) throw this.actionError;
    return this.getPreview(id);
  }

  async unkeepPreview(id: string) {
    this.calls.push(['unkeepPreview', id]);
    if (this.actionError) throw this.actionError;
    return this.getPreview(id);
  }

  async sleepPreview(id: string) {
    this.calls.push(['sleepPreview', id]);
    if (this.actionError) throw this.actionError;
    return this.getPreview(id);
  }

  async wakePreview(id: string) {
    this.calls.push(['wakePreview', id]);
    if (this.actionError) throw this.actionError;
    return this.getPreview(id);
  }

  async createPreview({ branch, ...asked }: PreviewRequest) {
    this.calls.push(['createPreview', { branch, ...asked }]);
    if (this.actionError) throw this.actionError;
    return {
      id: `web-br-${branch}`,
      repository: { host: 'github.com', owner: 'acme', name: 'web' },
      branch,
      headSha: '1a2b3c4',
      expiresAt: '2026-01-15T10:00:00.000Z',
    };
  }

  async releasePreview(id: string, { dryRun = false } = {}) {
    this.calls.push(['releasePreview', id, { dryRun }]);
    const error = dryRun ? this.releaseError : this.actionError;
    if (error) throw error;
    return { released: !dryRun, abandons: this.abandons };
  }

  async examinePreview(id: string, { path = '/' } = {}) {
    this.calls.push(['examinePreview', id, { path }]);
    if (this.doctorError) throw this.doctorError;
    return this.diagnosis;
  }

  async makeEntryLink(id: string, { host }: { host?: string } = {}) {
    this.calls.push(['makeEntryLink', id, { host }]);
    if (this.entryError) throw this.entryError;
    return { url: this.entryUrl, expiresAt: '2026-01-01T10:15:00.000Z' };
  }

  async listOrphans() {
    this.calls.push(['listOrphans']);
    if (this.orphansError) throw this.orphansError;
    return { items: this.orphans, pageInfo: {} };
  }

  async releaseOrphan(id: string) {
    this.calls.push(['releaseOrphan', id]);
    if (this.actionError) throw this.actionError;
    const found = this.orphans.find(orphan => orphan.id === id);
    if (!found) throw new NotFoundError(`No orphan ${id}`);
    this.orphans = this.orphans.filter(orphan => orphan !== found);
    return found;
  }

  async listQuotas() {
    this.calls.push(['listQuotas']);
    if (this.quotasError) throw this.quotasError;
    return { items: this.quotas, pageInfo: {} };
  }

  async getSweep() {
    this.calls.push(['getSweep']);
    if (this.sweepError) throw this.sweepError;
    return this.sweep;
  }

  async releaseSweep() {
    this.calls.push(['releaseSweep']);
    if (this.actionError) throw this.actionError;
    this.sweep = { ...this.sweep, held: undefined };
    return this.sweep;
  }

  async getPreviewHistory(
    id: string,
    query: { limit?: number; cursor?: string },
  ) {
    this.calls.push(['getPreviewHistory', id]);
    if (this.historyError) throw this.historyError;
    const start = Number(query.cursor ?? 0);
    const end = start + (query.limit ?? 50);
    return {
      items: this.history.slice(start, end),
      pageInfo: end < this.history.length ? { nextCursor: String(end) } : {},
    };
  }

  async getPreviewObjects(id: string) {
    this.calls.push(['getPreviewObjects', id]);
    if (this.objectsError) throw this.objectsError;
    return { items: this.objects, pageInfo: {} };
  }

  async listRepositories(entityRef: string) {
    this.calls.push(['listRepositories', entityRef]);
    if (this.repositoriesError) throw this.repositoriesError;
    return { items: this.repositories, pageInfo: {} };
  }

  async getPreviewLogs(id: string) {
    this.calls.push(['getPreviewLogs', id]);
    return { text: '' };
  }

  async validate() {
    this.calls.push(['validate']);
    return { findings: [] };
  }

  async validateEntity() {
    this.calls.push(['validateEntity']);
    return { findings: [] };
  }
}
