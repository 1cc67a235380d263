import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { FakeBackend } from '../__testUtils__/FakeBackend';
import { aComponent, aPreview, aRepository } from '../__testUtils__/fixtures';
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
    aPreview({ components: [aComponent(), aComponent({ name: 'cart' })] }),
    aPreview({
      id: 'web-pr-43',
      phase: 'terminating',
      mode: 'observe',
      blockedBy: ['Application web-pr-43-web'],
      actions: [{ name: 'delete', allowed: false, reason: 'It is going.' }],
    }),
  );
  backend.repositories = [aRepository({ problems: ['No webhook'] })];
  backend.history = [
    {
      at: '2026-01-01T10:00:00.000Z',
      phase: 'ready',
      reason: 'It answered.',
      cause: 'probe',
    },
  ];
  backend.objects = [
    { cluster: 'dev', apiVersion: 'v1', kind: 'Namespace', name: 'pv-web' },
  ];
  return backend;
}

it('finds nothing in the way of assistive technology on the tab', async () => {
  const { container } = renderWithBackend(<EntityPreviews />, busyBackend());
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'History and objects of web-pr-42',
    }),
  );
  await screen.findByText('It answered.');
  expect(await violations(container)).toEqual([]);
}, 20_000);

it('finds nothing in the dialog either', async () => {
  renderWithBackend(<EntityPreviews />, busyBackend());
  await userEvent.click(
    await screen.findByRole('button', { name: 'Delete web-pr-42' }),
  );
  expect(await violations(await screen.findByRole('dialog'))).toEqual([]);
}, 20_000);

it('finds nothing on the page', async () => {
  const { container } = renderWithBackend(<PreviewsOverview />, busyBackend());
  await userEvent.click(
    await screen.findByRole('button', { name: 'Show details of web-pr-42' }),
  );
  await screen.findByText('It answered.');
  expect(await violations(container)).toEqual([]);
}, 20_000);
