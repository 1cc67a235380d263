import { screen } from '@testing-library/react';
import type { PreviewGroupMember } from '@previewenv/plugin-preview-environments-common';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { aPreview } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { Group } from './Group';

const cart: PreviewGroupMember = {
  id: 'cart-pr-12',
  phase: 'ready',
  pullRequest: {
    slug: 'acme/cart',
    number: 12,
    url: 'https://github.com/acme/cart/pull/12',
  },
  services: ['shop/cart'],
};
const show = (group: PreviewGroupMember[] | undefined) =>
  renderWithBackend(
    <Group id="web-pr-42" heading="h2" />,
    new FakeBackend(aPreview({ group })),
  );

describe('the group of a preview', () => {
  it('names whom requests reach besides, and by which services', async () => {
    show([cart]);
    expect(
      await screen.findByRole('link', { name: /acme\/cart#12/ }),
    ).toHaveAttribute('href', 'https://github.com/acme/cart/pull/12');
    expect(screen.getByText('Ready')).toBeInTheDocument();
    expect(screen.getByText('answers for shop/cart')).toBeInTheDocument();
  });

  it('says who is left out, and why', async () => {
    const pullRequest = { slug: 'acme/pay', number: 3 };
    show([cart, { pullRequest, services: [], reason: 'is closed' }]);
    expect(await screen.findByText('acme/pay#3')).toBeInTheDocument();
    expect(screen.getByText('is closed')).toBeInTheDocument();
  });

  it('names nobody whom the reader may not see', async () => {
    show([{ services: [] }, { services: [], reason: 'waits for approval' }]);
    expect(
      await screen.findAllByText('A change that you may not see'),
    ).toHaveLength(2);
  });

  it('follows no address that is none of the web', async () => {
    const url = ['javascript', 'alert(1)'].join(':');
    show([{ ...cart, pullRequest: { slug: 'acme/cart', number: 12, url } }]);
    expect(await screen.findByText('acme/cart#12')).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('is nothing for a preview that stands alone', async () => {
    const backend = new FakeBackend(aPreview());
    renderWithBackend(<Group id="web-pr-42" heading="h2" />, backend);
    await screen.findByText(
      (_, element) => element?.tagName === 'BODY' && backend.calls.length > 0,
    );
    expect(screen.queryByText('Linked changes')).not.toBeInTheDocument();
  });
});
