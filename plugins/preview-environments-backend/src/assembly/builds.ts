import { LoggerService } from '@backstage/backend-plugin-api';
import { CodeHost } from '@previewenv/plugin-preview-environments-node';
import { Builds, sendersOf, Web } from '../builds';
import { PreviewEnvironmentsConfiguration } from '../configuration';
import { currentLease, requireTimeToWrite } from '../kubernetes';
import { Store } from '../store';

/** The builds that the platform's configuration allows to ask for. */
export function makeBuilds(options: {
  configuration: PreviewEnvironmentsConfiguration;
  codeHost: CodeHost;
  store: Store;
  logger: LoggerService;
}): Builds {
  const { configuration, codeHost, store, logger } = options;
  const { circleci, calls } = configuration.builds;
  const web = new Web({
    fetch,
    requireTimeToWrite: timeoutMilliseconds =>
      requireTimeToWrite(currentLease(), timeoutMilliseconds),
  });
  const now = () => new Date();
  return new Builds({
    store,
    codeHost,
    senders: sendersOf({ codeHost, circleci, calls, web, now }),
    logger,
  });
}
