import { mockServices } from '@backstage/backend-test-utils';
import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { Baselines } from './Baselines';

function setUp(failing: Record<string, Error>) {
  const logger = mockServices.logger.mock();
  const kept: string[] = [];
  const baselines = new Baselines({
    clusters: ['dev', 'other'],
    keeper: {
      keep: async (cluster, { leaving }) => {
        if (failing[cluster]) throw failing[cluster];
        kept.push(`${cluster} ${leaving}`);
      },
    },
    leaving: true,
    logger,
  });
  return { baselines, kept, logger };
}

it.each([new WaitingError('not reachable'), new RefusedError('not allowed')])(
  'goes on to the next cluster, and says why: %s',
  async error => {
    const { baselines, kept, logger } = setUp({ dev: error });
    await baselines.keep();
    expect(kept).toEqual(['other true']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        `cluster dev were not looked after: ${error.message}`,
      ),
    );
  },
);

it('shows what nobody expected', async () => {
  const { baselines } = setUp({ dev: new TypeError('a mistake') });
  await expect(baselines.keep()).rejects.toThrow('a mistake');
});
