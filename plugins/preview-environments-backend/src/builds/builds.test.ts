import { createHmac } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import {
  RefusedError,
  StartedBuild,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { BuildRequest, BuildTrigger } from '../preview';
import { pullRequest } from '../preview/__testUtils__/builders';
import { Builds } from './Builds';
import { CircleciSettings } from './circleci';
import { sendersOf } from './senders';
import { Web } from './Web';

const { repository, head } = pullRequest();
const secret = 'a-long-secret-of-ours';
const now = new Date('2026-03-01T12:00:00Z');
const hook = 'https://ci.example.com/hooks/preview';

function request(trigger: BuildTrigger, attempts = 0): BuildRequest {
  return {
    previewId: 'web-pr-42',
    repository,
    number: 42,
    sha: head.sha,
    trigger,
    images: ['ghcr.io/acme/web:1', 'ghcr.io/acme/jobs:1'],
    attempts,
    wantedAt: undefined,
  };
}

const inputs = {
  preview: 'web-pr-42',
  pull_request: '42',
  commit: head.sha,
  images: 'ghcr.io/acme/web:1 ghcr.io/acme/jobs:1',
};

/** A place where builds are asked for, and what happened there, in order. */
function setUp(
  options: {
    answer?: () => Response;
    begins?: boolean;
    fails?: Error;
    started?: StartedBuild;
    circleci?: CircleciSettings;
  } = {},
) {
  const done: string[] = [];
  const sent: { url: string; init: RequestInit }[] = [];
  const endBuild = jest.fn(async () => {
    done.push('end');
  });
  const beginBuild = jest.fn(async () => {
    done.push('begin');
    return options.begins ?? true;
  });
  const startBuild = jest.fn(async () => {
    done.push('start');
    if (options.fails) throw options.fails;
    return options.started ?? { runId: undefined, url: undefined };
  });
  const web = new Web({
    fetch: async (url, init) => {
      done.push('call');
      sent.push({ url: String(url), init: init! });
      return options.answer?.() ?? new Response('{}');
    },
    requireTimeToWrite: () => {
      done.push('require time');
    },
  });
  const builds = new Builds({
    store: { askedBuilds: async () => ({}), beginBuild, endBuild },
    codeHost: {
      readCheck: async () => {
        throw options.fails ?? new Error('nobody knows');
      },
      readRun: async () => {
        throw options.fails ?? new Error('nobody knows');
      },
    },
    senders: sendersOf({
      codeHost: { startBuild },
      circleci: options.circleci,
      calls: { 'our-ci': { url: hook, secret } },
      web,
      now: () => now,
    }),
    logger: mockServices.logger.mock(),
  });
  return { builds, done, sent, beginBuild, endBuild, startBuild };
}

const call = { kind: 'call', name: 'our-ci' } as const;
const dispatch = {
  kind: 'repository-dispatch',
  eventType: 'preview-build',
} as const;
const circleci = {
  url: 'https://circleci.com',
  token: 'circle',
  projects: {},
};

it('writes an attempt down before it is made, and then what came of it', async () => {
  const { builds, done, beginBuild, endBuild, startBuild } = setUp();
  await builds.request(request(dispatch));
  expect(done).toEqual(['begin', 'start', 'end']);
  const key = {
    previewId: 'web-pr-42',
    sha: head.sha,
    build: 'repository_dispatch preview-build',
  };
  expect(beginBuild).toHaveBeenCalledWith(key, {
    attempts: 0,
    retryAfterMilliseconds: 15_000,
  });
  expect(startBuild).toHaveBeenCalledWith(repository, { ...dispatch, inputs });
  expect(endBuild).toHaveBeenCalledWith(key, { url: undefined });
});

it('keeps the run that the code host has named, so that it is shown and followed', async () => {
  const started = { runId: '7', url: 'https://github.com/acme/web/runs/7' };
  const { builds, endBuild } = setUp({ started });
  const has = { kind: 'workflow-dispatch', workflow: 'image.yaml' } as const;
  await expect(builds.request(request(has))).resolves.toBe(true);
  expect(endBuild).toHaveBeenCalledWith(expect.anything(), started);
});

it.each`
  scenario                           | fails                                       | expected
  ${'while GitHub can not be asked'} | ${new WaitingError('later')}                | ${undefined}
  ${'where nobody lets us know'}     | ${new RefusedError('give "Actions: read"')} | ${{ state: 'unreadable', reason: 'give "Actions: read"' }}
`('goes on without a run $scenario', async ({ fails, expected }) => {
  const { builds } = setUp({ fails });
  await expect(builds.run(repository, '7')).resolves.toEqual(expected);
});

it('asks for nothing that somebody else has begun to ask for', async () => {
  const { builds, done } = setUp({ begins: false });
  await expect(builds.request(request(dispatch))).resolves.toBe(false);
  expect(done).toEqual(['begin']);
});

it.each`
  scenario                     | fails                                                    | attempts | retry
  ${'at first'}                | ${new RefusedError('no')}                                | ${0}     | ${15_000}
  ${'again'}                   | ${new RefusedError('no')}                                | ${3}     | ${120_000}
  ${'for ever'}                | ${new RefusedError('no')}                                | ${50}    | ${600_000}
  ${'because it was too much'} | ${new WaitingError('no', { afterMilliseconds: 60_000 })} | ${0}     | ${60_000}
`(
  'tries what fails $scenario again after $retry ms',
  async ({ fails, attempts, retry }) => {
    const { builds, endBuild } = setUp({ fails });
    await builds.request(request(dispatch, attempts));
    expect(endBuild).toHaveBeenCalledWith(expect.anything(), {
      problem: 'no',
      retryAfterMilliseconds: retry,
    });
  },
);

it('does not hide what nobody knows the cause of', async () => {
  const { builds } = setUp({ fails: new Error('a mistake') });
  await expect(builds.request(request(dispatch))).rejects.toThrow('a mistake');
});

it('signs a call with its time, and follows no redirect', async () => {
  const answer = () => Response.json({ url: 'https://ci.example.com/7' });
  const { builds, done, sent, endBuild } = setUp({ answer });
  await builds.request(request(call));
  expect(done).toEqual(['begin', 'require time', 'call', 'end']);
  const [{ url, init }] = sent;
  const headers = init.headers as Record<string, string>;
  expect({ url, redirect: init.redirect }).toEqual({
    url: hook,
    redirect: 'manual',
  });
  expect(JSON.parse(String(init.body))).toEqual({
    ...inputs,
    repository: `${repository.host}/${repository.owner}/${repository.name}`,
  });
  const time = headers['x-preview-timestamp'];
  expect(time).toBe(String(now.getTime() / 1_000));
  expect(headers['x-preview-signature-256']).toBe(
    `sha256=${createHmac('sha256', secret)
      .update(`${time}.${init.body}`)
      .digest('hex')}`,
  );
  expect(endBuild).toHaveBeenCalledWith(expect.anything(), {
    url: 'https://ci.example.com/7',
  });
});

it.each`
  scenario                    | change               | key
  ${'the first time'}         | ${{}}                | ${`web-pr-42/${head.sha}`}
  ${'after a crash'}          | ${{ attempts: 1 }}   | ${`web-pr-42/${head.sha}`}
  ${'when it is wanted anew'} | ${{ wantedAt: now }} | ${`web-pr-42/${head.sha}/${now.getTime()}`}
`('names the request $scenario $key', async ({ change, key }) => {
  const { builds, sent } = setUp();
  await builds.request({ ...request(call), ...change });
  expect(sent[0].init.headers).toMatchObject({ 'idempotency-key': key });
});

it("starts the repository's own project on CircleCI, as the default branch has it", async () => {
  const answer = () => Response.json({ number: 25 });
  const { builds, sent, endBuild } = setUp({ answer, circleci });
  await builds.request(request({ kind: 'circleci' }));
  const [{ url, init }] = sent;
  const { owner, name, defaultBranch } = repository;
  expect(url).toBe(
    `https://circleci.com/api/v2/project/gh/${owner}/${name}/pipeline`,
  );
  expect(init.headers).toMatchObject({ 'circle-token': 'circle' });
  expect(JSON.parse(String(init.body))).toEqual({
    branch: defaultBranch,
    parameters: inputs,
  });
  expect(endBuild).toHaveBeenCalledWith(expect.anything(), {
    url: `https://app.circleci.com/pipelines/github/${owner}/${name}/25`,
  });
});

const organization = '0f2b6b6c-9c62-4f3e-8a55-3f9a5f0e1d2c';
const project = '7d1c3a44-51b0-4a3e-9d26-8f6e2b7c9a10';
const definition = 'c3f0b0f4-6a1d-4a53-9c0e-5f7d3e2a1b00';
const own = `${repository.host}/${repository.owner}/${repository.name}`;

it.each`
  scenario              | key                  | slug
  ${'as it is written'} | ${own}               | ${`circleci/${organization}/${project}`}
  ${'in other letters'} | ${own.toUpperCase()} | ${`circleci/${organization}/${project}`}
`(
  'starts the project of the GitHub App that the platform has named $scenario',
  async ({ key, slug }) => {
    const answer = () => Response.json({ number: 25 }, { status: 201 });
    const projects = { [key]: { slug, pipeline: definition } };
    const { builds, sent, endBuild } = setUp({
      answer,
      circleci: { ...circleci, projects },
    });
    await builds.request(request({ kind: 'circleci' }));
    const [{ url, init }] = sent;
    expect(url).toBe(
      `https://circleci.com/api/v2/project/${slug}/pipeline/run`,
    );
    const branch = repository.defaultBranch;
    expect(JSON.parse(String(init.body))).toEqual({
      definition_id: definition,
      config: { branch },
      checkout: { branch },
      parameters: inputs,
    });
    expect(endBuild).toHaveBeenCalledWith(expect.anything(), {
      url: `https://app.circleci.com/pipelines/${slug}/25`,
    });
  },
);

it("never starts github.com's project for the repository of another host", async () => {
  const { builds, sent, endBuild } = setUp({ circleci });
  const elsewhere = { ...repository, host: 'git.example.com' };
  await builds.request({
    ...request({ kind: 'circleci' }),
    repository: elsewhere,
  });
  expect(sent).toEqual([]);
  expect(endBuild).toHaveBeenCalledWith(
    expect.anything(),
    expect.objectContaining({
      problem: expect.stringContaining('builds.circleci.projects'),
    }),
  );
});

it.each`
  scenario                            | trigger                              | answer                                                                        | problem
  ${'no token of CircleCI'}           | ${{ kind: 'circleci' }}              | ${undefined}                                                                  | ${/set previewEnvironments.builds.circleci/}
  ${'no such call'}                   | ${{ kind: 'call', name: 'other' }}   | ${undefined}                                                                  | ${/name one of previewEnvironments.builds.calls/}
  ${'a call that is an old property'} | ${{ kind: 'call', name: 'valueOf' }} | ${undefined}                                                                  | ${/no call valueOf/}
  ${'a redirect'}                     | ${call}                              | ${() => new Response('', { status: 302, headers: { location: 'http://x' } })} | ${/^ci.example.com answered with 302$/}
  ${'an outage'}                      | ${call}                              | ${() => new Response('', { status: 503 })}                                    | ${/answered with 503/}
`('says what is wrong with $scenario', async ({ trigger, answer, problem }) => {
  const { builds, endBuild, sent } = setUp({ answer });
  await builds.request(request(trigger));
  expect(endBuild).toHaveBeenCalledWith(
    expect.anything(),
    expect.objectContaining({ problem: expect.stringMatching(problem) }),
  );
  expect(JSON.stringify(endBuild.mock.calls)).not.toContain(secret);
  expect(sent).toHaveLength(answer ? 1 : 0);
});

it.each`
  scenario                 | answer                                                          | url
  ${'no JSON'}             | ${() => new Response('Thanks!')}                                | ${undefined}
  ${'no web page'}         | ${() => Response.json({ url: 'data:text/html,x' })}             | ${undefined}
  ${'an address too long'} | ${() => Response.json({ url: `https://x/${'y'.repeat(400)}` })} | ${undefined}
`('links no build when the answer is $scenario', async ({ answer, url }) => {
  const { builds, endBuild } = setUp({ answer });
  await builds.request(request(call));
  expect(endBuild).toHaveBeenCalledWith(expect.anything(), { url });
});

it('goes on without a check that can not be read', async () => {
  const { builds } = setUp({ fails: new RefusedError('no Checks: read') });
  await expect(
    builds.check(repository, head.sha, 'image'),
  ).resolves.toBeUndefined();
});
