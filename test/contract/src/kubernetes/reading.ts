import { deepEqual, equal, ok } from 'node:assert/strict';
import { ApiWatchEvent, WatchRefused } from './api';
import { Ground, Scenario } from './ground';

/** Lists and watches, as rule 7.11 relies on them. */
export const reading: Scenario[] = [
  {
    name: 'lists by label selector',
    async run(ground) {
      await ground.create('cart', {
        metadata: { labels: { id: 'one', of: 'us' } },
      });
      await ground.create('web', {
        metadata: { labels: { id: 'two', of: 'us' } },
      });
      await ground.create('foreign');
      const named = async (labelSelector: string) =>
        (await ground.get(ground.services, { labelSelector })).body.items.map(
          item => item.metadata.name,
        );
      deepEqual(await named('of=us'), ['cart', 'web']);
      deepEqual(await named('of=us,id=two'), ['web']);
      deepEqual(await named('of=nobody'), []);
    },
  },
  {
    name: 'lists in pages of one state',
    async run(ground) {
      for (const name of ['a', 'b', 'c', 'd', 'e']) await ground.create(name);
      const names: string[] = [];
      let token = '';
      do {
        const query = { limit: '2', ...(token && { continue: token }) };
        const { status, body } = await ground.get(ground.services, query);
        equal(status, 200);
        ok(body.items.length <= 2);
        for (const item of body.items) names.push(item.metadata.name);
        token = body.metadata.continue ?? '';
      } while (token);
      deepEqual(names, ['a', 'b', 'c', 'd', 'e']);
    },
  },
  {
    name: 'watches from the version of a list, through adding, changing and deleting',
    async run(ground) {
      await ground.create('before');
      const from = await versionOf(ground);
      const events = follow(ground, { resourceVersion: from });
      await ground.create('cart');
      await ground.merge('cart', { metadata: { labels: { a: 'b' } } });
      await ground.remove(`${ground.services}/cart`);
      const seen = await events.take(3);
      deepEqual(
        seen.map(({ type, object }) => [type, object.metadata.name]),
        [
          ['ADDED', 'cart'],
          ['MODIFIED', 'cart'],
          ['DELETED', 'cart'],
        ],
      );
      const versions = seen.map(({ object }) =>
        Number(object.metadata.resourceVersion),
      );
      ok(versions[0] < versions[1] && versions[1] < versions[2]);
    },
  },
  {
    name: 'goes on from the version of the last event, missing and repeating nothing',
    async run(ground) {
      const from = await versionOf(ground);
      await ground.create('one');
      const first = await follow(ground, { resourceVersion: from }).take(1);
      await ground.create('two');
      await ground.create('three');
      const { resourceVersion } = first[0].object.metadata;
      const rest = await follow(ground, { resourceVersion }).take(2);
      deepEqual(
        rest.map(({ object }) => object.metadata.name),
        ['two', 'three'],
      );
    },
  },
  {
    name: 'shows a watch with a selector an object that leaves it as deleted',
    async run(ground) {
      const resourceVersion = await versionOf(ground);
      const events = follow(ground, {
        resourceVersion,
        labelSelector: 'of=us',
      });
      await ground.create('foreign');
      await ground.create('cart', { metadata: { labels: { of: 'us' } } });
      await ground.merge('cart', { metadata: { labels: { of: null } } });
      deepEqual(
        (await events.take(2)).map(({ type, object }) => [
          type,
          object.metadata.name,
        ]),
        [
          ['ADDED', 'cart'],
          ['DELETED', 'cart'],
        ],
      );
    },
  },
  {
    name: 'ends a watch after timeoutSeconds, having sent a bookmark that is past what the selector hides',
    async run(ground) {
      const resourceVersion = await versionOf(ground);
      const watching = follow(ground, {
        resourceVersion,
        labelSelector: 'of=us',
        allowWatchBookmarks: 'true',
        timeoutSeconds: '4',
      }).all();
      const hidden = await ground.create('foreign');
      const last = (await watching).at(-1);
      equal(last?.type, 'BOOKMARK');
      const { resourceVersion: reached } = last?.object.metadata;
      ok(Number(reached) >= Number(hidden.metadata.resourceVersion));
    },
  },
  {
    name: 'answers 410, in the stream or instead of it, to a version that is forgotten',
    async run(ground) {
      // A type that was installed after the server's first change: its history begins later than that.
      const path = `/apis/gateway.networking.k8s.io/v1/namespaces/${ground.namespace}/httproutes`;
      equal(await codeOfWatch(ground, path, { resourceVersion: '1' }), 410);
    },
  },
];

async function versionOf(ground: Ground): Promise<string> {
  const { body } = await ground.get(ground.services);
  return body.metadata.resourceVersion;
}

async function codeOfWatch(
  ground: Ground,
  path: string,
  query: Record<string, string>,
) {
  try {
    const [event] = await follow(ground, query, path).take(1);
    return event.type === 'ERROR' ? event.object.code : event.type;
  } catch (error) {
    if (error instanceof WatchRefused) return error.status;
    throw error;
  }
}

/** A watch that is limited to 20 s, so that a missing event is a failure and no hanging test. */
function follow(
  ground: Ground,
  query: Record<string, string>,
  path: string = ground.services,
) {
  const controller = new AbortController();
  const limit = setTimeout(() => controller.abort(), 20_000);
  const { api } = ground;
  const collect = async (count: number): Promise<ApiWatchEvent[]> => {
    const events: ApiWatchEvent[] = [];
    try {
      for await (const event of api.watch(path, query, controller.signal)) {
        events.push(event);
        if (events.length === count) break;
      }
    } finally {
      clearTimeout(limit);
      controller.abort();
    }
    return events;
  };
  return {
    async take(count: number) {
      const events = await collect(count);
      equal(events.length, count, 'the watch ended early');
      return events;
    },
    all: () => collect(Infinity),
  };
}
