import request from 'supertest';
import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { now, pullRequest, sha } from '../../preview/__testUtils__/builders';
import { House, serveHouse } from '../__testUtils__/house';
import { numberedRecord } from '../__testUtils__/records';

const day = 86_400_000;
const inDays = (days: number) => new Date(now.getTime() + days * day);
const create = 'preview-environments.preview.create';
const web = { entityRef: 'component:default/web', branch: 'new/basket' };

function ask(sent: object, house: House = {}) {
  const parts = serveHouse(house);
  const response = () => request(parts.app).post('/v1/previews').send(sent);
  return { ...parts, response };
}

describe('asking for a preview of a branch', () => {
  it.each`
    scenario                           | sent                                                           | entityRef        | until
    ${'of an entity'}                  | ${web}                                                         | ${web.entityRef} | ${inDays(3)}
    ${'written in another way'}        | ${{ ...web, entityRef: 'Component:web' }}                      | ${web.entityRef} | ${inDays(3)}
    ${'of a whole repository'}         | ${{ repository: 'Acme/web', branch: 'new/basket' }}            | ${undefined}     | ${inDays(3)}
    ${'of a repository with its host'} | ${{ repository: 'github.com/acme/web', branch: 'new/basket' }} | ${undefined}     | ${inDays(3)}
    ${'for a time'}                    | ${{ ...web, ttl: '8h' }}                                       | ${web.entityRef} | ${inDays(8 / 24)}
    ${'for as long as may be'}         | ${{ ...web, ttl: '14d' }}                                      | ${web.entityRef} | ${inDays(14)}
  `(
    '$scenario is written down, and audited',
    async ({ sent, entityRef, until }) => {
      const { response, askForBranch, auditor } = ask(sent);
      const { status, body } = await response();
      expect({ status, body }).toEqual({
        status: 202,
        body: {
          id: 'web-br-basket-abcdefgh',
          repository: { host: 'github.com', owner: 'acme', name: 'web' },
          branch: 'new/basket',
          headSha: sha,
          expiresAt: until.toISOString(),
        },
      });
      expect(askForBranch).toHaveBeenCalledWith({
        repository: {
          host: 'github.com',
          owner: 'acme',
          name: 'web',
          id: '77',
        },
        branch: { name: 'new/basket', entityRef },
        requestedBy: 'user:default/mock',
        until,
      });
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'preview-create',
          severityLevel: 'medium',
        }),
      );
    },
  );

  it.each`
    scenario                             | sent                                               | house                                            | status | says
    ${'neither entity nor repository'}   | ${{ branch: 'x' }}                                 | ${{}}                                            | ${400} | ${/either entityRef or repository/}
    ${'both'}                            | ${{ ...web, repository: 'acme/web' }}              | ${{}}                                            | ${400} | ${/either entityRef or repository/}
    ${'no branch'}                       | ${{ entityRef: web.entityRef }}                    | ${{}}                                            | ${400} | ${/branch/}
    ${'what is no branch'}               | ${{ ...web, branch: '../../acme/other' }}          | ${{}}                                            | ${400} | ${/name of a branch/}
    ${'no duration'}                     | ${{ ...web, ttl: 'long' }}                         | ${{}}                                            | ${400} | ${/at most 14 days/}
    ${'too long a time'}                 | ${{ ...web, ttl: '15d' }}                          | ${{}}                                            | ${400} | ${/at most 14 days/}
    ${'an entity that is not watched'}   | ${{ ...web, entityRef: 'component:default/cart' }} | ${{}}                                            | ${404} | ${/Nothing is previewed of/}
    ${'an entity that is hidden'}        | ${web}                                             | ${{ hidden: [web.entityRef] }}                   | ${404} | ${/Nothing is previewed of/}
    ${'a hidden one without permission'} | ${web}                                             | ${{ hidden: [web.entityRef], denied: [create] }} | ${404} | ${/Nothing is previewed of/}
    ${'a repository of hidden entities'} | ${{ repository: 'acme/web', branch: 'x' }}         | ${{ hidden: [web.entityRef] }}                   | ${404} | ${/Nothing is previewed of/}
    ${'without the permission'}          | ${web}                                             | ${{ denied: [create] }}                          | ${403} | ${/preview-environments.preview.create/}
    ${'where previews are only planned'} | ${web}                                             | ${{ mode: 'observe' }}                           | ${409} | ${/mode is observe/}
  `('is refused: $scenario', async ({ sent, house, status, says }) => {
    const { response, askForBranch, readBranch } = ask(sent, house);
    const answer = await response();
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toMatch(says);
    expect(askForBranch).not.toHaveBeenCalled();
    expect(readBranch).not.toHaveBeenCalled();
  });

  it.each`
    scenario                      | read                                                                             | status | says
    ${'there is no such branch'}  | ${async () => undefined}                                                         | ${404} | ${/no branch of that name/}
    ${'the host does not answer'} | ${async () => Promise.reject(new WaitingError('rate limit'))}                    | ${503} | ${/rate limit/}
    ${'it is not shown to us'}    | ${async () => Promise.reject(new RefusedError('Give the app Contents: read'))}   | ${409} | ${/Contents: read/}
    ${'it is archived'}           | ${async () => ({ repository: { ...pullRequest().repository, archived: true } })} | ${409} | ${/is archived/}
  `('is refused when $scenario', async ({ read, status, says }) => {
    const { response, askForBranch, readBranch } = ask(web);
    readBranch.mockImplementation(read);
    const answer = await response();
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toMatch(says);
    expect(askForBranch).not.toHaveBeenCalled();
  });

  it('tells the end that others have asked for', async () => {
    const { response, askForBranch } = ask({ ...web, ttl: '8h' });
    askForBranch.mockResolvedValue({ id: 'web-br-x', until: inDays(5) });
    const { body } = await response();
    expect(body.expiresAt).toBe(inDays(5).toISOString());
  });

  it('names the other branch that has the id', async () => {
    const { response, askForBranch } = ask(web);
    askForBranch.mockRejectedValue(new RefusedError('that of the branch x'));
    const { status, body } = await response();
    expect(status).toBe(409);
    expect(body.error.message).toMatch(/that of the branch x/);
  });
});

