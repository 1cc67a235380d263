import {
  CodeHost,
  DeploymentReport,
} from '@previewenv/plugin-preview-environments-node';
import { PreviewRecord, untold } from '../../preview';
import { Channel, News, refOf, Remember, withFeedback } from './Channel';

/** The deployments of the pull request's commits. */
export class DeploymentChannel implements Channel {
  readonly #codeHost: Pick<CodeHost, 'writeDeployment'>;
  readonly #reportsOf: (record: PreviewRecord) => DeploymentReport[];

  constructor(options: {
    codeHost: Pick<CodeHost, 'writeDeployment'>;
    reportsOf: (record: PreviewRecord) => DeploymentReport[];
  }) {
    this.#codeHost = options.codeHost;
    this.#reportsOf = options.reportsOf;
  }

  news(record: PreviewRecord, sure: boolean): News[] {
    const known = record.feedback?.deployments ?? [];
    return this.#reportsOf(record)
      .filter(
        report =>
          known.find(({ sha }) => sha === report.sha)?.told !== wordsOf(report),
      )
      .map(report => ({
        tell: async () => {
          const written = await this.#codeHost.writeDeployment(refOf(record), {
            ...report,
            sure,
          });
          return remember(report, written?.deploymentId);
        },
      }));
  }
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
