import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { Claim, PreviewRecord } from '../preview';
import {
  component,
  now,
  policy,
  pullRequest,
  record,
  writer,
} from '../preview/__testUtils__/builders';
import { claim } from './__testUtils__/claims';
import { CircumstancesSources, readCircumstances } from './circumstances';

type Answers = Partial<{
  pullRequest: () => ReturnType<typeof pullRequest> | undefined;
  definitions: () => Awaited<
    ReturnType<CircumstancesSources['definitions']['read']>
  >;
  mayWrite: () => boolean;
  files: () => { files: string[]; complete: boolean };
}>;

const read = (
  answers: Answers = {},
  before = record(),
  change: Partial<Claim> = {},
) => readWithout(before, answers, change);

function readWithout(
  before: PreviewRecord | undefined,
  answers: Answers = {},
  change: Partial<Claim> = {},
) {
  return readCircumstances(
    {
      pullRequests: {
        read: async () =>
          answers.pullRequest ? answers.pullRequest() : pullRequest(),
      },
      codeHost: {
        listChangedFiles: async () =>
          answers.files?.() ?? { files: ['web/page.ts'], complete: true },
      },
      definitions: {
        read: async () =>
          answers.definitions?.() ?? {
            components: [component()],
            problems: [],
            absent: [],
          },
      },
      people: {
        mayWrite: async () => answers.mayWrite?.() ?? true,
        settersOf: async () => ({ preview: writer }),
      },
      groups: { faces: async () => [] },
      branches: { branchOf: async () => undefined },
      policy: () => policy,
      now: () => now,
    },
    claim(change),
    before,
  );
}

function refused(): never {
  throw new RefusedError('acme/web is not shown to us');
}
const stranger = () =>
  pullRequest({
    repository: { ...pullRequest().repository, id: '99' },
    state: 'closed',
  });

describe('what cannot be read (rule 7.21)', () => {
  it.each<[string, Answers, RegExp]>([
    [
      'the pull request is not there',
      { pullRequest: () => undefined },
      /^Pull request 42 is not to be found/,
    ],
    [
      'deleted, private, or the App was uninstalled',
      { pullRequest: refused },
      /^acme\/web is not shown to us$/,
    ],
    [
      'contents may not be read any more',
      { definitions: refused },
      /^acme\/web is not shown to us$/,
    ],
    [
      'nobody tells who may write',
      { mayWrite: refused },
      /^acme\/web is not shown to us$/,
    ],
    [
      'another repository has taken the name over',
      { pullRequest: stranger },
      /^github.com\/acme\/web is another repository now/,
    ],
  ])('leaves the last reading: %s', async (_scenario, answers, unreadable) => {
    await expect(read(answers)).resolves.toMatchObject({
      circumstances: {
        pullRequest: record().pullRequest,
        components: [],
        unreadable: expect.stringMatching(unreadable),
      },
    });
  });

  it.each<[string, PreviewRecord | undefined]>([
    ['was never known', undefined],
    ['is gone', record({ phase: 'gone' })],
  ])('leaves nothing where the preview %s', async (_scenario, before) => {
    await expect(
      readWithout(before, { pullRequest: refused }),
    ).resolves.toEqual({ unreadable: 'acme/web is not shown to us' });
  });

  it('passes by itself where the code host says so', async () => {
    const pullRequestLimited = () => {
      throw new WaitingError('rate limit', { afterMilliseconds: 60_000 });
    };
    await expect(
      read({ pullRequest: pullRequestLimited }),
    ).rejects.toMatchObject({ afterMilliseconds: 60_000 });
  });

  it('is followed by its id through a new name', async () => {
    const renamed = { ...pullRequest().repository, name: 'shop', owner: 'new' };
    await expect(
      read({ pullRequest: () => pullRequest({ repository: renamed }) }),
    ).resolves.toMatchObject({
      circumstances: {
        pullRequest: { repository: renamed },
        unreadable: undefined,
      },
    });
  });
});

describe('an answer that is older than the one before', () => {
  const older = {
    pullRequest: () => pullRequest({ updatedAt: '2026-03-01T10:59:59Z' }),
  };

  it('is asked for again', async () => {
    await expect(read(older)).rejects.toThrow(
      'github.com answered with an older state of pull request 42 than before',
    );
  });

  it('is believed when the code host insists', async () => {
    await expect(read(older, record(), { attempts: 5 })).resolves.toMatchObject(
      {
        circumstances: { pullRequest: older.pullRequest() },
      },
    );
  });
});

describe('what is absent', () => {
  const reason = 'preview.yaml: there is no such file.';
  const missing = (name: string | undefined) => ({
    definitions: () => ({
      components: [],
      problems: [],
      absent: [{ component: name, reason }],
    }),
  });
  const onWeb = record({
    components: [{ name: 'web' } as PreviewRecord['components'][number]],
  });

  it.each`
    scenario                       | name         | before       | absence
    ${'what the preview rests on'} | ${'web'}     | ${onWeb}     | ${reason}
    ${"what might be anybody's"}   | ${undefined} | ${onWeb}     | ${reason}
    ${'what it does not rest on'}  | ${'cart'}    | ${onWeb}     | ${undefined}
    ${'what no preview stands on'} | ${'web'}     | ${undefined} | ${undefined}
  `('matters to a preview: $scenario', async ({ name, before, absence }) => {
    await expect(
      read(missing(name), before ?? record()),
    ).resolves.toMatchObject({
      circumstances: { absence },
    });
  });

  it('keeps the components that were concerned when no file is named', async () => {
    const paths = { trigger: { paths: ['web/**'] } };
    const answers = {
      definitions: () => ({
        components: [component('web', paths), component('cart', paths)],
        problems: [],
        absent: [],
      }),
      files: () => ({ files: [], complete: true }),
    };
    await expect(read(answers, onWeb)).resolves.toMatchObject({
      circumstances: { components: [{ name: 'web' }] },
    });
  });
});
