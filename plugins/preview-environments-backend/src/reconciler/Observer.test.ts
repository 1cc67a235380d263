import { PreviewRecord } from '../preview';
import {
  component,
  componentRecord,
  deploymentIdentity,
  foundImage,
  minutesAgo,
  policy,
  pullRequest,
  record,
  sha,
} from '../preview/__testUtils__/builders';
import { claim } from './__testUtils__/claims';
import {
  Answers,
  observe,
  observerOf,
  Question,
  unreachable,
} from './__testUtils__/observers';

const always: Question[] = ['record', 'pull request', 'definitions'];
const cluster: Question[] = ['workspace', 'deployments', 'routes', 'overrides'];
const unknown = { state: 'unknown', reason: 'Cluster dev is not reachable' };
const meshed = {
  host: '{{ preview.id }}.preview.example.com',
  service: { name: 'web', port: 80 },
  mesh: [{ service: 'web', namespace: 'shop', port: 80 }],
};
const missing = {
  state: 'missing' as const,
  answer: 'ghcr.io does not know it',
};
const there = { state: 'found', digest: 'sha256:1f', manifests: [] };
const closed = () => pullRequest({ state: 'closed', closedAt: '2026-03-01' });

describe('gates save questions', () => {
  it.each<[string, Answers, Question[]]>([
    [
      'the image is missing',
      { image: () => ({ state: 'missing', answer: 'none' }) },
      [...always, ...cluster, 'image'],
    ],
    [
      'the registry does not answer',
      { image: unreachable },
      [...always, ...cluster, 'image'],
    ],
    [
      'the namespace is not made yet',
      { workspace: () => ({ state: 'absent' }) },
      [...always, ...cluster, 'image'],
    ],
    [
      'the cluster is out of reach',
      { workspace: unreachable, deployments: unreachable, routes: unreachable },
      [...always, ...cluster, 'image'],
    ],
    [
      'there is no deployment yet',
      { deployment: () => ({ state: 'absent' }) },
      [...always, ...cluster, 'image', 'deployment'],
    ],
    [
      'another commit still runs',
      {
        workload: () => ({ state: 'starting', reason: '', trouble: undefined }),
      },
      [...always, ...cluster, 'image', 'deployment', 'workload'],
    ],
    [
      'the gateway has not taken up the route',
      { route: () => ({ state: 'pending', reason: '' }) },
      [...always, ...cluster, 'image', 'deployment', 'workload', 'route'],
    ],
    [
      'the commit runs, but Argo CD is not through',
      { deployment: () => ({ state: 'progressing', reason: '' }) },
      [...always, ...cluster, 'image', 'deployment', 'workload', 'route'],
    ],
    [
      'everything stands',
      {},
      [
        ...always,
        ...cluster,
        'image',
        'deployment',
        'workload',
        'route',
        'probe',
      ],
    ],
    [
      'everything stands, and it stands for a baseline Service',
      {
        definitions: () => ({
          components: [component('web', { routing: meshed })],
          problems: [],
          absent: [],
        }),
      },
      [
        ...always,
        ...cluster,
        'image',
        'deployment',
        'workload',
        'route',
        'probe',
        'baseline route',
        'override',
      ],
    ],
    [
      'its host does not answer, so that nobody is led to it',
      {
        definitions: () => ({
          components: [component('web', { routing: meshed })],
          problems: [],
          absent: [],
        }),
        probe: () => ({ state: 'failed', reason: '503' }),
      },
      [
        ...always,
        ...cluster,
        'image',
        'deployment',
        'workload',
        'route',
        'probe',
      ],
    ],
    [
      'the pull request is closed',
      { 'pull request': closed },
      [
        'record',
        'pull request',
        'presence',
        'deployments',
        'routes',
        'overrides',
      ],
    ],
    [
      'no component is concerned, and nothing was ever made',
      {
        record: () => undefined,
        definitions: () => ({ components: [], problems: [], absent: [] }),
      },
      always,
    ],
  ])('%s', async (_scenario, answers, questions) => {
    const { asked } = await observe(answers);
    expect(asked).toEqual(questions);
  });

  it('does not look again for an image that was found for this commit', async () => {
    const known = (image: object) => () => ({
      ...record(),
      components: [
        componentRecord('web', {
          images: [{ ...foundImage, digest: 'sha256:0a', ...image }],
        }),
      ],
    });
    const found = await observe({ record: known({}) });
    expect(found.asked).not.toContain('image');
    expect(found.componentFacts.web.images).toEqual([
      { state: 'found', image: { ...foundImage, digest: 'sha256:0a' } },
    ]);
    const older = await observe({ record: known({ sha: 'older' }) });
    expect(older.asked).toContain('image');
    expect(older.componentFacts.web.images).toEqual([
      {
        state: 'found',
        image: { ...foundImage, sha, digest: 'sha256:1f', manifests: [] },
      },
    ]);
  });

  it.each`
    scenario                   | build                                 | image      | questions
    ${'whose run is known'}    | ${{ workflowDispatch: 'image.yaml' }} | ${missing} | ${['asked builds', 'run']}
    ${'that has run'}          | ${{ workflowDispatch: 'image.yaml' }} | ${there}   | ${[]}
    ${'that begins by itself'} | ${undefined}                          | ${missing} | ${[]}
    ${'that is asked for'}     | ${{ circleci: true }}                 | ${missing} | ${['asked builds']}
    ${'that a check follows'}  | ${{ check: 'image' }}                 | ${missing} | ${['check']}
    ${'whose image is there'}  | ${{ circleci: true, check: 'image' }} | ${there}   | ${[]}
  `('asks $questions about a build $scenario', async row => {
    const usual = component();
    const { spec } = usual.definition;
    const images = [{ ...spec.images[0], build: row.build }];
    const sent = {
      attempts: 1,
      sentAt: new Date(),
      retryAt: undefined,
      url: 'https://ci/9',
      runId: '9',
      problem: undefined,
    };
    const definition = { ...usual.definition, spec: { ...spec, images } };
    const { asked } = await observe({
      image: () => row.image,
      definitions: () => ({
        components: [{ ...usual, definition }],
        problems: [],
        absent: [],
      }),
      record: () => record({ components: [] }),
      'asked builds': () => ({ 'workflow_dispatch image.yaml': sent }),
    });
    expect(
      asked.filter(question => /asked builds|run|check/.test(question)),
    ).toEqual(row.questions);
  });

  it('lists the changed files only where a definition asks for them', async () => {
    const paths = { trigger: { paths: ['web/**'] } };
    const definitions = () => ({
      components: [component('web', paths)],
      problems: [],
      absent: [],
    });
    await expect(observe({ definitions })).resolves.toMatchObject({
      asked: expect.arrayContaining(['changed files']),
      components: [{ name: 'web' }],
    });
    const elsewhere = () => ({ files: ['docs/a.md'], complete: true });
    await expect(
      observe({ definitions, 'changed files': elsewhere }),
    ).resolves.toMatchObject({ components: [] });
  });
});