describe('the preview of a branch', () => {
  const ofBranch = numberedRecord(1, 'web', {
    branch: { name: 'new/basket', entityRef: undefined },
    request: { requestedBy: 'user:default/ann', at: now, until: inDays(3) },
    expiresAt: inDays(3),
  });

  it('says which branch, and who asked', async () => {
    const { app } = serveHouse({ records: [ofBranch] });
    const { body } = await request(app).get('/v1/previews/web-pr-1');
    expect(body).toMatchObject({
      branch: { name: 'new/basket', requestedBy: 'user:default/ann' },
      expiresAt: inDays(3).toISOString(),
      expiryReason: 'its lease is over',
    });
  });

  it.each`
    by       | until
    ${'2d'}  | ${inDays(5)}
    ${'30d'} | ${inDays(14)}
  `('is extended by $by, but never beyond the longest lease', async props => {
    const { app, store } = serveHouse({ records: [ofBranch] });
    const { status } = await request(app)
      .post('/v1/previews/web-pr-1/extend')
      .send({ by: props.by });
    expect(status).toBe(202);
    expect(store.request).toHaveBeenCalledWith(
      'web-pr-1',
      expect.objectContaining({ until: props.until }),
    );
  });

  it('is not kept: it has to end by itself', async () => {
    const { app } = serveHouse({ records: [ofBranch] });
    const { status, body } = await request(app).post(
      '/v1/previews/web-pr-1/keep',
    );
    expect(status).toBe(409);
    expect(body.error.message).toMatch(/Extend it instead/);
  });
});
