import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NotAllowedError } from '@backstage/errors';
import { FakeBackend } from '../../__testUtils__/FakeBackend';
import {
  aPreview,
  aRepository,
  unwatchedEntity,
} from '../../__testUtils__/fixtures';
import { renderWithBackend } from '../../__testUtils__/renderWithBackend';
import { EntityPreviews } from './EntityPreviews';

const show = (
  backend: FakeBackend,
  options?: Parameters<typeof renderWithBackend>[2],
) => renderWithBackend(<EntityPreviews />, backend, options);

it('holds the place while loading', async () => {
  const backend = new FakeBackend();
  backend.listPreviews = () => new Promise(() => {});
  show(backend);
  expect(await screen.findByText('Loading the previews')).toBeInTheDocument();
  expect(screen.queryByText('No previews yet')).not.toBeInTheDocument();
});

it.each`
  scenario               | triggerLabels              | advice
  ${'one label'}         | ${['preview']}             | ${'Add the label preview to a pull request of acme/web to get the first one.'}
  ${'several labels'}    | ${['preview', 'reviewed']} | ${'Add the labels preview, reviewed to a pull request of acme/web to get the first one.'}
  ${'no label required'} | ${[]}                      | ${'Open a pull request on acme/web to get the first one.'}
`(
  'says how to get the first preview: $scenario',
  async ({ triggerLabels, advice }) => {
    const backend = new FakeBackend();
    backend.repositories = [aRepository({ triggerLabels })];
    const { container } = show(backend);
    await screen.findByText('No previews yet');
    await screen.findByText('acme/web');
    expect(container).toHaveTextContent(advice);
  },
);

it('says that a repository has not been read yet', async () => {
  const backend = new FakeBackend();
  backend.repositories = [];
  show(backend);
  expect(await screen.findByText(/has not been read yet/)).toBeInTheDocument();
});

it('shows an error as an error, never as an empty list', async () => {
  const backend = new FakeBackend();
  backend.previewsError = new Error('The database does not answer');
  show(backend);
  await screen.findByText(
    /The previews could not be loaded: The database does not answer/,
  );
  expect(screen.queryByText('No previews yet')).not.toBeInTheDocument();

  backend.previewsError = undefined;
  backend.previews = [aPreview()];
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Ready')).toBeInTheDocument();
});

it('names the permission that is missing', async () => {
  const backend = new FakeBackend();
  backend.previewsError = new NotAllowedError('Unauthorized');
  show(backend);
  expect(
    await screen.findByText('preview-environments.preview.read'),
  ).toBeInTheDocument();
});

it('names the annotation that is missing, and asks nothing', async () => {
  const backend = new FakeBackend();
  show(backend, { entity: unwatchedEntity });
  expect(
    (await screen.findAllByText(/preview-environments\.io\/definition/)).length,
  ).toBeGreaterThan(0);
  expect(backend.calls).toEqual([]);
});

it('shows what is wrong with the repository beside the previews that are there', async () => {
  const backend = new FakeBackend(aPreview());
  backend.repositories = [
    aRepository({ problems: ['preview.yaml, line 7: unknown field imags'] }),
  ];
  show(backend);
  expect(
    await screen.findByText('preview.yaml, line 7: unknown field imags'),
  ).toBeInTheDocument();
  expect(screen.getByText('Ready')).toBeInTheDocument();
});

it('shows the previews although the repository cannot be asked about', async () => {
  const backend = new FakeBackend(aPreview());
  backend.repositoriesError = new Error('No answer');
  show(backend);
  expect(
    await screen.findByText(/Whether the repository is watched is not known/),
  ).toHaveTextContent('No answer');
  expect(screen.getByText('Ready')).toBeInTheDocument();
});

it('asks for the previews of this entity', async () => {
  const backend = new FakeBackend(aPreview());
  show(backend);
  await screen.findByText('Ready');
  expect(backend.calls).toContainEqual([
    'listPreviews',
    expect.objectContaining({ entityRef: 'component:default/web' }),
  ]);
});

it('loads more on request', async () => {
  const backend = new FakeBackend(
    ...Array.from({ length: 30 }, (_, index) =>
      aPreview({ id: `web-pr-${index}` }),
    ),
  );
  show(backend);
  expect(await screen.findAllByRole('article')).toHaveLength(25);
  await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
  expect(await screen.findByText(/^web-pr-29/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /more/ })).toBeNull();
});

describe('previews that are gone', () => {
  const gone = (overrides: Parameters<typeof aPreview>[0] = {}) =>
    aPreview({
      phase: 'gone',
      phaseSince: new Date(Date.now() - 3 * 60_000).toISOString(),
      reason: 'The pull request is closed.',
      actions: [],
      ...overrides,
    });

  it('are remembered where there is none at present', async () => {
    const { container } = show(new FakeBackend(gone()));
    await screen.findByText('No previews at present');
    await screen.findByText('acme/web');
    expect(container).toHaveTextContent(
      'The last one, web-pr-42, went 3 minutes ago.',
    );
    expect(container).toHaveTextContent('to get the next one.');
    expect(screen.queryByText('No previews yet')).not.toBeInTheDocument();
  });

  it('do not hide how to get one when they cannot be asked about', async () => {
    const backend = new FakeBackend();
    backend.goneError = new Error('No answer');
    const { container } = show(backend);
    await screen.findByText('No previews at present');
    expect(container).toHaveTextContent('to get the next one.');
  });

  it('come back by a click where the backend allows it', async () => {
    const expired = gone({
      reason: 'Expired: idle for 3 days.',
      actions: [{ name: 'redeploy', allowed: true }],
    });
    const backend = new FakeBackend(expired, gone({ id: 'web-pr-41' }));
    show(backend);
    const section = await screen.findByRole('region', {
      name: 'Gone, but can come back',
    });
    expect(within(section).getAllByRole('listitem')).toHaveLength(1);
    expect(section).toHaveTextContent('Expired: idle for 3 days.');
    await userEvent.click(
      within(section).getByRole('button', { name: 'Redeploy web-pr-42' }),
    );
    expect(backend.calls).toContainEqual(['redeployPreview', 'web-pr-42']);
  });
});
