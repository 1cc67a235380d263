import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { aPreview } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { PreviewActions } from './PreviewActions';

const onChange = jest.fn();

const show = (backend: FakeBackend) =>
  renderWithBackend(
    <PreviewActions preview={backend.previews[0]} onChange={onChange} />,
    backend,
  );

const button = (name: string) => screen.findByRole('button', { name });

beforeEach(() => onChange.mockClear());

it('asks for a redeploy, says so and looks again', async () => {
  const backend = new FakeBackend(aPreview());
  const { post } = show(backend);
  await userEvent.click(await button('Redeploy web-pr-42'));
  expect(backend.calls).toContainEqual(['redeployPreview', 'web-pr-42']);
  expect(post).toHaveBeenCalledWith(
    expect.objectContaining({ title: 'Redeploy of web-pr-42 asked for' }),
  );
  expect(onChange).toHaveBeenCalledTimes(1);
});

it('approves the commit that it shows, while something waits for that', async () => {
  const actions = [{ name: 'approve' as const, allowed: true }];
  const waiting = aPreview({ actions, blockedBy: ['approval'] });
  const backend = new FakeBackend(waiting);
  const { headSha } = waiting.pullRequest;
  show(backend);
  await userEvent.click(
    await button(`Approve commit ${headSha.slice(0, 7)} of web-pr-42`),
  );
  expect(backend.calls).toContainEqual([
    'approvePreview',
    'web-pr-42',
    { headSha },
  ]);
});

it('offers no approval that nothing waits for', async () => {
  const actions = [
    { name: 'approve' as const, allowed: false, reason: 'It does not wait.' },
    { name: 'redeploy' as const, allowed: true },
  ];
  show(new FakeBackend(aPreview({ actions, blockedBy: [] })));
  await button('Redeploy web-pr-42');
  expect(
    screen.queryByRole('button', { name: /Approve/ }),
  ).not.toBeInTheDocument();
});

it('shows what the backend says when an action fails', async () => {
  const backend = new FakeBackend(aPreview());
  backend.actionError = new Error('The cluster does not answer');
  const { post } = show(backend);
  await userEvent.click(await button('Redeploy web-pr-42'));
  expect(post).toHaveBeenCalledWith({
    title: 'Redeploy of web-pr-42 failed',
    description: 'The cluster does not answer',
    status: 'danger',
  });
});

it('says why an action is not allowed, and does nothing', async () => {
  const reason = 'You need the permission preview-environments.preview.delete.';
  const backend = new FakeBackend(
    aPreview({ actions: [{ name: 'delete', allowed: false, reason }] }),
  );
  show(backend);
  const remove = await button('Delete web-pr-42');
  expect(remove).toHaveAccessibleDescription(reason);
  expect(remove).toHaveAttribute('aria-disabled', 'true');
  remove.focus();
  expect(remove).toHaveFocus();
  await userEvent.click(remove);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(backend.countOf('deletePreview')).toBe(0);
});

