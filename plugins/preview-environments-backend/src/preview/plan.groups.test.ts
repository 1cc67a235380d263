import { groupAfter } from './groups';
import {
  component,
  now,
  observed,
  previewId,
  pullRequest,
  record,
  upFacts,
} from './__testUtils__/builders';
import { dependsOn, face, standFor } from './__testUtils__/faces';
import { Decision } from './decision';
import { plan } from './plan';

const writable = ['77', 'cart'];
const links = [dependsOn('web#42', 'cart#12', { writable })];
const onMesh = component('web', {
  routing: {
    host: '{{ preview.id }}.preview.example.com',
    service: { name: 'web', port: 80 },
    mesh: [{ service: 'web', namespace: 'shop', port: 80 }],
  },
});
/** A component that is only reached by way of the baseline's entry point. */
const behindFront = component('web', {
  routing: {
    host: '{{ preview.id }}.preview.example.com',
    service: { name: 'web', port: 80 },
    entry: { service: 'front', namespace: 'shop', port: 80 },
    mesh: [{ service: 'web', namespace: 'shop', port: 80 }],
  },
});
const accepted = { state: 'accepted' as const };
const facts = {
  web: upFacts({ mesh: [{ baseline: accepted, override: accepted }] }),
};
const seen = (change: Parameters<typeof observed>[0] = {}) =>
  observed({
    components: [onMesh],
    componentFacts: facts,
    group: { links, others: [face('cart#12')] },
    ...change,
  });
const keysIn = ({ desired }: Decision) =>
  desired?.components.flatMap(({ mesh }) => mesh.map(({ keys }) => keys));

describe('a preview in a group (7.22)', () => {
  it('keeps its own key, and takes those of the others as well', () => {
    expect(keysIn(plan(previewId, seen(), now))).toEqual([
      ['cart-pr-12', previewId],
    ]);
    expect(keysIn(plan(previewId, seen({ group: undefined }), now))).toEqual([
      [previewId],
    ]);
  });

  it.each(['waiting', 'held', 'none', 'closed', 'asleep'] as const)(
    'takes none of one that is %s',
    state => {
      const group = { links, others: [face('cart#12', { state })] };
      expect(keysIn(plan(previewId, seen({ group }), now))).toEqual([
        [previewId],
      ]);
    },
  );

  it('takes none of one that has its own version of the Service', () => {
    const other = face('cart#12', {
      stands: [standFor('cart#12', 'cart'), standFor('cart#12', 'web')],
    });
    const group = { links, others: [other] };
    expect(keysIn(plan(previewId, seen({ group }), now))).toEqual([
      [previewId],
    ]);
  });

  it('lets the pods of members call each other', () => {
    expect(plan(previewId, seen(), now).desired?.workspaces).toMatchObject([
      { groupNamespaces: ['pv-cart-pr-12'] },
    ]);
  });

  it('changes neither its address nor its life', () => {
    const alone = plan(previewId, seen({ group: undefined }), now);
    const together = plan(previewId, seen(), now);
    expect(together.url).toBe(alone.url);
    expect(together.phase).toBe(alone.phase);
    expect(together.desired?.components[0].route).toEqual(
      alone.desired?.components[0].route,
    );
  });

  describe('that comes in by an entry point of the baseline', () => {
    const front = face('cart#12', { stands: [standFor('cart#12', 'front')] });
    const routeWith = (other = front) =>
      plan(
        previewId,
        seen({
          components: [behindFront],
          group: { links, others: [other] },
        }),
        now,
      ).desired?.components[0].route;

    it('comes in by the version of a member', () => {
      expect(routeWith()).toMatchObject({
        name: `${previewId}-web`,
        namespace: 'pv-cart-pr-12',
        backend: { service: 'front', port: 80 },
        previewId,
      });
    });

    it.each`
      scenario                        | other
      ${'that does not answer yet'}   | ${{ ...front, answers: false }}
      ${'that has no version of it'}  | ${face('cart#12')}
      ${'that is closed'}             | ${{ ...front, state: 'closed' }}
      ${'that speaks something else'} | ${{ ...front, stands: [{ ...front.stands[0], protocol: 'grpc' }] }}
      ${'that is in another cluster'} | ${{ ...front, stands: [standFor('cart#12', 'front', 'other')] }}
    `('does not come in by one $scenario', ({ other }) => {
      expect(routeWith(other)).toMatchObject({
        namespace: 'shop',
        backend: { service: 'front', port: 80 },
      });
    });
  });
});

describe('what is remembered of a group', () => {
  const after = (change: Parameters<typeof observed>[0] = {}) => {
    const observation = seen(change);
    const decision = plan(previewId, observation, now);
    return groupAfter(previewId, observation, decision);
  };

  it('is what links it, what it stands for, and whom it reaches', () => {
    expect(after()).toMatchObject({
      links,
      stands: [{ target: 'shop/web:80', to: { namespace: 'pv-web-pr-42' } }],
      linked: [{ previewId: 'cart-pr-12', services: ['shop/cart'] }],
    });
  });

  it('is nothing for what stands for nothing and is linked to nobody', () => {
    const group = { links: [], others: [] };
    expect(after({ group, components: [component()] })).toBeUndefined();
  });

  it('is nothing any more when it goes', () => {
    const closed = pullRequest({
      state: 'closed',
      closedAt: '2026-03-01T11:30:00Z',
    });
    const group = { links, stands: [], linked: [] };
    expect(
      after({ pullRequest: closed, record: record({ group }) }),
    ).toBeUndefined();
  });

  it('is what it was while nothing can be read', () => {
    const group = { links, stands: [], linked: [] };
    expect(
      after({
        unreadable: 'Not shown to us.',
        group: undefined,
        components: [],
        record: record({ group }),
      }),
    ).toEqual(group);
  });

  it('is only what links it while it waits for an approval', () => {
    const head = { ...pullRequest().head, repositoryId: '99' };
    expect(
      after({ pullRequest: pullRequest({ head }), record: undefined }),
    ).toEqual({ links, stands: [], linked: [] });
  });
});
