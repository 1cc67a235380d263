import { LoggerService } from '@backstage/backend-plugin-api';
import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { PreviewEnvironmentsConfiguration } from '../configuration';
import { BaselineKeeper, GatewayApiMeshRouter } from '../routing';
import { ClusterParts } from './ClusterParts';

/** The routes that previews share, in all clusters: looked after with every sweep, and taken away when previews are drained. */
export class Baselines {
  readonly #clusters: string[];
  readonly #keeper: Pick<BaselineKeeper, 'keep'>;
  readonly #leaving: boolean;
  readonly #logger: LoggerService;

  constructor(options: {
    clusters: string[];
    keeper: Pick<BaselineKeeper, 'keep'>;
    /** Previews are not to come back. */
    leaving: boolean;
    logger: LoggerService;
  }) {
    this.#clusters = options.clusters;
    this.#keeper = options.keeper;
    this.#leaving = options.leaving;
    this.#logger = options.logger;
  }

  static create(options: {
    configuration: Pick<PreviewEnvironmentsConfiguration, 'mode'>;
    parts: Pick<ClusterParts, 'names' | 'meshed'>;
    logger: LoggerService;
  }): Baselines {
    const { configuration, parts, logger } = options;
    return new Baselines({
      clusters: parts.names,
      keeper: new BaselineKeeper({
        objects: cluster => parts.meshed(cluster).objects,
        router: new GatewayApiMeshRouter({ clusters: parts.meshed }),
      }),
      leaving: configuration.mode === 'drain',
      logger,
    });
  }

  /** A cluster that can't be looked after for now is the next call's. */
  async keep(): Promise<void> {
    for (const cluster of this.#clusters) {
      try {
        await this.#keeper.keep(cluster, { leaving: this.#leaving });
      } catch (error) {
        if (!isWaiting(error) && !isRefused(error)) throw error;
        this.#logger.warn(
          `The routes that previews share in cluster ${cluster} were not looked after: ${error.message}`,
        );
      }
    }
  }
}
