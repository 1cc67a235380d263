import { again } from './again';

function failing(code: string | undefined, message = 'failed') {
  return Object.assign(new Error(message), { code });
}

describe('something that fails at the database', () => {
  it.each([
    ['a serialization failure', failing('40001'), 3],
    ['a deadlock', failing('40P01'), 3],
    ['an administrator who cuts the connection', failing('57P01'), 3],
    ['a connection that is gone', failing('08006'), 3],
    ['a reset by the network', failing('ECONNRESET'), 3],
    [
      'an end without a code',
      failing(undefined, 'Connection terminated unexpectedly'),
      3,
    ],
    ['a broken rule', failing('23505'), 1],
    ['a mistake of ours', failing(undefined, 'x is not a function'), 1],
    ['something else', 'a text', 1],
  ])('by %s', async (_scenario, error, times) => {
    const attempts: number[] = [];
    const outcome = await again(async attempt => {
      attempts.push(attempt);
      throw error;
    }).catch(e => e);
    expect(outcome).toBe(error);
    expect(attempts).toEqual([1, 2, 3].slice(0, times));
  });

  it('is done by the next attempt', async () => {
    const answer = await again(async attempt => {
      if (attempt === 1) throw failing('40001');
      return attempt;
    });
    expect(answer).toBe(2);
  });
});
