import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { aPreview } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { StableEntry } from './StableEntry';

const host = 'staging.example.com';
const entry = {
  hosts: [host],
  allowed: true,
  linkSeconds: 900,
  visitSeconds: 28_800,
};

/** A window that was opened, as far as it is used. */
function aWindow() {
  return {
    opener: 'us' as unknown,
    close: jest.fn(),
    location: { replace: jest.fn() },
  };
}

const open = jest.spyOn(window, 'open');

beforeEach(() => open.mockReset());
afterAll(() => open.mockRestore());

function show(change: Partial<typeof entry & { reason: string }> = {}) {
  const backend = new FakeBackend(aPreview({ entry: { ...entry, ...change } }));
  const opened = aWindow();
  open.mockReturnValue(opened as unknown as Window);
  const rendered = renderWithBackend(
    <StableEntry preview={backend.previews[0]} />,
    backend,
  );
  return { backend, opened, ...rendered };
}

const button = (name = `Open web-pr-42 on ${host}`) =>
  screen.findByRole('button', { name });
const confirm = async () => {
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Open' }));
};

it('says what it does, for how long and who may, before it asks for anything', async () => {
  const { backend } = show();
  await userEvent.click(await button());
  const dialog = await screen.findByRole('dialog', {
    name: `Open web-pr-42 on ${host}?`,
  });
  expect(dialog).toHaveTextContent('For 8 hours that host then leads');
  expect(dialog).toHaveTextContent(`${host}/?preview-entry=leave`);
  expect(dialog).toHaveTextContent('preview-environments.preview.read');
  expect(dialog).toHaveTextContent('can be followed for 15 minutes');
  expect(within(dialog).getByRole('button', { name: 'Cancel' })).toHaveFocus();
  expect(within(dialog).queryByRole('radio')).not.toBeInTheDocument();
  expect(backend.countOf('makeEntryLink')).toBe(0);
  expect(open).not.toHaveBeenCalled();
});

it('opens the link in a window that does not know us, and shows it nowhere', async () => {
  const { backend, opened, post } = show();
  await userEvent.click(await button());
  await confirm();
  await waitFor(() =>
    expect(opened.location.replace).toHaveBeenCalledWith(backend.entryUrl),
  );
  expect(backend.calls).toEqual([['makeEntryLink', 'web-pr-42', { host }]]);
  expect(open).toHaveBeenCalledWith('', '_blank');
  expect(opened.opener).toBeNull();
  expect(document.documentElement.outerHTML).not.toContain('entry/token');
  expect(post).not.toHaveBeenCalled();
});

it('is used and left by the keyboard, which gives the focus back', async () => {
  const { backend, opened } = show();
  const opener = await button();
  opener.focus();
  await userEvent.keyboard('{Enter}');
  await screen.findByRole('dialog');
  await userEvent.keyboard('{Escape}');
  await waitFor(() =>
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
  );
  expect(opener).toHaveFocus();
  expect(backend.countOf('makeEntryLink')).toBe(0);

  await userEvent.keyboard('{Enter}');
  await screen.findByRole('dialog');
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(opened.location.replace).toHaveBeenCalled());
});

it('asks which host where there are several', async () => {
  const other = 'www.example.com';
  const { backend, opened } = show({ hosts: [host, other] });
  await userEvent.click(
    await button('Open web-pr-42 on a host of the shared environment'),
  );
  const group = await screen.findByRole('group', { name: 'Host' });
  expect(within(group).getByRole('radio', { name: host })).toBeChecked();
  await userEvent.click(within(group).getByRole('radio', { name: other }));
  await confirm();
  await waitFor(() => expect(opened.location.replace).toHaveBeenCalled());
  expect(backend.calls).toEqual([
    ['makeEntryLink', 'web-pr-42', { host: other }],
  ]);
});

it('says why it leads nowhere now, and does nothing', async () => {
  const reason = 'It has not answered yet.';
  show({ allowed: false, reason });
  const opener = await button();
  expect(opener).toHaveAccessibleDescription(reason);
  await userEvent.click(opener);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

it.each`
  scenario                   | prepare
  ${'the backend refuses'}   | ${(backend: FakeBackend) => (backend.entryError = new Error('Links are not configured'))}
  ${'it answers no address'} | ${(backend: FakeBackend) => (backend.entryUrl = 'data:text/html,hello')}
`('closes the window and says so when $scenario', async ({ prepare }) => {
  const { backend, opened, post } = show();
  prepare(backend);
  await userEvent.click(await button());
  await confirm();
  await waitFor(() => expect(opened.close).toHaveBeenCalled());
  expect(opened.location.replace).not.toHaveBeenCalled();
  expect(post).toHaveBeenCalledWith({
    title: `web-pr-42 could not be opened on ${host}`,
    description: expect.stringMatching(
      /^(Links are not configured|The backend answered no address\.)$/,
    ),
    status: 'danger',
  });
});

it('asks for no link when the browser lets no window open', async () => {
  const { backend, post } = show();
  open.mockReturnValue(null);
  await userEvent.click(await button());
  await confirm();
  expect(post).toHaveBeenCalledWith(
    expect.objectContaining({
      description: expect.stringContaining('has blocked the new window'),
    }),
  );
  expect(backend.countOf('makeEntryLink')).toBe(0);
});

it('is no question for a preview without such a host', async () => {
  const backend = new FakeBackend(aPreview());
  renderWithBackend(
    <>
      <StableEntry preview={backend.previews[0]} />
      <p>All of it</p>
    </>,
    backend,
  );
  await screen.findByText('All of it');
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});
