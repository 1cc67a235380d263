import request from 'supertest';
import { diagnose, Diagnosis } from '../../doctor';
import { graphOf, marked, sighting } from '../../doctor/__testUtils__/requests';
import { now } from '../../preview/__testUtils__/builders';
import { serveHouse } from '../__testUtils__/house';
import { numberedRecord } from '../__testUtils__/records';

const path = '/v1/previews/web-pr-1/doctor';
const graph = graphOf(['web>cart', 'orders>cart']);
const found: Diagnosis = {
  marking: {
    askedAt: now,
    url: 'https://web-pr-1.preview.example.com/',
    traceId: 'ab',
    request: marked(),
  },
  graph,
  edges: diagnose(graph, [sighting('>web+'), sighting('web>cart-')]),
  sources: [{ name: 'Edge route', sightings: 1, problem: undefined }],
};

function serve(house: Parameters<typeof serveHouse>[0] = {}) {
  const served = serveHouse({ records: [numberedRecord(1, 'web')], ...house });
  served.doctor.examine.mockResolvedValue(found);
  return served;
}

it('says on which call the key is lost', async () => {
  const { app } = serve();
  const { body } = await request(app).post(path).expect(200);
  expect(body).toEqual({
    askedAt: now.toISOString(),
    url: 'https://web-pr-1.preview.example.com/',
    traceId: 'ab',
    status: 200,
    nodes: [
      { name: 'web', entityRef: 'component:default/web', previewed: true },
      { name: 'cart', entityRef: 'component:default/cart', previewed: false },
    ],
    edges: [
      { to: 'web', verdict: 'arrived', evidence: ['>web+'] },
      { from: 'web', to: 'cart', verdict: 'lost', evidence: ['web>cart-'] },
    ],
    sources: [{ name: 'Edge route', sightings: 1 }],
  });
});

it('passes the page on that is to be asked for', async () => {
  const { app, doctor } = serve();
  await request(app).post(path).send({ path: '/cart?all=1' }).expect(200);
  expect(doctor.examine).toHaveBeenCalledWith(
    expect.objectContaining({ id: 'web-pr-1' }),
    '/cart?all=1',
    expect.anything(),
  );
});

it.each(['cart', 'http://169.254.169.254/', '/a b', '/\r\nHost: evil', '/ü'])(
  'refuses %j as a page',
  async page => {
    const { app, doctor } = serve();
    await request(app).post(path).send({ path: page }).expect(400);
    expect(doctor.examine).not.toHaveBeenCalled();
  },
);

it.each([
  [
    'may not read previews',
    { denied: ['preview-environments.preview.read'] },
    403,
  ],
  ['may not see the component', { hidden: ['component:default/web'] }, 404],
])('examines nothing for who %s', async (_scenario, house, status) => {
  const { app, doctor } = serve(house);
  await request(app).post(path).expect(status);
  expect(doctor.examine).not.toHaveBeenCalled();
});

it('shows the failing hop of a preview', async () => {
  const failingHop = {
    hop: 'tls',
    host: 'web-pr-1.preview.example.com',
    problem: 'not-covered',
  } as const;
  const { app } = serve({
    records: [numberedRecord(1, 'web', { phase: 'failed', failingHop })],
  });
  const { body } = await request(app).get('/v1/previews/web-pr-1').expect(200);
  expect(body.failingHop).toEqual(failingHop);
});
