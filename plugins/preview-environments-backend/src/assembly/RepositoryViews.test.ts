import { definitionOf } from '../preview/__testUtils__/builders';
import { RepositoryStatus } from '../store/types';
import { RepositoryViews } from './RepositoryViews';

const web = 'component:default/web';
const broken = 'component:default/broken';
const listedAt = new Date('2026-03-01T12:00:00Z');

function views(
  options: { statuses?: RepositoryStatus[]; read?: boolean } = {},
) {
  const { statuses = [], read = true } = options;
  return new RepositoryViews({
    repositories: {
      ofEntity: entityRef =>
        entityRef === web
          ? {
              ref: { host: 'github.com', owner: 'Acme', name: 'web' },
              definitions: [
                { path: 'cart.yaml', entityRefs: ['component:default/cart'] },
                { path: 'preview.yaml', entityRefs: [web] },
              ],
            }
          : undefined,
      problems: () => [
        { entityRef: broken, message: 'its source location is unknown' },
      ],
    },
    definitions: {
      lastGood: () =>
        read
          ? definitionOf('web', { trigger: { labels: ['preview'] } })
          : undefined,
    },
    store: { repositories: async () => statuses },
  });
}

const status: RepositoryStatus = {
  host: 'github.com',
  owner: 'acme',
  name: 'web',
  id: '77',
  listedAt,
  problems: ['preview.yaml:3: spec.cluster is missing'],
};
const view = {
  host: 'github.com',
  owner: 'Acme',
  name: 'web',
  definition: 'preview.yaml',
  triggerLabels: ['preview'],
};

it.each<[string, Parameters<typeof views>[0], object]>([
  [
    'was listed',
    { statuses: [{ ...status, name: 'other' }, status] },
    { ...view, listedAt, problems: status.problems },
  ],
  [
    'was not listed yet',
    {},
    {
      ...view,
      listedAt: undefined,
      problems: ['The repository has not been listed yet.'],
    },
  ],
  [
    'has a definition that was never good',
    { statuses: [status], read: false },
    { ...view, triggerLabels: [], listedAt, problems: status.problems },
  ],
])('shows a repository that %s', async (_scenario, options, expected) => {
  await expect(views(options).ofEntity(web)).resolves.toEqual([expected]);
});

it('says why an entity that opted in is not watched', async () => {
  await expect(views().ofEntity(broken)).resolves.toEqual([
    expect.objectContaining({ problems: ['its source location is unknown'] }),
  ]);
});

it('shows nothing of an entity that has not opted in', async () => {
  await expect(views().ofEntity('component:default/other')).resolves.toEqual(
    [],
  );
});
