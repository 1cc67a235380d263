import { aRecord } from './__testUtils__/records';
import { cleanupRun } from '../preview/__testUtils__/builders';
import { decodePreview, encodePreview } from './previewRow';

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, second));

it('gives back the record that it was given, dates as dates', () => {
  const record = aRecord({
    readyAt: at(1),
    expiresAt: at(2),
    admittedAt: at(3),
    closedAt: at(4),
    removal: { requestedBy: 'user:default/mona', headSha: 'abc' },
    asleep: {
      requestedBy: 'user:default/mona',
      at: at(5),
      headSha: 'abc',
    },
    redeploy: { requestedBy: 'user:default/mona', at: at(5) },
    comment: { id: '7', text: 'ready', writtenAt: at(6) },
    cleanup: [
      cleanupRun(),
      cleanupRun({
        startedAt: at(10),
        result: { outcome: 'failed', at: at(11), reason: 'why', log: 'a\nb' },
      }),
    ],
    steps: {
      awaitingImageSince: at(7),
      verifyingSince: at(8),
      drainingSince: at(9),
    },
    components: [
      {
        name: 'web',
        entityRefs: ['component:default/web'],
        cluster: 'dev',
        namespace: 'pv-web-pr-42',
        application: 'web-pr-42-web',
        image: 'ghcr.io/acme/web:pr-42-1a2b3c4',
        health: 'healthy',
        reason: undefined,
        images: [{ name: 'web', tag: 'one', digest: undefined, sha: 'abc' }],
        urls: ['https://web-pr-42.preview.example.com'],
      },
    ],
  });
  expect(decodePreview(encodePreview(record), undefined)).toEqual(record);
});

it('gives back a record without anything that may be missing', () => {
  const record = aRecord();
  expect(decodePreview(encodePreview(record), undefined)).toEqual(record);
});

it('reads a record of before there were clean-ups', () => {
  const { cleanup, ...older } = aRecord();
  const state = JSON.stringify(older);
  expect(decodePreview({ state }, undefined).cleanup).toEqual([]);
});
