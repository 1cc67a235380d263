import { RouteTable } from './api/routes';
import { Answer, Schema } from './published';

type Ref = 'GET /repos/{owner}/{repo}/git/ref/{ref}';

const ref: Schema<'git-ref'> = {
  ref: 'refs/heads/main',
  node_id: 'REF_main',
  url: 'http://localhost/git/refs/heads/main',
  object: { type: 'commit', sha: 'a', url: 'http://localhost/git/commits/a' },
};

// Whether these are errors is decided by the compiler, whose run fails when one of them is none.
describe('the published description', () => {
  it('lets the answers pass that it describes', () => {
    const answer: Answer<Ref> = { status: 200, body: ref };
    const nothing: Answer<'POST /repos/{owner}/{repo}/dispatches'> = {
      status: 204,
    };
    expect([answer.status, nothing.status]).toEqual([200, 204]);
  });

  it('lets no others pass', () => {
    const { url: _url, ...incomplete } = ref;
    const wrong: unknown[] = [
      // @ts-expect-error -- a field is missing
      { status: 200, body: incomplete } satisfies Answer<Ref>,
      // @ts-expect-error -- a field has another name
      { status: 200, body: { ...ref, href: 'x' } } satisfies Answer<Ref>,
      // @ts-expect-error -- a status that is not described
      { status: 202, body: ref } satisfies Answer<Ref>,
      // @ts-expect-error -- an answer without its body
      { status: 200 } satisfies Answer<Ref>,
      {
        // @ts-expect-error -- no such route
        'GET /repos/{owner}/{repo}/git/reference/{ref}': () => ({
          status: 200,
        }),
      } satisfies RouteTable,
    ];
    expect(wrong).toHaveLength(5);
  });
});
