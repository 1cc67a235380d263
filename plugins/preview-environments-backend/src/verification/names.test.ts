import { SystemNames } from './names';

const failing = (code: string) => async () => {
  throw Object.assign(new Error(code), { code });
};
const patient = new AbortController().signal;

it.each<[string, () => Promise<unknown>, string]>([
  ['there is an address', async () => ({ address: '10.0.0.7' }), 'found'],
  ['there is no such name', failing('ENOTFOUND'), 'absent'],
  ['the name has no address', failing('ENODATA'), 'absent'],
  ['the resolver is not reachable', failing('EAI_AGAIN'), 'unknown'],
  ['the resolver refuses', failing('EREFUSED'), 'unknown'],
])('%s', async (_scenario, resolve, expected) => {
  const names = new SystemNames({ resolve });
  await expect(names.lookUp('web.example.com', patient)).resolves.toBe(
    expected,
  );
});

it('does not wait for a resolver longer than the probe does', async () => {
  const names = new SystemNames({ resolve: () => new Promise(() => {}) });
  const impatience = new AbortController();
  const answer = names.lookUp('web.example.com', impatience.signal);
  impatience.abort();
  await expect(answer).resolves.toBe('unknown');
});

it.each(['localhost', 'web-pr-42.preview.localhost'])(
  'does not ask for %s, which is the own machine always',
  async host => {
    const resolve = jest.fn();
    await expect(
      new SystemNames({ resolve }).lookUp(host, patient),
    ).resolves.toBe('found');
    expect(resolve).not.toHaveBeenCalled();
  },
);
