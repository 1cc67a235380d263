import { setTimeout } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { PreviewEnvironmentsConfiguration } from '../configuration';
import {
  AccessLogs,
  Doctor,
  EchoHeader,
  EdgeProof,
  Marker,
  Traces,
} from '../doctor';
import { ClusterParts } from './ClusterParts';
import { Extensions } from './Extensions';

/** The propagation doctor with every source of evidence that is configured or was added. */
export function makeDoctor(options: {
  catalog: CatalogService;
  configuration: Pick<PreviewEnvironmentsConfiguration, 'doctor'>;
  parts: Pick<ClusterParts, 'client' | 'gateway' | 'loginHeaders'>;
  extensions: Pick<Extensions, 'propagationEvidence'>;
  logger: LoggerService;
}): Doctor {
  const { catalog, configuration, parts, extensions, logger } = options;
  const { traces, accessLogs } = configuration.doctor;
  const now = () => new Date();
  return new Doctor({
    catalog,
    marker: new Marker({
      gateway: async cluster => parts.gateway(cluster).address(),
      login: parts.loginHeaders,
      now,
    }),
    evidence: [
      new EdgeProof(),
      new EchoHeader(),
      ...(accessLogs
        ? [
            new AccessLogs({
              client: parts.client,
              container: accessLogs.container,
            }),
          ]
        : []),
      ...(traces
        ? [
            new Traces({
              settings: traces,
              fetch: (...request) => fetch(...request),
              pause: (milliseconds, signal) =>
                setTimeout(milliseconds, undefined, { signal }),
            }),
          ]
        : []),
      ...extensions.propagationEvidence,
    ],
    logger,
    now,
  });
}
