import request from 'supertest';
import { PreviewRecord } from '../preview';
import { now } from '../preview/__testUtils__/builders';
import { serveHouse } from './__testUtils__/house';
import { numberedRecord } from './__testUtils__/records';

const path = '/v1/previews/web-pr-1/approve';
const other = 'f'.repeat(40);
const waiting: Partial<PreviewRecord> = {
  phase: 'awaiting-approval',
  blockedBy: ['approval'],
};
const headOf = (change: Partial<PreviewRecord> = waiting) =>
  numberedRecord(1, 'web', change).pullRequest.head.sha;

const serve = (
  change: Partial<PreviewRecord> = waiting,
  house: Parameters<typeof serveHouse>[0] = {},
) => serveHouse({ records: [numberedRecord(1, 'web', change)], ...house });

describe('approving a commit', () => {
  it('names the commit that was looked at, and is audited', async () => {
    const { app, store, auditor, auditorEvent } = serve();
    const headSha = headOf();
    const response = await request(app).post(path).send({ headSha });
    expect(response.status).toBe(202);
    expect(store.request).toHaveBeenCalledWith('web-pr-1', {
      kind: 'approve',
      headSha,
      requestedBy: 'user:default/mock',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'preview-approve',
        severityLevel: 'high',
        meta: { previewId: 'web-pr-1', headSha },
      }),
    );
    expect(auditorEvent.success).toHaveBeenCalledTimes(1);
  });

  it.each<[string, Partial<PreviewRecord>, object, number, RegExp]>([
    [
      'another commit was pushed meanwhile',
      waiting,
      { headSha: other },
      409,
      /is not the head any more/,
    ],
    [
      'nothing waits for it',
      { phase: 'ready' },
      { headSha: headOf() },
      409,
      /does not wait for an approval/,
    ],
    [
      'somebody was faster',
      { ...waiting, approval: { headSha: headOf(), by: 'dana', at: now } },
      { headSha: headOf() },
      409,
      /approved by dana already/,
    ],
    ['no commit is named', waiting, {}, 400, /headSha/],
    [
      'only the first characters are named',
      waiting,
      { headSha: headOf().slice(0, 7) },
      400,
      /headSha/,
    ],
  ])('is refused when %s', async (_scenario, change, body, status, says) => {
    const { app, store } = serve(change);
    const response = await request(app).post(path).send(body);
    expect(response.status).toBe(status);
    expect(JSON.stringify(response.body)).toMatch(says);
    expect(store.request).not.toHaveBeenCalled();
  });

  it('needs a permission of its own', async () => {
    const denied = ['preview-environments.preview.approve'];
    const { app, store } = serve(waiting, { denied });
    const response = await request(app).post(path).send({ headSha: headOf() });
    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain(denied[0]);
    expect(store.request).not.toHaveBeenCalled();
  });
});
