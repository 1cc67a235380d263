import {
  CodeHost,
  CommitStatusReport,
} from '@previewenv/plugin-preview-environments-node';
import { PreviewRecord } from '../../preview';
import { Channel, News, refOf, withFeedback } from './Channel';

/** The status of the pull request's head commit. */
export class StatusChannel implements Channel {
  readonly place = 'status';
  readonly #codeHost: Pick<CodeHost, 'writeCommitStatus'>;
  readonly #reportOf: (record: PreviewRecord) => CommitStatusReport;

  constructor(options: {
    codeHost: Pick<CodeHost, 'writeCommitStatus'>;
    reportOf: (record: PreviewRecord) => CommitStatusReport;
  }) {
    this.#codeHost = options.codeHost;
    this.#reportOf = options.reportOf;
  }

  news(record: PreviewRecord, sure: boolean): News[] {
    const report = this.#reportOf(record);
    const { sha } = report;
    const told = wordsOf(report);
    const known = record.feedback?.status;
    if (sure && known?.sha === sha && known.told === told) return [];
    const tell = async () => {
      const { statusId: id } = await this.#codeHost.writeCommitStatus(
        refOf(record),
        { ...report, sure },
      );
      return (before: PreviewRecord) =>
        withFeedback(before, { status: { id, sha, told } });
    };
    return [{ tell }];
  }
}

function wordsOf(report: CommitStatusReport): string {
  const { as, context, state, url, description } = report;
  return JSON.stringify([as, context, state, url, description]);
}
