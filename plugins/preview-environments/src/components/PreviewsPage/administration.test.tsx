import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { anOrphan, aPreview } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { PreviewsOverview } from './PreviewsOverview';

/** The backend as an administrator meets it. */
function administered(...orphans: ReturnType<typeof anOrphan>[]) {
  const backend = new FakeBackend(aPreview());
  backend.orphansError = undefined;
  backend.sweepError = undefined;
  backend.orphans = orphans;
  backend.sweep = {
    sweptAt: new Date(Date.now() - 2 * 60_000).toISOString(),
    problems: [],
  };
  return backend;
}

const held = {
  since: new Date(Date.now() - 5 * 60_000).toISOString(),
  limit: 3,
  subjects: Array.from({ length: 7 }, (_, index) => `web-pr-${index}`),
};

const show = (backend: FakeBackend, path?: string) =>
  renderWithBackend(<PreviewsOverview />, backend, { path });

const openOrphans = async () =>
  userEvent.click(await screen.findByRole('tab', { name: /^Orphans/ }));

it('shows others only the previews, whatever the address asks for', async () => {
  const backend = new FakeBackend(aPreview());
  show(backend, '/?view=orphans');
  expect(
    await screen.findByRole('row', { name: /web-pr-42/ }),
  ).toBeInTheDocument();
  expect(screen.queryByRole('tab')).not.toBeInTheDocument();
  expect(screen.queryByText(/administrators/)).not.toBeInTheDocument();
});

it('reads the previews once, although who is asking becomes known later', async () => {
  for (const backend of [new FakeBackend(aPreview()), administered()]) {
    const { unmount } = show(backend);
    await screen.findByRole('row', { name: /web-pr-42/ });
    expect(backend.countOf('listPreviews')).toBe(1);
    unmount();
  }
});

describe('orphans', () => {
  it('are said not to be there, with when that was seen', async () => {
    const { container } = show(administered());
    await openOrphans();
    expect(await screen.findByText('Nothing is left over.')).toBeVisible();
    expect(container).toHaveTextContent(
      'The clusters were last compared 2 minutes ago.',
    );
  });

  it.each`
    state          | change                                                              | text
    ${'suspected'} | ${{}}                                                               | ${/Suspected.*second look has to find it again first/}
    ${'removing'}  | ${{ confirmedAt: new Date(Date.now() - 60_000 * 4).toISOString() }} | ${/Being removed.*found it again 4 minutes ago/}
    ${'held'}      | ${{ blockedBy: ['Finalizer example.com/hangs'] }}                   | ${/Finalizer example.com.hangs.*Held back.*administrator/}
  `(
    'that are $state are shown with what, why and since when',
    async ({ state, change, text }) => {
      show(administered(anOrphan({ state, ...change })));
      await openOrphans();
      const row = await screen.findByRole('row', { name: /web-pr-7/ });
      expect(row).toHaveTextContent('Namespace pv-web-pr-7');
      expect(row).toHaveTextContent('on the cluster dev');
      expect(row).toHaveTextContent('Its preview is gone since yesterday.');
      expect(row).toHaveTextContent(text);
    },
  );

  it('are left to others once that is confirmed', async () => {
    const backend = administered(anOrphan());
    const { post } = show(backend, '/?view=orphans');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Leave web-pr-7 to others' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Leave web-pr-7 to others?',
    });
    expect(dialog).toHaveTextContent('Namespace pv-web-pr-7');
    expect(dialog).toHaveTextContent('neither removed by us nor shown here');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Leave it' }),
    );
    expect(backend.calls).toContainEqual(['releaseOrphan', 'dev:web-pr-7']);
    expect(post).toHaveBeenCalledWith(
      expect.objectContaining({ title: 'dev:web-pr-7 was left to others' }),
    );
    expect(
      await screen.findByText('Nothing is left over.'),
    ).toBeInTheDocument();
  });

  it('are counted where they are not looked at', async () => {
    show(administered(anOrphan(), anOrphan({ id: 'dev:web-pr-8' })));
    expect(
      await screen.findByRole('tab', { name: 'Orphans (2)' }),
    ).toHaveAttribute('aria-selected', 'false');
  });

  it('that cannot be read are not called absent', async () => {
    const backend = administered();
    backend.orphansError = new Error('The database is away');
    show(backend, '/?view=orphans');
    await screen.findByText(/The orphans could not be loaded/);
    expect(screen.queryByText('Nothing is left over.')).toBeNull();
  });
});

describe('removals that are held back', () => {
  it('are named with the limit, and go on once someone has looked', async () => {
    const backend = administered();
    backend.sweep = { problems: [], held };
    const { post } = show(backend);
    const notice = (
      await screen.findByText('7 removals were held back', { exact: false })
    ).closest('[role=status]')!;
    expect(notice).toHaveTextContent('5 minutes ago');
    expect(notice).toHaveTextContent('Only 3 may go in one sweep');
    expect(notice).toHaveTextContent('web-pr-4');
    expect(notice).toHaveTextContent('and 2 more');
    await userEvent.click(screen.getByRole('button', { name: 'Let them go' }));

    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getAllByRole('listitem')).toHaveLength(7);
    const confirm = within(dialog).getByRole('button', { name: 'Let them go' });
    expect(confirm).toBeDisabled();
    await userEvent.click(within(dialog).getByRole('checkbox'));
    await userEvent.click(confirm);
    expect(backend.countOf('releaseSweep')).toBe(1);
    expect(post).toHaveBeenCalledWith(
      expect.objectContaining({ title: 'The removals go on' }),
    );
    expect(screen.queryByText(/were held back/)).not.toBeInTheDocument();
  });

  it('stay when the backend refuses, and its reason is shown', async () => {
    const backend = administered();
    backend.sweep = { problems: [], held };
    backend.actionError = new Error('The database is away');
    const { post } = show(backend);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Let them go' }),
    );
    await userEvent.click(await screen.findByRole('checkbox'));
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', {
        name: 'Let them go',
      }),
    );
    expect(post).toHaveBeenCalledWith(
      expect.objectContaining({ description: 'The database is away' }),
    );
  });
});

it('says what the sweep could not compare', async () => {
  const backend = administered();
  backend.sweep = { problems: ['The cluster dev does not answer.'] };
  show(backend);
  expect(
    await screen.findByText('The cluster dev does not answer.'),
  ).toBeInTheDocument();
});

it('says that it does not know how the sweep is doing', async () => {
  const backend = administered();
  backend.sweepError = new Error('The database is away');
  show(backend);
  expect(
    await screen.findByText(/How the sweep is doing is not known/),
  ).toHaveTextContent('The database is away');
});
