import request from 'supertest';
import { PreviewRecord } from '../preview';
import { minutesAgo, record } from '../preview/__testUtils__/builders';
import { adminPermission, serveHouse } from './__testUtils__/house';
import { numberedRecord } from './__testUtils__/records';
import { Mode, possibleActions } from './actions';

const namespace = {
  cluster: 'dev',
  apiVersion: 'v1',
  kind: 'Namespace',
  name: 'pv-web-pr-1',
};
const stuck: Partial<PreviewRecord> = {
  phase: 'terminating',
  stuckSince: minutesAgo(3),
  objects: [{ ...namespace, namespace: undefined }],
};
const path = '/v1/previews/web-pr-1/release';

function serve(change: Partial<PreviewRecord>, denied: string[] = []) {
  return serveHouse({ records: [numberedRecord(1, 'web', change)], denied });
}

it.each<[string, Partial<PreviewRecord>, Mode, RegExp | undefined]>([
  ['its removal is stuck', stuck, 'on', undefined],
  [
    'it is held back, and its removal is stuck',
    { ...stuck, phase: 'awaiting-approval' },
    'on',
    undefined,
  ],
  [
    'its removal is on time',
    { phase: 'terminating' },
    'on',
    /not past a deadline/,
  ],
  ['it is not being removed', { phase: 'ready' }, 'on', /not being removed/],
  ['it is gone', { phase: 'gone' }, 'on', /gone already/],
  [
    'somebody was faster',
    {
      ...stuck,
      release: { requestedBy: 'user:default/ann', at: minutesAgo(1) },
    },
    'on',
    /given up already/,
  ],
  ['nothing is ever written', stuck, 'observe', /mode is observe/],
])(
  'says whether a removal can be given up when %s',
  (_scenario, change, mode, obstacle) => {
    const found = possibleActions(record(change), mode).find(
      ({ name }) => name === 'release',
    );
    expect(found?.allowed).toBe(obstacle === undefined);
    expect(found?.reason ?? '').toMatch(obstacle ?? /^$/);
  },
);

describe('giving up a removal', () => {
  it('says what would be left behind and writes nothing in a dry run', async () => {
    const { app, store, auditor } = serve(stuck);
    const response = await request(app).post(path).send({ dryRun: true });
    expect(response.body).toEqual({ released: false, abandons: [namespace] });
    expect(store.request).not.toHaveBeenCalled();
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'preview-fetch' }),
    );
  });

  it('asks for it, says what is left, and is audited', async () => {
    const { app, store, auditor, auditorEvent } = serve(stuck);
    const response = await request(app).post(path);
    expect(response.body).toEqual({ released: true, abandons: [namespace] });
    expect(store.request).toHaveBeenCalledWith('web-pr-1', {
      kind: 'release',
      requestedBy: 'user:default/mock',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'preview-release',
        severityLevel: 'high',
        meta: { previewId: 'web-pr-1' },
      }),
    );
    expect(auditorEvent.success).toHaveBeenCalled();
  });

  it.each([true, false])(
    'is a conflict while the removal is on time (dry run: %s)',
    async dryRun => {
      const { app, store, remains } = serve({ phase: 'terminating' });
      const response = await request(app).post(path).send({ dryRun });
      expect(response.status).toBe(409);
      expect(response.body.error.message).toMatch(/not past a deadline/);
      expect(remains.of).not.toHaveBeenCalled();
      expect(store.request).not.toHaveBeenCalled();
    },
  );

  it.each([true, false])(
    'is for administrators only (dry run: %s)',
    async dryRun => {
      const { app, store } = serve(stuck, [adminPermission]);
      const response = await request(app).post(path).send({ dryRun });
      expect(response.status).toBe(403);
      expect(response.body.error.message).toMatch(adminPermission);
      expect(store.request).not.toHaveBeenCalled();
    },
  );

  it('shows since when the removal has been stuck', async () => {
    const { app } = serve(stuck);
    const { body } = await request(app).get('/v1/previews/web-pr-1');
    expect(body.stuckSince).toBe(minutesAgo(3).toISOString());
  });
});