describe('how long it lives', () => {
  const living = (overrides: Parameters<typeof aPreview>[0] = {}) =>
    new FakeBackend(
      aPreview({
        actions: [
          { name: 'extend', allowed: true },
          { name: 'keep', allowed: true },
          { name: 'unkeep', allowed: true },
        ],
        expiresAt: '2026-01-15T10:00:00.000Z',
        ...overrides,
      }),
    );

  it.each`
    choice         | by
    ${'By 1 day'}  | ${'1d'}
    ${'By 3 days'} | ${'3d'}
    ${'By 1 week'} | ${'7d'}
  `('is extended by $by', async ({ choice, by }) => {
    const backend = living();
    const { post } = show(backend);
    await userEvent.click(await button('Extend web-pr-42'));
    await userEvent.click(screen.getByRole('menuitem', { name: choice }));
    expect(backend.calls).toContainEqual([
      'extendPreview',
      'web-pr-42',
      { by },
    ]);
    expect(post).toHaveBeenCalledWith(
      expect.objectContaining({ title: 'Longer life of web-pr-42 asked for' }),
    );
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('is extended by keyboard, and left as it is with Escape', async () => {
    const backend = living();
    show(backend);
    const extend = await button('Extend web-pr-42');
    expect(extend).toHaveAttribute('aria-expanded', 'false');
    extend.focus();
    await userEvent.keyboard('{Enter}');
    expect(extend).toHaveAttribute('aria-expanded', 'true');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    expect(extend).toHaveFocus();
    expect(backend.countOf('extendPreview')).toBe(0);

    await userEvent.keyboard('{Enter}{ArrowDown}{Enter}');
    expect(backend.calls).toContainEqual([
      'extendPreview',
      'web-pr-42',
      { by: '3d' },
    ]);
  });

  it('is no question where it does not expire', async () => {
    const { actions } = living().previews[0];
    const redeploy = { name: 'redeploy' as const, allowed: true };
    show(living({ expiresAt: undefined, actions: [redeploy, ...actions] }));
    await button('Redeploy web-pr-42');
    expect(
      screen.queryByRole('button', { name: /Extend|Keep|Let/ }),
    ).toBeNull();
  });

  it('says why it cannot be extended, and opens no menu', async () => {
    const reason = 'It lives as long as it may.';
    show(living({ actions: [{ name: 'extend', allowed: false, reason }] }));
    const extend = await button('Extend web-pr-42');
    expect(extend).toHaveAccessibleDescription(reason);
    await userEvent.click(extend);
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  });

  it.each`
    scenario           | kept     | label                      | other                      | method
    ${'it may expire'} | ${false} | ${'Keep web-pr-42'}        | ${'Let expire: web-pr-42'} | ${'keepPreview'}
    ${'it is kept'}    | ${true}  | ${'Let expire: web-pr-42'} | ${'Keep web-pr-42'}        | ${'unkeepPreview'}
  `('offers only the change when $scenario', async props => {
    const { kept, label, other, method } = props;
    const backend = living({ kept });
    show(backend);
    await userEvent.click(await button(label));
    expect(backend.calls).toContainEqual([method, 'web-pr-42']);
    expect(screen.queryByRole('button', { name: other })).toBeNull();
  });
});

describe('sleeping and waking', () => {
  const living = (phase: 'ready' | 'asleep') =>
    new FakeBackend(
      aPreview({
        phase,
        actions: [
          { name: 'sleep', allowed: phase === 'ready' },
          { name: 'wake', allowed: phase === 'asleep' },
        ],
      }),
    );

  it('says what sleep takes and leaves before it asks for it', async () => {
    const backend = living('ready');
    show(backend);
    await userEvent.click(await button('Put to sleep: web-pr-42'));
    const dialog = await screen.findByRole('dialog', {
      name: 'Put web-pr-42 to sleep?',
    });
    expect(dialog).toHaveTextContent('Its namespace stays');
    expect(backend.countOf('sleepPreview')).toBe(0);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Put to sleep' }),
    );
    expect(backend.calls).toContainEqual(['sleepPreview', 'web-pr-42']);
    expect(screen.queryByRole('button', { name: 'Wake web-pr-42' })).toBeNull();
  });

  it('wakes without a question, and offers nothing else to what sleeps', async () => {
    const backend = living('asleep');
    show(backend);
    await userEvent.click(await button('Wake web-pr-42'));
    expect(backend.calls).toContainEqual(['wakePreview', 'web-pr-42']);
    expect(
      screen.queryByRole('button', { name: 'Put to sleep: web-pr-42' }),
    ).toBeNull();
  });
});

describe('before it deletes', () => {
  it('says exactly what goes, and starts on the choice that changes nothing', async () => {
    const backend = new FakeBackend(aPreview());
    backend.objects = [
      { cluster: 'dev', apiVersion: 'v1', kind: 'Namespace', name: 'pv-web' },
      {
        cluster: 'dev',
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: 'previews',
        name: 'web-pr-42-web',
      },
    ];
    show(backend);
    await userEvent.click(await button('Delete web-pr-42'));
    const dialog = await screen.findByRole('dialog', {
      name: 'Delete the preview web-pr-42?',
    });
    const goes = await within(dialog).findAllByRole('listitem');
    expect(goes.map(item => item.textContent)).toEqual([
      'Namespace pv-web on the cluster dev',
      'Application previews/web-pr-42-web on the cluster dev',
    ]);
    expect(dialog).toHaveTextContent('pull request #42 of acme/web');
    expect(
      within(dialog).getByRole('button', { name: 'Cancel' }),
    ).toHaveFocus();
    expect(backend.countOf('deletePreview')).toBe(0);
  });

  it('can be opened and left by the keyboard, which gives the focus back', async () => {
    const backend = new FakeBackend(aPreview());
    show(backend);
    const remove = await button('Delete web-pr-42');
    await userEvent.tab();
    await userEvent.tab();
    expect(remove).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('dialog');
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(remove).toHaveFocus();
    expect(backend.countOf('deletePreview')).toBe(0);
  });

  it('deletes when that is confirmed', async () => {
    const backend = new FakeBackend(aPreview());
    const { post } = show(backend);
    await userEvent.click(await button('Delete web-pr-42'));
    await userEvent.click(await button('Delete the preview'));
    expect(backend.calls).toContainEqual(['deletePreview', 'web-pr-42']);
    expect(post).toHaveBeenCalledWith(
      expect.objectContaining({ title: 'Removal of web-pr-42 asked for' }),
    );
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('admits it when it cannot list what goes', async () => {
    const backend = new FakeBackend(aPreview());
    backend.objectsError = new Error('No answer');
    show(backend);
    await userEvent.click(await button('Delete web-pr-42'));
    expect(
      await screen.findByText(/cannot be listed at present: No answer/),
    ).toBeInTheDocument();
  });
});
