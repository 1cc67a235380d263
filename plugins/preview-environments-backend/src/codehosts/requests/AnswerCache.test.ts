import { AnswerCache } from './AnswerCache';
import { ProcessMemory } from './ProcessMemory';

const answer = { etag: 'W/"1"', value: ['text'], more: false };
const request = ['github.com', 'acme', 'web', 'GET /repos/{owner}/{repo}'];

function setUp() {
  const memory = () => {
    const inner = new ProcessMemory(() => new Date());
    const keys: string[] = [];
    return {
      keys,
      answer: (key: string) => inner.answer(key),
      rememberAnswer: (key: string, one: typeof answer) => {
        keys.push(key);
        return inner.rememberAnswer(key, one);
      },
    };
  };
  const [own, shared] = [memory(), memory()];
  return { own, shared, cache: new AnswerCache({ own, shared }) };
}

const as = (kind: 'app' | 'token' | 'none', token = 'secret-token') => ({
  kind,
  token,
  id: `hash of ${token}`,
});

describe('answers for conditional requests', () => {
  it.each`
    kind       | where
    ${'token'} | ${'shared'}
    ${'none'}  | ${'shared'}
    ${'app'}   | ${'own'}
  `('to $kind are $where', async ({ kind, where }) => {
    const { own, shared, cache } = setUp();
    await cache.set(as(kind), request, answer);
    expect(await cache.get(as(kind), request)).toEqual(answer);
    expect([own.keys.length, shared.keys.length]).toEqual(
      where === 'own' ? [1, 0] : [0, 1],
    );
  });

  it('are for one token and one request', async () => {
    const { cache } = setUp();
    await cache.set(as('token'), request, answer);
    expect(await cache.get(as('token', 'next'), request)).toBeUndefined();
    const other = [...request.slice(0, -1), 'GET /user'];
    expect(await cache.get(as('token'), other)).toBeUndefined();
  });

  it('have names that say nothing of the token, nor of what was asked', async () => {
    const { shared, cache } = setUp();
    await cache.set(as('token'), request, answer);
    expect(shared.keys[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('are not remembered when they are too long', async () => {
    const { cache } = setUp();
    const value = 'x'.repeat(1024 * 1024);
    await cache.set(as('token'), request, { ...answer, value });
    expect(await cache.get(as('token'), request)).toBeUndefined();
  });
});