describe('what cannot be seen is unknown, never absent (rule 7.11)', () => {
  it.each<[Question, object]>([
    ['workspace', { clusters: { dev: { workspace: unknown } } }],
    ['deployments', { clusters: { dev: { deployments: unknown } } }],
    ['routes', { clusters: { dev: { routes: unknown } } }],
    ['overrides', { clusters: { dev: { overrides: unknown } } }],
    ['image', { componentFacts: { web: { images: [unknown] } } }],
    ['deployment', { componentFacts: { web: { deployment: unknown } } }],
    ['workload', { componentFacts: { web: { workload: unknown } } }],
    ['route', { componentFacts: { web: { route: unknown } } }],
  ])('%s', async (question, expected) => {
    await expect(observe({ [question]: unreachable })).resolves.toMatchObject(
      expected,
    );
  });

  it('tells a deployment that was not asked about from one that is not there', async () => {
    const image = () => missing;
    await expect(observe({ image })).resolves.toMatchObject({
      componentFacts: { web: { deployment: { state: 'unknown' } } },
    });
    await expect(
      observe({ image, deployments: () => [] }),
    ).resolves.toMatchObject({
      componentFacts: { web: { deployment: { state: 'absent' } } },
    });
  });

  it('says nothing of a cluster that is no longer configured', async () => {
    const { clusters } = await observe({
      record: () => record({ clusters: ['dev', 'former'] }),
      'pull request': closed,
    });
    expect(Object.keys(clusters)).toEqual(['dev']);
  });
});

