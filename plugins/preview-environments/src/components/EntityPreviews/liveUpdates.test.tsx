import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import { aPreview } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { COALESCE, EAGER_POLL, SLOW_POLL } from '../../hooks/useLiveRefresh';
import { FAREWELL } from '../../hooks/useDepartures';
import { EntityPreviews } from './EntityPreviews';

const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });

const pass = (milliseconds: number) =>
  act(() => jest.advanceTimersByTimeAsync(milliseconds));

async function show(backend: FakeBackend, signals?: FakeSignals) {
  const rendered = renderWithBackend(<EntityPreviews />, backend, { signals });
  await pass(0);
  await screen.findByText('Previews');
  return rendered;
}

/** How often it was asked which previews there are; those that are gone are another question. */
const looksOf = (backend: FakeBackend) =>
  backend.calls.filter(
    ([name, query]) =>
      name === 'listPreviews' && !(query as { phase?: unknown }).phase,
  ).length;

function setHidden(hidden: boolean) {
  Object.defineProperty(document, 'hidden', {
    configurable: true,
    value: hidden,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  setHidden(false);
  jest.useRealTimers();
});

describe('a signal', () => {
  it('about this entity leads to one new question, several in a row too', async () => {
    const backend = new FakeBackend(aPreview({ phase: 'verifying' }));
    const signals = new FakeSignals();
    await show(backend, signals);
    const before = looksOf(backend);

    backend.previews = [aPreview()];
    for (const _ of [1, 2, 3]) {
      signals.send({
        ids: ['web-pr-42'],
        entityRefs: ['component:default/web'],
      });
    }
    await pass(COALESCE);
    expect(screen.getByRole('article')).toHaveTextContent('Ready');
    expect(looksOf(backend)).toBe(before + 1);
  });

  it.each`
    scenario                                | message                                                           | asks
    ${'about a new preview of this entity'} | ${{ ids: ['web-pr-43'], entityRefs: ['component:default/web'] }}  | ${1}
    ${'about a preview on the screen'}      | ${{ ids: ['web-pr-42'], entityRefs: [] }}                         | ${1}
    ${'that names no entity'}               | ${{ ids: ['cart-pr-1'] }}                                         | ${1}
    ${'that says nothing at all'}           | ${{}}                                                             | ${1}
    ${'about another entity'}               | ${{ ids: ['cart-pr-1'], entityRefs: ['component:default/cart'] }} | ${0}
  `('$scenario asks $asks times', async ({ message, asks }) => {
    const backend = new FakeBackend(aPreview());
    const signals = new FakeSignals();
    await show(backend, signals);
    const before = looksOf(backend);
    signals.send(message);
    await pass(COALESCE);
    expect(looksOf(backend) - before).toBe(asks);
  });
});

it.each`
  scenario                                         | phase          | signals              | interval
  ${'settled, without signals'}                    | ${'ready'}     | ${undefined}         | ${SLOW_POLL}
  ${'settled, with signals'}                       | ${'ready'}     | ${new FakeSignals()} | ${SLOW_POLL}
  ${'about to change, and no signal has come yet'} | ${'deploying'} | ${new FakeSignals()} | ${EAGER_POLL}
  ${'about to change, and nothing else will tell'} | ${'deploying'} | ${undefined}         | ${EAGER_POLL}
`(
  'polls every $interval ms when $scenario',
  async ({ phase, signals, interval }) => {
    const backend = new FakeBackend(aPreview({ phase }));
    await show(backend, signals);
    const before = looksOf(backend);
    await pass(interval - 1_000);
    expect(looksOf(backend)).toBe(before);
    await pass(1_000);
    expect(looksOf(backend)).toBe(before + 1);
  },
);

it('polls slowly again once a signal has proven that they arrive', async () => {
  const backend = new FakeBackend(aPreview({ phase: 'deploying' }));
  const signals = new FakeSignals();
  await show(backend, signals);
  signals.send({ ids: ['web-pr-42'] });
  await pass(COALESCE);
  const before = looksOf(backend);
  await pass(SLOW_POLL - 1_000);
  expect(looksOf(backend)).toBe(before);
});

it('asks nothing in the background, and once when it comes back to the front', async () => {
  const backend = new FakeBackend(aPreview());
  const signals = new FakeSignals();
  await show(backend, signals);
  setHidden(true);
  const before = backend.calls.length;
  signals.send({ ids: ['web-pr-42'] });
  await pass(10 * SLOW_POLL);
  expect(backend.calls.length).toBe(before);

  backend.previews = [aPreview({ phase: 'failed' })];
  setHidden(false);
  await pass(0);
  expect(screen.getByRole('article')).toHaveTextContent('Failed');
});

it('keeps the earlier answer beside the error when a new question fails', async () => {
  const backend = new FakeBackend(aPreview());
  await show(backend);
  backend.previewsError = new Error('No answer');
  await pass(SLOW_POLL);
  expect(screen.getByText(/this may be outdated/)).toHaveTextContent(
    'No answer',
  );
  expect(screen.getByRole('article')).toHaveTextContent('Ready');

  backend.previewsError = undefined;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await pass(0);
  expect(screen.queryByText(/this may be outdated/)).not.toBeInTheDocument();
});

it('announces a new phase politely', async () => {
  const backend = new FakeBackend(aPreview({ phase: 'verifying' }));
  await show(backend);
  backend.previews = [aPreview()];
  await pass(EAGER_POLL);
  const announcement = screen.getByText('web-pr-42: Ready');
  expect(announcement).toHaveAttribute('aria-live', 'polite');
});

describe('a preview that leaves the list', () => {
  it('is said to be removed, with the reason, for a while', async () => {
    const backend = new FakeBackend(aPreview({ phase: 'terminating' }));
    await show(backend);
    backend.previews = [
      aPreview({ phase: 'gone', reason: 'The pull request was closed.' }),
    ];
    await pass(SLOW_POLL);
    const farewell = 'web-pr-42 is gone. The pull request was closed.';
    expect(screen.getByText(farewell)).toBeInTheDocument();
    expect(screen.queryByRole('article')).not.toBeInTheDocument();

    await pass(FAREWELL);
    expect(screen.queryByText(farewell)).not.toBeInTheDocument();
  });

  it('is at least said to be missing when nothing more can be read about it', async () => {
    const backend = new FakeBackend(aPreview());
    await show(backend);
    backend.previews = [];
    await pass(SLOW_POLL);
    expect(
      screen.getByText('web-pr-42 is no longer listed.'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /Dismiss/ }));
    expect(screen.queryByText(/no longer listed/)).not.toBeInTheDocument();
  });

  it('is not called removed when it has only moved off the page', async () => {
    const backend = new FakeBackend(aPreview());
    await show(backend);
    const newer = Array.from({ length: 25 }, (_, index) =>
      aPreview({ id: `web-pr-1${index}` }),
    );
    backend.previews = [...newer, aPreview()];
    await pass(SLOW_POLL);
    expect(backend.calls).toContainEqual(['getPreview', 'web-pr-42']);
    expect(
      screen.queryByText(/is gone|no longer listed/),
    ).not.toBeInTheDocument();
  });

  it('can be brought back where the backend allows it', async () => {
    const backend = new FakeBackend(aPreview());
    await show(backend);
    backend.previews = [aPreview({ phase: 'gone', reason: 'Deleted.' })];
    await pass(SLOW_POLL);
    await user.click(
      screen.getByRole('button', { name: 'Redeploy web-pr-42' }),
    );
    expect(backend.calls).toContainEqual(['redeployPreview', 'web-pr-42']);
    expect(
      screen.queryByRole('button', { name: 'Delete web-pr-42' }),
    ).not.toBeInTheDocument();

    backend.previews = [aPreview({ phase: 'queued' })];
    await pass(SLOW_POLL);
    expect(screen.queryByText(/is gone/)).not.toBeInTheDocument();
    expect(screen.getByRole('article')).toHaveTextContent('Queued');
  });
});
