import request from 'supertest';
import { PreviewRecord } from '../preview';
import { now, sha } from '../preview/__testUtils__/builders';
import { serveHouse } from './__testUtils__/house';
import { numberedRecord } from './__testUtils__/records';

const update = 'preview-environments.preview.update';
const awake: Partial<PreviewRecord> = {};
const asleep: Partial<PreviewRecord> = {
  phase: 'asleep',
  asleep: { requestedBy: 'dana', at: now, headSha: sha },
};

function serve(change: Partial<PreviewRecord>, denied?: string[]) {
  return serveHouse({ records: [numberedRecord(1, 'web', change)], denied });
}

describe.each`
  verb       | change    | wrong     | says
  ${'sleep'} | ${awake}  | ${asleep} | ${/asleep already/}
  ${'wake'}  | ${asleep} | ${awake}  | ${/not asleep/}
`('$verb', ({ verb, change, wrong, says }) => {
  const path = `/v1/previews/web-pr-1/${verb}`;

  it('is asked of the store, and audited', async () => {
    const { app, store, auditor } = serve(change);
    expect((await request(app).post(path)).status).toBe(202);
    expect(store.request).toHaveBeenCalledWith('web-pr-1', {
      kind: verb,
      requestedBy: 'user:default/mock',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: `preview-${verb}` }),
    );
  });

  it('is a conflict where it changes nothing', async () => {
    const { status, body } = await request(serve(wrong).app).post(path);
    expect(status).toBe(409);
    expect(body.error.message).toMatch(says);
  });

  it('needs the permission', async () => {
    const { status } = await request(serve(change, [update]).app).post(path);
    expect(status).toBe(403);
  });
});
