import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { aPreview } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { StuckRemoval } from './StuckRemoval';

const onChange = jest.fn();

const stuck = (overrides: Partial<Preview> = {}) =>
  aPreview({
    phase: 'terminating',
    stuckSince: new Date(Date.now() - 20 * 60_000).toISOString(),
    actions: [{ name: 'release', allowed: true }],
    ...overrides,
  });

const show = (backend: FakeBackend) =>
  renderWithBackend(
    <StuckRemoval preview={backend.previews[0]} onChange={onChange} />,
    backend,
  );

const giveUp = () =>
  screen.findByRole('button', { name: 'Give up on the removal of web-pr-42' });

const confirm = (dialog: HTMLElement) =>
  within(dialog).getByRole('button', { name: 'Give up on the removal' });

beforeEach(() => onChange.mockClear());

it('says since when a removal is past its deadline', async () => {
  show(new FakeBackend(stuck()));
  expect(await screen.findByRole('status')).toHaveTextContent(
    'The removal passed its deadline 20 minutes ago.',
  );
});

it('says nothing while a removal is in time', async () => {
  const { container } = show(new FakeBackend(stuck({ stuckSince: undefined })));
  expect(container).not.toHaveTextContent('deadline');
});

it('says why someone may not give it up, and nothing where that is not offered', async () => {
  const reason = 'You need the permission preview-environments.admin.';
  const actions = [{ name: 'release' as const, allowed: false, reason }];
  const backend = new FakeBackend(stuck({ actions }));
  show(backend);
  const button = await giveUp();
  expect(button).toHaveAccessibleDescription(reason);
  await userEvent.click(button);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

it('gives it up only after it has said what is left behind, and that has been taken note of', async () => {
  const backend = new FakeBackend(stuck());
  backend.abandons = [
    { cluster: 'dev', apiVersion: 'v1', kind: 'Namespace', name: 'pv-web' },
  ];
  const { post } = show(backend);
  await userEvent.click(await giveUp());
  const dialog = await screen.findByRole('dialog', {
    name: 'Give up on the removal of web-pr-42?',
  });
  const left = await within(dialog).findAllByRole('listitem');
  expect(left.map(({ textContent }) => textContent)).toEqual([
    'Namespace pv-web on the cluster dev',
  ]);
  expect(confirm(dialog)).toBeDisabled();
  await userEvent.click(within(dialog).getByRole('checkbox'));
  expect(backend.calls).toEqual([
    ['releasePreview', 'web-pr-42', { dryRun: true }],
  ]);

  await userEvent.click(confirm(dialog));
  expect(backend.calls).toContainEqual([
    'releasePreview',
    'web-pr-42',
    { dryRun: false },
  ]);
  expect(post).toHaveBeenCalledWith(
    expect.objectContaining({
      title: 'web-pr-42 counts as gone; 1 object was left behind',
    }),
  );
  expect(onChange).toHaveBeenCalledTimes(1);
});

it('cannot be given up while nobody knows what would be left behind', async () => {
  const backend = new FakeBackend(stuck());
  backend.releaseError = new Error('The cluster does not answer');
  show(backend);
  await userEvent.click(await giveUp());
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByText(
    /What would be left cannot be said at present: The cluster does not answer/,
  );
  expect(confirm(dialog)).toBeDisabled();
  expect(within(dialog).queryByRole('checkbox')).toBeNull();
});

it('asks again, with nothing ticked, when it is opened again', async () => {
  const backend = new FakeBackend(stuck());
  show(backend);
  await userEvent.click(await giveUp());
  await userEvent.click(await screen.findByRole('checkbox'));
  await userEvent.keyboard('{Escape}');
  await userEvent.click(await giveUp());
  expect(await screen.findByRole('checkbox')).not.toBeChecked();
  expect(backend.countOf('releasePreview')).toBe(2);
});
