import { redefine } from './ground/definitions';
import { deployFiles } from './ground/deploySource';
import { expectGone, expectLive } from './ground/expectations';
import { PullRequest } from './ground/github';
import { freeze } from './ground/pause';
import { getPreview, redeploy } from './ground/previews';
import { expect, Ground, hostSuffix, test } from './ground/test';

const elsewhere = 'elsewhere.test';
const namedWithin = { timeout: 90_000 };

test.use({
  setting: {
    chained: false,
    cluster: {
      hostSuffixes: [hostSuffix, elsewhere],
      gateway: { names: 'checked' },
    },
  },
});

type Repair = () => Promise<void>;

const define =
  (from: string, to: string) =>
  (ground: Ground): Promise<Repair> =>
    redefine(ground, {
      component: 'web',
      chained: false,
      edit: text => {
        expect(text).toContain(from);
        return text.replaceAll(from, to);
      },
    });

const deploy =
  (file: 'deployment' | 'service', from: string, to: string) =>
  async ({ git }: Ground): Promise<Repair> => {
    const path = `charts/web/templates/${file}.yaml`;
    const text = deployFiles[path];
    expect(text).toContain(from);
    await git.commit({ [path]: text.replace(from, to) });
    return () => git.commit({ [path]: text });
  };

const tag =
  '{{ .Values.image.tag }}{{ with .Values.image.digest }}@{{ . }}{{ end }}';

/** Each spoils one hop of a request. What is found names it, with the words of whoever refuses. */
const scenarios: {
  hop: string;
  spoil: (ground: Ground) => Promise<Repair>;
  found: (pull: PullRequest) => object;
  reason: RegExp;
}[] = [
  {
    hop: 'dns',
    spoil: define(`}}.${hostSuffix}`, `}}.unresolved.${hostSuffix}`),
    found: ({ id }) => ({ host: `${id}.unresolved.${hostSuffix}` }),
    reason: /resolve/,
  },
  {
    hop: 'listener',
    spoil: define(`}}.${hostSuffix}`, `}}.${elsewhere}`),
    found: ({ id }) => ({ host: `${id}.${elsewhere}` }),
    reason: /listener/i,
  },
  {
    hop: 'route',
    spoil: define('port: 80', 'port: 91'),
    found: () => ({ condition: 'ResolvedRefs' }),
    reason: /91/,
  },
  {
    hop: 'endpoints',
    spoil: deploy('service', 'selector: {app: web}', 'selector: {app: nobody}'),
    found: () => ({ service: 'web' }),
    reason: /selector/,
  },
  {
    hop: 'pod',
    spoil: deploy(
      'deployment',
      'kit.test/stop-after: 5s',
      'kit.test/pod: never-ready',
    ),
    found: () => ({ pod: expect.stringMatching(/^web-/) }),
    reason: /ready/,
  },
  {
    hop: 'version',
    spoil: deploy('deployment', tag, 'main-0000000'),
    found: () => ({ found: expect.stringMatching(/^web-/) }),
    reason: /another commit/,
  },
  {
    hop: 'application',
    spoil: deploy(
      'deployment',
      '- {name: APP, value: web}',
      "- {name: APP, value: web}\n            - {name: KIT_STATUS, value: '503'}",
    ),
    found: () => ({ status: 503 }),
    reason: /503/,
  },
];

for (const { hop, spoil, found, reason } of scenarios) {
  test(`the failing hop is named: ${hop}`, async ({ ground }) => {
    const repair = await spoil(ground);
    const pull = await ground.pullRequest();
    try {
      await pull.open();
      await expect
        .poll(() => getPreview(pull.id), namedWithin)
        .toMatchObject({
          failingHop: { hop, ...found(pull) },
          reason: expect.stringMatching(reason),
        });
    } finally {
      await repair();
    }
    await pull.close();
    await expectGone(pull.id);
  });
}

test('the failing hop is named: gateway, and it is over when the gateway answers again', async ({
  ground,
}) => {
  const pull = await ground.pullRequest();
  await pull.open();
  await expectLive(pull);
  const goOn = await freeze('traefik');
  try {
    await redeploy(pull.id);
    await expect
      .poll(() => getPreview(pull.id), namedWithin)
      .toMatchObject({
        phase: 'degraded',
        failingHop: { hop: 'gateway', address: '10.99.0.1:80' },
        reason: expect.stringMatching(/did not answer/),
      });
  } finally {
    goOn();
  }
  await expectLive(pull);
  expect((await getPreview(pull.id))?.failingHop).toBeUndefined();
  await pull.close();
  await expectGone(pull.id);
});
