import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import { aPreview, watchedEntity } from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { PreviewsOverview } from './PreviewsOverview';

function Address() {
  return <output>{useLocation().search}</output>;
}

const show = (
  backend: FakeBackend,
  options?: Parameters<typeof renderWithBackend>[2],
) =>
  renderWithBackend(
    <>
      <PreviewsOverview />
      <Address />
    </>,
    backend,
    options,
  );

const ready = aPreview();
const failed = aPreview({
  id: 'cart-pr-7',
  phase: 'failed',
  reason: 'Pod cart-1 cannot pull its image',
  repository: { ...ready.repository, name: 'cart', slug: 'acme/cart' },
  pullRequest: { ...ready.pullRequest, number: 7, title: 'Sort the items' },
});

const rowOf = (id: string) =>
  screen.findByRole('row', { name: new RegExp(id) });

it('shows all previews with phase, pull request and address', async () => {
  show(new FakeBackend(ready, failed));
  expect(await rowOf('web-pr-42')).toHaveTextContent('Ready');
  const row = await rowOf('cart-pr-7');
  expect(row).toHaveTextContent('Failed');
  expect(row).toHaveTextContent('Pod cart-1 cannot pull its image');
  expect(
    within(row).getByRole('link', { name: /#7 Sort the items/ }),
  ).toHaveAttribute('href', ready.pullRequest.url);
});

it.each`
  scenario                       | change                                                                                | text
  ${'when it expires'}           | ${{ expiresAt: new Date(Date.now() + 2.5 * 3_600_000).toISOString() }}                | ${'expires in 2 hours'}
  ${'that it is kept'}           | ${{ kept: true }}                                                                     | ${'kept'}
  ${'that its removal is stuck'} | ${{ phase: 'terminating', stuckSince: new Date(Date.now() - 300_000).toISOString() }} | ${'deadline passed 5 minutes ago'}
`('shows of a preview $scenario', async ({ change, text }) => {
  show(new FakeBackend(aPreview(change)));
  expect(await rowOf('web-pr-42')).toHaveTextContent(text);
});

it('leads from a row to the build that has failed', async () => {
  const runUrl = 'https://ci.example.com/7';
  show(new FakeBackend(aPreview({ phase: 'failed', runUrl })));
  expect(
    within(await rowOf('web-pr-42')).getByRole('link', { name: /^Build of/ }),
  ).toHaveAttribute('href', runUrl);
});

it('lets the backend filter by phase, and keeps the filter in the address', async () => {
  const backend = new FakeBackend(ready, failed);
  show(backend);
  await rowOf('web-pr-42');
  await userEvent.selectOptions(screen.getByLabelText('Phase'), 'failed');
  await rowOf('cart-pr-7');
  expect(
    screen.queryByRole('row', { name: /web-pr-42/ }),
  ).not.toBeInTheDocument();
  expect(screen.getByText('?phase=failed')).toBeInTheDocument();
});

it('starts with the filters of the address', async () => {
  const backend = new FakeBackend(ready, failed);
  show(backend, {
    path: '/?repository=acme/cart&owner=group:default/shop&phase=nonsense',
  });
  await rowOf('cart-pr-7');
  expect(backend.calls).toContainEqual([
    'listPreviews',
    {
      repository: 'acme/cart',
      owner: 'group:default/shop',
      limit: 25,
      cursor: undefined,
    },
  ]);
  expect(screen.getByLabelText('Repository')).toHaveValue('acme/cart');
});

const onGitlab = {
  ...watchedEntity,
  metadata: {
    ...watchedEntity.metadata,
    name: 'cart',
    annotations: {
      'preview-environments.io/definition': 'preview.yaml',
      'gitlab.com/project-slug': 'acme/shop/cart',
    },
  },
};

it('offers the repositories of watched components', async () => {
  show(new FakeBackend(ready), {
    catalog: catalogApiMock({ entities: [watchedEntity, onGitlab] }),
  });
  for (const name of ['acme/web', 'acme/shop/cart'])
    expect(await screen.findByRole('option', { name })).toBeInTheDocument();
});

it('says why there is nothing to choose from', async () => {
  const catalog = catalogApiMock.mock({
    getEntityFacets: async () => {
      throw new Error('The catalog is away');
    },
  });
  show(new FakeBackend(ready), {
    catalog: catalog as ReturnType<typeof catalogApiMock>,
  });
  expect(await screen.findAllByText(/The catalog is away/)).toHaveLength(2);
  expect(await rowOf('web-pr-42')).toBeInTheDocument();
});

it('narrows by text, and says of how many', async () => {
  show(new FakeBackend(ready, failed));
  await rowOf('web-pr-42');
  await userEvent.type(screen.getByLabelText('Search'), 'sort ITEMS');
  expect(
    screen.getByText('1 of 2 loaded previews match the text'),
  ).toBeInTheDocument();
  await userEvent.type(screen.getByLabelText('Search'), ' nowhere');
  expect(screen.getByText('No preview matches the filters.')).toBeVisible();
  await userEvent.click(
    screen.getByRole('button', { name: 'Clear the filters' }),
  );
  expect(screen.getByText('2 previews')).toBeInTheDocument();
});

it('opens a row to its details and its actions', async () => {
  show(new FakeBackend(ready));
  await rowOf('web-pr-42');
  const opener = screen.getByRole('button', {
    name: 'Show details of web-pr-42',
  });
  expect(opener).toHaveAttribute('aria-expanded', 'false');
  await userEvent.click(opener);
  expect(opener).toHaveAttribute('aria-expanded', 'true');
  expect(screen.getByText('feature/cart-badge')).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Redeploy web-pr-42' }),
  ).toBeInTheDocument();
  expect(screen.getByRole('heading', { name: 'History' })).toBeInTheDocument();
});

it('follows the cursor as far as asked', async () => {
  const many = Array.from({ length: 120 }, (_, index) =>
    aPreview({ id: `web-pr-${1000 + index}` }),
  );
  const backend = new FakeBackend(...many);
  show(backend);
  await screen.findByText('25 previews');
  for (const count of [50, 75, 100, 120]) {
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    await screen.findByText(`${count} previews`);
  }
  expect(
    screen.queryByRole('button', { name: 'Load more' }),
  ).not.toBeInTheDocument();
  expect(backend.calls).toContainEqual([
    'listPreviews',
    expect.objectContaining({ limit: 25, cursor: '100' }),
  ]);
}, 60_000);
