import { screen } from '@testing-library/react';
import { hops } from '@previewenv/plugin-preview-environments-common';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { aPreview } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { FailingHop } from './FailingHop';

it.each(hops.map(hop => [hop]))('has words for the hop %s', async hop => {
  const preview = aPreview({ phase: 'failed', failingHop: { hop } });
  renderWithBackend(<FailingHop preview={preview} />, new FakeBackend(preview));
  const text = await screen.findByText(/A request gets no further than: /);
  expect(text).not.toHaveTextContent('failingHop.');
  expect(text).toHaveAttribute('data-hop', hop);
});
