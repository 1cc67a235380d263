import {
  CodeHost,
  DeploymentPlace,
  DeploymentReport,
} from '@previewenv/plugin-preview-environments-node';
import { uniqBy } from 'lodash';
import { PreviewRecord, untold } from '../../preview';
import { Channel, News, refOf, Remember, withFeedback } from './Channel';

type Found = Awaited<ReturnType<CodeHost['listDeployments']>>;

/** The deployments of the pull request's commits. */
export class DeploymentChannel implements Channel {
  readonly place = 'deployment';
  readonly #codeHost: Pick<CodeHost, 'listDeployments' | 'writeDeployment'>;
  readonly #placeOf: (record: PreviewRecord) => DeploymentPlace;
  readonly #reportsOf: (record: PreviewRecord) => DeploymentReport[];

  constructor(options: {
    codeHost: Pick<CodeHost, 'listDeployments' | 'writeDeployment'>;
    placeOf: (record: PreviewRecord) => DeploymentPlace;
    reportsOf: (record: PreviewRecord) => DeploymentReport[];
  }) {
    this.#codeHost = options.codeHost;
    this.#placeOf = options.placeOf;
    this.#reportsOf = options.reportsOf;
  }

  news(record: PreviewRecord, sure: boolean): News[] {
    if (!sure) return [{ tell: () => this.#tellAll(record) }];
    const known = record.feedback?.deployments ?? [];
    return this.#reportsOf(record)
      .filter(
        report =>
          known.find(({ sha }) => sha === report.sha)?.told !== wordsOf(report),
      )
      .map(report => ({ tell: () => this.#tell(record, report, true) }));
  }

  async #tell(
    record: PreviewRecord,
    report: DeploymentReport,
    sure: boolean,
  ): Promise<Remember> {
    const written = await this.#codeHost.writeDeployment(refOf(record), {
      ...report,
      sure,
    });
    return remember(report, written?.deploymentId);
  }

  /** One that nobody wrote down would be shown for ever, with an address that does not answer any more. */
  async #tellAll(record: PreviewRecord): Promise<Remember> {
    const found = await this.#codeHost.listDeployments(
      refOf(record),
      this.#placeOf(record),
    );
    const remembers: Remember[] = [told => withFound(told, found)];
    for (const report of this.#reportsOf(withFound(record, found)))
      remembers.push(await this.#tell(record, report, false));
    return told => remembers.reduce((before, next) => next(before), told);
  }
}

/** Nobody knows what was said of those that are new here. */
function withFound(record: PreviewRecord, found: Found): PreviewRecord {
  const { deployments } = record.feedback ?? untold;
  const unknown = uniqBy(found, 'sha')
    .filter(({ sha }) => !deployments.some(known => known.sha === sha))
    .map(({ deploymentId: id, sha }) => ({ id, sha, told: '' }));
  return unknown.length > 0
    ? withFeedback(record, { deployments: [...unknown, ...deployments] })
    : record;
}

/** What is inactive is over: nothing is said of it again. */
function remember(report: DeploymentReport, id: string | undefined): Remember {
  return record => {
    const others = (record.feedback ?? untold).deployments.filter(
      ({ sha }) => sha !== report.sha,
    );
    const isOver = report.state === 'inactive' || id === undefined;
    const told = wordsOf(report);
    return withFeedback(record, {
      deployments: isOver ? others : [...others, { id, sha: report.sha, told }],
    });
  };
}

function wordsOf(report: DeploymentReport): string {
  const { environment, state, url, logUrl, description } = report;
  return JSON.stringify([environment, state, url, logUrl, description]);
}
