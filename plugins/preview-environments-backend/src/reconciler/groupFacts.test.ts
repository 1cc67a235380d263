import {
  PullRequest,
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { Face, GroupPolicy, LabelSetter, Link, pullKey } from '../preview';
import {
  now,
  policy,
  previewId,
  pullRequest,
  record,
} from '../preview/__testUtils__/builders';
import { dependsOn, face, labelled } from '../preview/__testUtils__/faces';
import { readGroup } from './groupFacts';

const own = pullRequest().repository;
const acme = (name: string, number: number) => ({
  repository: { host: 'github.com', owner: 'acme', name },
  number,
});
const labels = ['preview', 'preview-group:checkout'];
const checkout = 'label:github.com/preview-group:checkout';

interface World {
  faces?: Face[];
  /** `dana@cart`: dana can write to acme/cart. */
  writers?: string[];
  setters?: Record<string, LabelSetter>;
  before?: Link[];
  groups?: Partial<GroupPolicy>;
  mayWrite?: (repository: string) => boolean;
}

/** Reads the group of `acme/web#42`, and says what was asked of the code host meanwhile. */
async function read(change: Partial<PullRequest>, world: World = {}) {
  const { faces = [], writers = [], setters = {}, before, groups } = world;
  const asked: string[] = [];
  const group = await readGroup(
    {
      groups: {
        faces: async ({ except, host, pulls, keys }) =>
          faces.filter(
            ({ repository, number, links, previewId: id }) =>
              id !== except &&
              repository.host === host &&
              (links.some(({ key }) => keys.includes(key)) ||
                pulls.some(
                  pull =>
                    pull.name === repository.name && pull.number === number,
                )),
          ),
      },
      people: {
        mayWrite: async ({ name }, login) => {
          asked.push(`${login}@${name}`);
          return world.mayWrite?.(name) ?? writers.includes(`${login}@${name}`);
        },
        settersOf: async (_, wanted) => {
          asked.push(...wanted);
          return setters;
        },
      },
      policy: () => ({
        ...policy,
        groups: { ...policy.groups, ...groups },
      }),
      now: () => now,
    },
    {
      previewId,
      pullRequest: pullRequest(change),
      record:
        before && record({ group: { links: before, stands: [], linked: [] } }),
    },
  );
  return {
    asked,
    links: group?.links.map(({ key, declaredBy, writable }) => ({
      key,
      declaredBy,
      writable,
    })),
    others: group?.others.map(({ previewId: id }) => id),
  };
}

const namesCart = { dependsOn: [acme('cart', 12)] };
const cartKey = pullKey('github.com', {
  owner: 'acme',
  name: 'cart',
  number: 12,
});

describe('who may link a pull request', () => {
  it('asks nothing of the code host about what declares nothing', async () => {
    expect(await read({})).toEqual({ asked: [], links: [], others: [] });
  });

  it('asks about the author in both repositories', async () => {
    expect(
      await read(namesCart, {
        faces: [face('cart#12')],
        writers: ['octo@web', 'octo@cart'],
      }),
    ).toEqual({
      asked: ['octo@web', 'octo@cart'],
      links: [{ key: cartKey, declaredBy: 'octo', writable: [own.id, 'cart'] }],
      others: ['cart-pr-12'],
    });
  });

  it('asks about no repository that a stranger names', async () => {
    expect(
      await read(namesCart, {
        faces: [face('cart#12')],
        writers: ['octo@cart'],
      }),
    ).toMatchObject({
      asked: ['octo@web'],
      links: [{ declaredBy: 'octo', writable: [] }],
    });
  });

  it('asks about no repository that has no preview', async () => {
    expect(await read(namesCart, { writers: ['octo@web'] })).toMatchObject({
      asked: ['octo@web'],
      links: [{ writable: [own.id] }],
      others: [],
    });
  });

  it('takes no bot for somebody with rights', async () => {
    const author = { login: 'renovate[bot]', bot: true };
    expect(
      await read({ ...namesCart, author }, { faces: [face('cart#12')] }),
    ).toMatchObject({
      asked: [],
      links: [{ declaredBy: undefined, writable: [] }],
    });
  });

  it('takes a repository that is not shown to us for one without rights', async () => {
    const { links } = await read(namesCart, {
      faces: [face('cart#12')],
      mayWrite: name => {
        if (name === 'cart') throw new RefusedError('not shown to us');
        return true;
      },
    });
    expect(links).toMatchObject([{ writable: [own.id] }]);
  });

  it('waits for what passes by itself', async () => {
    const limited = () => {
      throw new WaitingError('rate limit');
    };
    await expect(read(namesCart, { mayWrite: limited })).rejects.toThrow(
      'rate limit',
    );
  });
});

describe('who has set a label', () => {
  const setBy = (login: string, bot = false) => ({
    'preview-group:checkout': { login, bot, mayWrite: true },
  });
  const other = face('cart#12', {
    links: [labelled('preview-group:checkout', [own.id, 'cart'])],
  });

  it.each`
    scenario                                    | world                                                                                 | asked                                                  | declaredBy   | writable
    ${'is asked'}                               | ${{ setters: setBy('dana'), writers: ['dana@web', 'dana@cart'] }}                     | ${['preview-group:checkout', 'dana@web', 'dana@cart']} | ${'dana'}    | ${[own.id, 'cart']}
    ${'is remembered for as long as it stays'}  | ${{ before: [labelled('preview-group:checkout', [])], writers: ['dana@web'] }}        | ${['dana@web', 'dana@cart']}                           | ${'dana'}    | ${[own.id]}
    ${'may be a bot'}                           | ${{ setters: setBy('labeler[bot]', true) }}                                           | ${['preview-group:checkout']}                          | ${undefined} | ${[]}
    ${'may not be known'}                       | ${{}}                                                                                 | ${['preview-group:checkout']}                          | ${undefined} | ${[]}
    ${'is not asked again while nothing moves'} | ${{ before: [{ ...labelled('preview-group:checkout', []), declaredBy: undefined }] }} | ${[]}                                                  | ${undefined} | ${[]}
  `('$scenario', async ({ world, asked, declaredBy, writable }) => {
    const { links, ...rest } = await read(
      { labels },
      { ...world, faces: [other] },
    );
    expect(rest.asked).toEqual(asked);
    expect(links).toEqual([{ key: checkout, declaredBy, writable }]);
  });
});

describe('who is found', () => {
  const writers = ['octo@web', 'octo@cart'];
  const pay = face('pay#3');
  const cart = face('cart#12', { links: [dependsOn('cart#12', 'pay#3')] });

  it('finds those who are linked by others, and stops at cycles', async () => {
    const back = face('pay#3', { links: [dependsOn('pay#3', 'cart#12')] });
    const { others } = await read(namesCart, { faces: [cart, back], writers });
    expect(others).toEqual(['cart-pr-12', 'pay-pr-3']);
  });

  it.each(['waiting', 'held', 'closed'] as const)(
    'follows nobody who is %s',
    async state => {
      const { others } = await read(namesCart, {
        faces: [{ ...cart, state }, pay],
        writers,
      });
      expect(others).toEqual(['cart-pr-12']);
    },
  );

  it('follows no link of a stranger', async () => {
    const links = [dependsOn('cart#12', 'pay#3', { writable: ['cart'] })];
    const { others } = await read(namesCart, {
      faces: [{ ...cart, links }, pay],
      writers,
    });
    expect(others).toEqual(['cart-pr-12']);
  });

  it('finds who names it, without asking anybody', async () => {
    const naming = face('cart#12', {
      links: [dependsOn('cart#12', 'web#42', { writable: [own.id, 'cart'] })],
    });
    expect(await read({}, { faces: [naming] })).toEqual({
      asked: [],
      links: [],
      others: ['cart-pr-12'],
    });
  });

  it('looks for nobody where nothing links', async () => {
    const groups = {
      dependsOn: false,
      branches: false,
      labelPrefix: undefined,
    };
    const { others } = await read(namesCart, {
      faces: [cart],
      groups,
      writers,
    });
    expect(others).toEqual([]);
  });
});
