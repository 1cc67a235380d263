import request from 'supertest';
import { endless, ExpiryState, newLife, PreviewRecord } from '../preview';
import {
  minutesAgo,
  now,
  record,
  sha,
} from '../preview/__testUtils__/builders';
import { adminPermission, House, serveHouse } from './__testUtils__/house';
import { numberedRecord } from './__testUtils__/records';
import { Mode, possibleActions } from './actions';

const hour = 3_600_000;
const inHours = (hours: number) => new Date(now.getTime() + hours * hour);
const update = 'preview-environments.preview.update';
const mortal: Partial<PreviewRecord> = {
  expiresAt: inHours(1),
  expiry: {
    ...newLife(minutesAgo(60)),
    asked: { ...endless, max: 2 * hour },
  },
};
const expired: ExpiryState = {
  ...newLife(minutesAgo(60)),
  expired: { headSha: sha, reason: 'Expired.' },
};
const kept = { kept: true, expiresAt: undefined };

it.each<[string, Partial<PreviewRecord>, Mode, (RegExp | undefined)[]]>([
  ['it will expire', mortal, 'on', [undefined, undefined, /is not kept/]],
  [
    'it is kept',
    { ...mortal, ...kept },
    'on',
    [/is kept and does not expire/, /kept already/, undefined],
  ],
  [
    'nothing limits it',
    {},
    'on',
    [/does not expire/, /does not expire/, /is not kept/],
  ],
  [
    'it goes',
    { ...mortal, phase: 'terminating' },
    'on',
    [/being removed/, /being removed/, /being removed/],
  ],
  [
    'it has expired a moment ago',
    { expiry: expired },
    'on',
    [/being removed/, /being removed/, /being removed/],
  ],
  [
    'it is only planned',
    mortal,
    'observe',
    [/mode is observe/, /mode is observe/, /mode is observe/],
  ],
])(
  'says what can be done about the end when %s',
  (_scenario, change, mode, obstacles) => {
    const actions = possibleActions(record(change), mode).filter(({ name }) =>
      ['extend', 'keep', 'unkeep'].includes(name),
    );
    expect(actions.map(({ allowed }) => allowed)).toEqual(
      obstacles.map(obstacle => obstacle === undefined),
    );
    for (const [index, { reason = '' }] of actions.entries()) {
      expect(reason).toMatch(obstacles[index] ?? /^$/);
    }
  },
);

it('lets what has expired be deployed again', () => {
  const actions = possibleActions(
    record({ phase: 'gone', expiry: expired }),
    'on',
  );
  expect(actions.find(({ name }) => name === 'redeploy')?.allowed).toBe(true);
});

function serve(change: Partial<PreviewRecord>, house: House = {}) {
  return serveHouse({ records: [numberedRecord(1, 'web', change)], ...house });
}
const path = (verb: string) => `/v1/previews/web-pr-1/${verb}`;

describe('the end of a preview in JSON', () => {
  it('is there with its limit', async () => {
    const { body } = await request(serve(mortal).app).get(
      '/v1/previews/web-pr-1',
    );
    expect(body).toMatchObject({
      expiresAt: inHours(1).toISOString(),
      expiryReason: '2 hours old',
      kept: false,
    });
  });

  it('names who put it off', async () => {
    const requestedBy = 'user:default/ann';
    const extension = { requestedBy, at: now, until: inHours(24) };
    const { app } = serve({ expiry: { ...mortal.expiry!, extension } });
    const { body } = await request(app).get('/v1/previews/web-pr-1');
    expect(body.expiryReason).toBe('extended by user:default/ann');
  });

  it('is left out when it is kept', async () => {
    const { app } = serve({ ...mortal, ...kept });
    const { body } = await request(app).get('/v1/previews/web-pr-1');
    expect(body.kept).toBe(true);
    expect(body).not.toHaveProperty('expiresAt');
    expect(body).not.toHaveProperty('expiryReason');
  });
});

describe('extending a preview', () => {
  const unlimited = { ...endless, max: 24 * 30 * hour };
  it.each`
    scenario                             | sent            | house                                                     | until
    ${'by a day, when nothing is said'}  | ${undefined}    | ${{}}                                                     | ${inHours(25)}
    ${'by what is said'}                 | ${{ by: '2d' }} | ${{}}                                                     | ${inHours(49)}
    ${'within what the platform allows'} | ${{ by: '2d' }} | ${{ expiry: unlimited }}                                  | ${inHours(49)}
    ${'up to what the platform allows'}  | ${{ by: '2d' }} | ${{ expiry: { ...endless, max: 26 * hour } }}             | ${inHours(25)}
    ${'beyond it by an administrator'}   | ${{ by: '2d' }} | ${{ denied: [], expiry: { ...endless, max: 26 * hour } }} | ${inHours(49)}
  `('goes $scenario', async ({ sent, house, until }) => {
    const { app, store, auditor } = serve(mortal, house);
    const response = await request(app).post(path('extend')).send(sent);
    expect(response.status).toBe(202);
    expect(store.request).toHaveBeenCalledWith('web-pr-1', {
      kind: 'extend',
      requestedBy: 'user:default/mock',
      until,
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'preview-extend' }),
    );
  });

  it.each`
    scenario                       | change                    | sent                | house                                        | status | says
    ${'no duration'}               | ${mortal}                 | ${{ by: 'long' }}   | ${{}}                                        | ${400} | ${/for instance 12h or 2d/}
    ${'nothing'}                   | ${mortal}                 | ${{ by: '0d' }}     | ${{}}                                        | ${400} | ${/for instance 12h or 2d/}
    ${'a century'}                 | ${mortal}                 | ${{ by: '36500d' }} | ${{}}                                        | ${400} | ${/at most 365 days/}
    ${'what is kept'}              | ${{ ...mortal, ...kept }} | ${{}}               | ${{}}                                        | ${409} | ${/does not expire/}
    ${'what is as old as allowed'} | ${mortal}                 | ${{}}               | ${{ expiry: { ...endless, max: 2 * hour } }} | ${409} | ${/may not get older than 2 hours/}
    ${'without the permission'}    | ${mortal}                 | ${{}}               | ${{ denied: [update, adminPermission] }}     | ${403} | ${/preview-environments.preview.update/}
  `('is refused: $scenario', async ({ change, sent, house, status, says }) => {
    const { app, store } = serve(change, house);
    const response = await request(app).post(path('extend')).send(sent);
    expect(response.status).toBe(status);
    expect(response.body.error.message).toMatch(says);
    expect(store.request).not.toHaveBeenCalled();
  });
});

describe.each`
  verb        | change                    | wrong
  ${'keep'}   | ${mortal}                 | ${{ ...mortal, ...kept }}
  ${'unkeep'} | ${{ ...mortal, ...kept }} | ${mortal}
`('$verb', ({ verb, change, wrong }) => {
  it('is asked of the store, and audited', async () => {
    const { app, store, auditor } = serve(change);
    expect((await request(app).post(path(verb))).status).toBe(202);
    expect(store.request).toHaveBeenCalledWith('web-pr-1', {
      kind: verb,
      requestedBy: 'user:default/mock',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: `preview-${verb}` }),
    );
  });

  it('is a conflict where it changes nothing', async () => {
    const { app } = serve(wrong);
    expect((await request(app).post(path(verb))).status).toBe(409);
  });

  it('needs the permission', async () => {
    const { app } = serve(change, { denied: [update] });
    expect((await request(app).post(path(verb))).status).toBe(403);
  });
});
