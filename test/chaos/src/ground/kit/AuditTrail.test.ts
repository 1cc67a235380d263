import { writeOf } from './AuditTrail';

const user = 'system:serviceaccount:preview-environments:backend';

function line(changes: object = {}): string {
  return JSON.stringify({
    kind: 'Event',
    stage: 'ResponseComplete',
    verb: 'create',
    requestURI: '/api/v1/namespaces',
    user: { username: user },
    userAgent: 'preview-environments/0.1.0 (12)',
    objectRef: { resource: 'namespaces', name: 'pv-web-pr-7' },
    responseStatus: { code: 201 },
    stageTimestamp: '2026-03-01T12:00:00.123456Z',
    ...changes,
  });
}

describe('the audit log of a real API server', () => {
  it('tells who wrote what under which lease, and when it was done', () => {
    expect(writeOf(line(), user)).toEqual({
      kind: 'write',
      at: Date.parse('2026-03-01T12:00:00.123Z'),
      generation: 12,
      verb: 'create',
      resource: 'namespaces',
      namespace: undefined,
      name: 'pv-web-pr-7',
      code: 201,
      previewId: 'web-pr-7',
    });
  });

  it.each`
    what                            | changes
    ${'a read'}                     | ${{ verb: 'list' }}
    ${'a try that changes nothing'} | ${{ requestURI: '/api/v1/namespaces?dryRun=All' }}
    ${'a write of somebody else'}   | ${{ user: { username: 'admin' }, note: user }}
    ${'a handler that crashed'}     | ${{ stage: 'Panic' }}
  `('leaves out $what', ({ changes }) => {
    expect(writeOf(line(changes), user)).toBeUndefined();
  });

  it('keeps a part of an object apart from the object', () => {
    const objectRef = {
      resource: 'namespaces',
      subresource: 'status',
      name: 'pv-web-pr-7',
    };
    expect(writeOf(line({ objectRef }), user)).toMatchObject({
      resource: 'namespaces/status',
      previewId: 'web-pr-7',
    });
  });

  it('reads on after half a line of a server that was killed', () => {
    const half = line({ verb: 'delete' }).slice(0, 60);
    expect(writeOf(half + line(), user)).toMatchObject({ verb: 'create' });
  });
});
