import { mockCredentials } from '@backstage/backend-test-utils';
import {
  PropagationEvidence,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { now, record } from '../preview/__testUtils__/builders';
import { marked, sighting } from './__testUtils__/requests';
import { Doctor } from './Doctor';
import { Marking } from './Marker';

const credentials = { credentials: mockCredentials.user() };
const preview = record();

function open(evidence: PropagationEvidence[] = []) {
  let time = now.getTime();
  const mark = jest.fn(
    async (): Promise<Marking> => ({
      askedAt: now,
      url: preview.url,
      traceId: 'ab',
      request: marked(),
    }),
  );
  const logger = { warn: jest.fn() };
  const doctor = new Doctor({
    catalog: { getEntitiesByRefs: async () => ({ items: [] }) },
    marker: { mark },
    evidence,
    logger,
    now: () => new Date(time),
  });
  return {
    mark,
    logger,
    examine: (path = '/', one = preview) =>
      doctor.examine(one, path, credentials),
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

const source = (
  name: string,
  find: PropagationEvidence['find'],
): PropagationEvidence => ({ name, find });

it('asks every source, and says which could not be asked', async () => {
  const { examine, logger } = open([
    source('Echo', async () => [sighting('>web+')]),
    source('Jaeger', async () => {
      throw new WaitingError('Jaeger did not answer.');
    }),
    source('Own', async () => {
      throw new Error('password=secret');
    }),
  ]);
  await expect(examine()).resolves.toMatchObject({
    sources: [
      { name: 'Echo', sightings: 1, problem: undefined },
      { name: 'Jaeger', sightings: 0, problem: 'Jaeger did not answer.' },
      { name: 'Own', problem: expect.not.stringContaining('secret') },
    ],
  });
  expect(logger.warn).toHaveBeenCalledTimes(1);
});

it('makes one request for many who ask at once, or soon after', async () => {
  const { examine, mark, pass } = open();
  await Promise.all([examine(), examine()]);
  pass(9_000);
  await examine();
  expect(mark).toHaveBeenCalledTimes(1);
  pass(2_000);
  await examine();
  expect(mark).toHaveBeenCalledTimes(2);
});

it('lets nobody ask by another way meanwhile', async () => {
  const { examine } = open();
  const first = examine('/');
  await expect(examine('/cart')).rejects.toThrow(
    'web-pr-42 is being examined by way of /',
  );
  await first;
  await expect(examine('/cart')).resolves.toBeDefined();
});

it('keeps no failure', async () => {
  const { examine, mark } = open();
  mark.mockRejectedValueOnce(new Error('broken'));
  await expect(examine()).rejects.toThrow('broken');
  await expect(examine()).resolves.toBeDefined();
});

it('gives nobody the answer of who sees less', async () => {
  const { examine, mark } = open();
  mark.mockResolvedValueOnce({
    askedAt: now,
    url: undefined,
    traceId: undefined,
    problem: 'web-pr-42 has no URL to send a request to.',
  });
  await examine('/', { ...preview, url: undefined });
  const { marking } = await examine();
  expect(marking).not.toHaveProperty('problem');
});
