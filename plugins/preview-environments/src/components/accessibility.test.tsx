import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { FakeBackend } from '../__testUtils__/FakeBackend';
import {
  aComponent,
  anOrphan,
  aPreview,
  aRepository,
} from '../__testUtils__/fixtures';
import { renderWithBackend } from '../__testUtils__/renderWithBackend';
import { EntityPreviews } from './EntityPreviews';
import { PreviewsOverview } from './PreviewsPage';

/** jsdom draws nothing, so colours are left to the browser tests; the landmarks around us are the app's. */
const rules = {
  'color-contrast': { enabled: false },
  region: { enabled: false },
};

async function violations(container: Element) {
  const result = await axe.run(container, { rules });
  return result.violations.map(({ id, nodes }) => [
    id,
    nodes.map(({ html }) => html),
  ]);
}

function busyBackend() {
  const backend = new FakeBackend(
    aPreview({
      components: [aComponent(), aComponent({ name: 'cart' })],
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
      expiryReason: 'idle for 72h',
      actions: [
        { name: 'extend', allowed: true },
        { name: 'keep', allowed: true },
        { name: 'delete', allowed: true },
      ],
      entry: {
        hosts: ['staging.example.com', 'www.example.com'],
        allowed: true,
        linkSeconds: 900,
        visitSeconds: 28_800,
      },
    }),
    aPreview({
      id: 'web-pr-43',
      phase: 'terminating',
      mode: 'observe',
      blockedBy: ['Application web-pr-43-web'],
      stuckSince: '2026-01-01T10:00:00.000Z',
      actions: [
        { name: 'delete', allowed: false, reason: 'It is going.' },
        { name: 'release', allowed: true },
      ],
    }),
    aPreview({ id: 'web-pr-41', phase: 'gone' }),
  );
  backend.repositories = [aRepository({ problems: ['No webhook'] })];
  backend.history = [
    {
      at: '2026-01-01T10:00:00.000Z',
      phase: 'ready',
      reason: 'It answered.',
      cause: 'probe',
    },
    {
      at: '2026-01-01T09:00:00.000Z',
      phase: 'terminating',
      reason: 'The clean-up Job ended:\ndropped',
      cause: 'delete requested by user:default/ann',
    },
  ];
  backend.objects = [
    { cluster: 'dev', apiVersion: 'v1', kind: 'Namespace', name: 'pv-web' },
  ];
  backend.abandons = backend.objects;
  backend.orphansError = undefined;
  backend.sweepError = undefined;
  backend.orphans = [anOrphan({ blockedBy: ['A finalizer'] })];
  backend.sweep = {
    problems: ['The cluster dev does not answer.'],
    held: { since: '2026-01-01T10:00:00.000Z', limit: 3, subjects: ['web'] },
  };
  return backend;
}

it('finds nothing in the way of assistive technology on the tab', async () => {
  const { container } = renderWithBackend(<EntityPreviews />, busyBackend());
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'Path, history and objects of web-pr-42',
    }),
  );
  await screen.findByText('It answered.');
  expect(await violations(container)).toEqual([]);
}, 20_000);

it.each`
  dialog                      | place                     | opener
  ${'removing a preview'}     | ${(<EntityPreviews />)}   | ${'Delete web-pr-42'}
  ${'giving up on a removal'} | ${(<EntityPreviews />)}   | ${'Give up on the removal of web-pr-43'}
  ${'letting removals go on'} | ${(<PreviewsOverview />)} | ${'Let them go'}
`(
  'finds nothing in the dialog for $dialog',
  async ({ place, opener }) => {
    renderWithBackend(place, busyBackend());
    await userEvent.click(await screen.findByRole('button', { name: opener }));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findAllByRole('listitem');
    expect(await violations(dialog)).toEqual([]);
  },
  20_000,
);

it('finds nothing in the dialog for opening a preview on another host', async () => {
  renderWithBackend(<EntityPreviews />, busyBackend());
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'Open web-pr-42 on a host of the shared environment',
    }),
  );
  expect(await violations(await screen.findByRole('dialog'))).toEqual([]);
}, 20_000);

it('finds nothing in the menu', async () => {
  renderWithBackend(<EntityPreviews />, busyBackend());
  await userEvent.click(
    await screen.findByRole('button', { name: 'Extend web-pr-42' }),
  );
  expect(await violations(await screen.findByRole('menu'))).toEqual([]);
}, 20_000);

it('finds nothing on the page', async () => {
  const { container } = renderWithBackend(<PreviewsOverview />, busyBackend());
  await userEvent.click(
    await screen.findByRole('button', { name: 'Show details of web-pr-42' }),
  );
  await screen.findByText('It answered.');
  expect(await violations(container)).toEqual([]);
}, 20_000);

it('finds nothing among the orphans', async () => {
  const { container } = renderWithBackend(<PreviewsOverview />, busyBackend(), {
    path: '/?view=orphans',
  });
  await screen.findByRole('row', { name: /web-pr-7/ });
  expect(await violations(container)).toEqual([]);
}, 20_000);
