import { failure } from './__testUtils__/memoryCluster';
import { isKindMissing, isNotFound, parseStatusBody } from './errors';
import { toOutcome, withOutcomes } from './outcomes';
import { HTTPRoute } from './resources';

const ref = { resource: HTTPRoute, namespace: 'pv-web-pr-1', name: 'web' };

describe('what a failed request means for what to do next', () => {
  it.each`
    scenario                      | status       | body                                                                                                  | outcome           | message
    ${'not reached'}              | ${undefined} | ${{ message: 'connect ECONNREFUSED' }}                                                                | ${'WaitingError'} | ${'Cluster memory is not reachable: connect ECONNREFUSED'}
    ${'credentials not accepted'} | ${401}       | ${{ message: 'Unauthorized' }}                                                                        | ${'WaitingError'} | ${'previewEnvironments.clusters.memory.credentials'}
    ${'too many requests'}        | ${429}       | ${{ message: 'slow down' }}                                                                           | ${'WaitingError'} | ${'Cluster memory answered 429: slow down'}
    ${'server fault'}             | ${503}       | ${{ message: 'apiserver not ready' }}                                                                 | ${'WaitingError'} | ${'Cluster memory answered 503: apiserver not ready'}
    ${'changed meanwhile'}        | ${409}       | ${{ reason: 'Conflict', message: 'modified' }}                                                        | ${'WaitingError'} | ${'HTTPRoute pv-web-pr-1/web changed meanwhile: modified'}
    ${'another object by now'}    | ${422}       | ${{ message: 'immutable', details: { causes: [{ field: 'metadata.uid' }] } }}                         | ${'WaitingError'} | ${'changed meanwhile'}
    ${'namespace terminating'}    | ${403}       | ${{ message: 'no', details: { causes: [{ reason: 'NamespaceTerminating' }] } }}                       | ${'WaitingError'} | ${'Namespace pv-web-pr-1 is still being deleted.'}
    ${'namespace missing'}        | ${404}       | ${{ reason: 'NotFound', message: 'not found', details: { name: 'pv-web-pr-1', kind: 'namespaces' } }} | ${'WaitingError'} | ${'Namespace pv-web-pr-1 is not there'}
    ${'no permission'}            | ${403}       | ${{ message: 'User "x" cannot create resource "httproutes"' }}                                        | ${'RefusedError'} | ${"The backend's identity may not create httproutes in pv-web-pr-1 on cluster memory: apply the RBAC manifest"}
    ${'refused by admission'}     | ${422}       | ${{ message: "ValidatingAdmissionPolicy 'x' denied request: no" }}                                    | ${'RefusedError'} | ${"Cluster memory refused to create HTTPRoute pv-web-pr-1/web: ValidatingAdmissionPolicy 'x' denied request: no"}
    ${'quota used up'}            | ${403}       | ${{ message: 'exceeded quota: q' }}                                                                   | ${'RefusedError'} | ${'exceeded quota: q'}
    ${'type not installed'}       | ${404}       | ${{ message: '404 page not found' }}                                                                  | ${'RefusedError'} | ${'Cluster memory does not know HTTPRoute (gateway.networking.k8s.io/v1)'}
  `('$scenario: $outcome', ({ status, body, outcome, message }) => {
    expect(toOutcome(failure('create', ref, status, body))).toMatchObject({
      name: outcome,
      message: expect.stringContaining(message),
    });
  });

  it('waits as long as the server asks for', () => {
    const details = { retryAfterSeconds: 7 };
    expect(toOutcome(failure('get', ref, 429, { details }))).toMatchObject({
      afterMilliseconds: 7000,
    });
  });

  it('leaves other errors as they are', async () => {
    const error = new TypeError('a mistake of ours');
    await expect(withOutcomes(() => Promise.reject(error))).rejects.toBe(error);
  });
});

describe('not found', () => {
  it.each`
    scenario                   | body                                                                                     | object   | kind
    ${'the object'}            | ${{ reason: 'NotFound', details: { name: 'web', kind: 'httproutes' } }}                  | ${true}  | ${false}
    ${'the type, as a Status'} | ${{ reason: 'NotFound', message: 'could not find the requested resource', details: {} }} | ${false} | ${true}
    ${'the type, as a text'}   | ${parseStatusBody('404 page not found\n')}                                               | ${false} | ${true}
    ${'the namespace'}         | ${{ reason: 'NotFound', details: { name: 'pv', kind: 'namespaces' } }}                   | ${false} | ${false}
  `('$scenario', ({ body, object, kind }) => {
    const error = failure('get', ref, 404, body);
    expect(isNotFound(error)).toBe(object);
    expect(isKindMissing(error)).toBe(kind);
  });
});
