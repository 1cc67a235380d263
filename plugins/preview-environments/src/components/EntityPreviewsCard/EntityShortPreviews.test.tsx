import { screen } from '@testing-library/react';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { aPreview } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { EntityShortPreviews } from './EntityShortPreviews';

it('shows the address of what is ready, and the reason of what is not', async () => {
  const backend = new FakeBackend(
    aPreview(),
    aPreview({ id: 'web-pr-43', phase: 'failed', reason: 'No image' }),
  );
  renderWithBackend(<EntityShortPreviews />, backend);
  expect(await screen.findByText('No image')).toBeInTheDocument();
  expect(
    screen.getByRole('link', { name: /web-pr-42\.preview\.test/ }),
  ).toBeInTheDocument();
});

it('shows an error as an error', async () => {
  const backend = new FakeBackend();
  backend.previewsError = new Error('Away');
  renderWithBackend(<EntityShortPreviews />, backend);
  expect(
    await screen.findByText(/The previews could not be loaded/),
  ).toBeInTheDocument();
  expect(screen.queryByText('No previews at present.')).toBeNull();
});

it('keeps to what fits', async () => {
  const backend = new FakeBackend(
    ...Array.from({ length: 6 }, (_, index) =>
      aPreview({ id: `web-pr-${index}` }),
    ),
  );
  renderWithBackend(<EntityShortPreviews />, backend);
  expect(await screen.findByText('and more')).toBeInTheDocument();
  expect(screen.getAllByRole('listitem')).toHaveLength(5);
});
