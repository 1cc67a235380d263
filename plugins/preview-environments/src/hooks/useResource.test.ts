import { act, renderHook, waitFor } from '@testing-library/react';
import { useResource } from './useResource';

/** Answers that a test gives when it likes. */
function answers() {
  const pending: ((value: string) => void)[] = [];
  const load = jest.fn(
    (_: AbortSignal) =>
      new Promise<string>(resolve => {
        pending.push(resolve);
      }),
  );
  const answer = (value: string) =>
    act(async () => {
      pending.shift()?.(value);
    });
  return { load, answer };
}

const render = (load: (signal: AbortSignal) => Promise<string>) =>
  renderHook(props => useResource(props.load), { initialProps: { load } });

it('asks exactly once more when refreshes come while an answer is under way', async () => {
  const { load, answer } = answers();
  const { result } = render(load);
  act(() => {
    result.current.refresh();
    result.current.refresh();
  });
  expect(load).toHaveBeenCalledTimes(1);
  await answer('old');
  expect(load).toHaveBeenCalledTimes(2);
  await answer('new');
  expect(result.current.resource).toEqual({ status: 'loaded', data: 'new' });
  expect(load).toHaveBeenCalledTimes(2);
});

it('keeps the answer while asking again, and when that fails', async () => {
  const load = jest
    .fn<Promise<string>, []>()
    .mockResolvedValueOnce('old')
    .mockRejectedValueOnce(new Error('away'))
    .mockRejectedValueOnce('not even an error');
  const { result } = render(load);
  await waitFor(() => expect(result.current.resource.status).toBe('loaded'));
  await act(async () => result.current.refresh());
  expect(result.current.resource).toMatchObject({
    status: 'partial',
    data: 'old',
    error: { message: 'away' },
  });
  await act(async () => result.current.refresh());
  expect(result.current.resource).toMatchObject({
    status: 'partial',
    data: 'old',
    error: { message: 'not even an error' },
  });
});

it('starts from nothing with another question, and ends the one before', async () => {
  const first = answers();
  const second = answers();
  const { result, rerender } = render(first.load);
  rerender({ load: second.load });
  expect(result.current.resource).toEqual({ status: 'loading' });
  expect(first.load.mock.calls[0][0].aborted).toBe(true);
  await first.answer('too late');
  expect(result.current.resource).toEqual({ status: 'loading' });
  await second.answer('in time');
  expect(result.current.resource).toEqual({
    status: 'loaded',
    data: 'in time',
  });
});

it('ends its question when nobody looks any more', () => {
  const { load } = answers();
  const { unmount } = render(load);
  unmount();
  expect(load.mock.calls[0][0].aborted).toBe(true);
});
