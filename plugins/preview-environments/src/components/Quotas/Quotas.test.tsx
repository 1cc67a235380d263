import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { aPreview } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { SLOW_POLL } from '../../hooks/useLiveRefresh';
import { PreviewsOverview } from '../PreviewsPage';

const inTenMinutes = () => new Date(Date.now() + 605_000).toISOString();
const quota = () => ({
  host: 'github.com',
  account: 'The GitHub App in acme',
  limit: 5_000,
  remaining: 4_200,
  resetsAt: inTenMinutes(),
  short: false,
  requests: { charged: 800, unchanged: 90, limited: 0 },
});

function show(change: object, error?: Error) {
  const backend = new FakeBackend(aPreview());
  backend.quotas = [{ ...quota(), ...change }];
  backend.quotasError = error;
  renderWithBackend(<PreviewsOverview />, backend);
  return backend;
}

it.each`
  scenario              | change                                                           | text
  ${'enough'}           | ${{}}                                                            | ${/The GitHub App in acme has 4200 of 5000 requests left/}
  ${'few'}              | ${{ remaining: 400, short: true }}                               | ${/400 of 5000 requests left.*listed less often/}
  ${'none for a pause'} | ${{ pausedUntil: new Date(Date.now() + 605_000).toISOString() }} | ${/github\.com has asked The GitHub App in acme for a pause/}
`('tells administrators that $scenario are left', async ({ change, text }) => {
  show(change);
  expect(
    await screen.findByText((_, element) =>
      Boolean(
        element?.textContent?.match(text) &&
          ![...element.children].some(child => child.textContent?.match(text)),
      ),
    ),
  ).toBeVisible();
});

it('tells administrators when that is not known', async () => {
  show({}, new Error('The backend is away'));
  expect(
    await screen.findByText(/requests are left is not known: The backend/),
  ).toBeVisible();
});

describe('while nobody answers any more', () => {
  afterEach(() => jest.useRealTimers());

  it('what was known is said to be old, until it is asked for again', async () => {
    jest.useFakeTimers();
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    const pass = (milliseconds: number) =>
      act(async () => {
        await jest.advanceTimersByTimeAsync(milliseconds);
      });
    const backend = show({});
    await pass(0);
    expect(screen.queryByText(/this may be outdated/)).not.toBeInTheDocument();
    backend.quotasError = new Error('The backend is away');
    await pass(SLOW_POLL);
    expect(screen.getByText(/this may be outdated/)).toHaveTextContent(
      'The backend is away',
    );
    expect(screen.getByText(/has 4200 of 5000 requests/)).toBeVisible();

    backend.quotasError = undefined;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await pass(0);
    expect(screen.queryByText(/this may be outdated/)).not.toBeInTheDocument();
  });
});