describe('a removal that is inferred from absence', () => {
  const absent = [{ component: 'web', reason: 'preview.yaml is gone.' }];
  const gone = () => ({ components: [], problems: [], absent });
  const resting = (change: Partial<PreviewRecord> = {}) => ({
    ...record(change),
    components: [componentRecord()],
  });
  const doubted = resting({ doubt: { kind: 'held', since: minutesAgo(9) } });

  it.each<[string, Answers, 'removal' | 'withdrawal' | undefined]>([
    ['needs a permit', { definitions: gone, record: resting }, 'removal'],
    [
      'needs none once it has begun',
      {
        definitions: gone,
        record: () => resting({ phase: 'terminating' }),
      },
      undefined,
    ],
    [
      'needs none where nothing stands',
      { definitions: gone, record: () => resting({ phase: 'gone' }) },
      undefined,
    ],
    [
      'is taken back when all is found',
      { record: () => doubted },
      'withdrawal',
    ],
    [
      'is taken back when GitHub says that it is closed',
      { record: () => doubted, 'pull request': closed },
      'withdrawal',
    ],
    [
      'is taken back while nothing can be read',
      { record: () => doubted, 'pull request': () => undefined },
      'withdrawal',
    ],
    ['is not asked for while all is found', {}, undefined],
  ])('%s', async (_scenario, answers, question) => {
    const { asked } = await observe(answers);
    expect(
      asked.filter(one => one === 'removal' || one === 'withdrawal'),
    ).toEqual(question ? [question] : []);
  });

  it('is not asked for in the mode observe', async () => {
    const { asked, removalPermit } = await observe(
      { definitions: gone, record: resting },
      { admits: false },
    );
    expect(asked).not.toContain('removal');
    expect(removalPermit).toBeUndefined();
  });
});

it('knows how long ago a worker of old may still have written', async () => {
  const { observer } = observerOf();
  await expect(
    observer.observe(claim({ takenOverAt: minutesAgo(1) })),
  ).resolves.toMatchObject({
    observed: {
      sinceTakeOverMilliseconds: 60_000,
      takeOverGraceMilliseconds: 70_000,
    },
  });
});

describe('the same look further on', () => {
  const begin = async (answers: Answers = {}) => {
    const { observer, asked } = observerOf({
      workspace: () => ({ state: 'absent' }),
      deployments: () => [],
      ...answers,
    });
    const first = await observer.observe(claim());
    if (first.kind !== 'observed') throw new Error(first.reason);
    asked.length = 0;
    return { observer, asked, before: first.observed };
  };
  const remembered = record({ phase: 'provisioning' });

  it('reads nothing again after something was written down', async () => {
    const { observer, asked, before } = await begin();
    const after = await observer.observeFurther(claim(), before, {
      record: remembered,
      complete: [],
    });
    expect(asked).toEqual([]);
    expect(after).toEqual({ ...before, record: remembered });
  });

  it('takes the guard rails for what was just written, and knows of no deployment', async () => {
    const { observer, asked, before } = await begin();
    const after = await observer.observeFurther(claim(), before, {
      record: remembered,
      complete: ['dev'],
    });
    expect(asked).toEqual([]);
    expect(after.clusters.dev.workspace).toEqual({ state: 'complete' });
    expect(after.componentFacts.web).toMatchObject({
      images: [{ state: 'found' }],
      deployment: { state: 'absent' },
    });
  });

  it('asks how a deployment does that outlived its guard rails', async () => {
    const { observer, asked, before } = await begin({
      deployments: () => [deploymentIdentity],
      deployment: () => ({ state: 'progressing', reason: '' }),
      workload: unreachable,
    });
    await observer.observeFurther(claim(), before, {
      record: remembered,
      complete: ['dev'],
    });
    expect(asked).toEqual(['deployment', 'workload']);
  });

  it('asks for admission once the preview is remembered', async () => {
    const limited = {
      policy: () => policy,
      limits: { total: 1, perRepository: undefined },
    };
    const { observer, asked } = observerOf(
      { record: () => undefined },
      limited,
    );
    const first = await observer.observe(claim());
    if (first.kind !== 'observed') throw new Error(first.reason);
    expect(first.observed.admission).toMatchObject({ admitted: false });
    asked.length = 0;
    const after = await observer.observeFurther(claim(), first.observed, {
      record: record({ phase: 'queued', admittedAt: undefined }),
      complete: [],
    });
    expect(asked).toEqual(['admission']);
    expect(after.admission).toEqual({ admitted: true });
  });
});
