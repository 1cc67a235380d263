import { ServerResponse } from 'node:http';
import {
  ApiServer,
  json,
  Received,
  statusBody,
} from './__testUtils__/apiServer';
import { HttpClusterClient } from './clusterClient';
import { Service } from './resources';
import { Transport } from './transport';
import { WatchEvent } from './types';
import { WatchTiming } from './watch';

const api = new ApiServer();

beforeAll(() => api.start());
afterAll(() => api.stop());

type Script = (request: Received, response: ServerResponse) => void;

/** Answers lists with `items` at `version`, and the watches with one script after the other; then silence. */
function play(options: {
  lists?: Array<{ version: string; names: string[] }>;
  watches: Script[];
}): void {
  const lists = [...(options.lists ?? [{ version: '10', names: ['cart'] }])];
  const watches = [...options.watches];
  api.received.length = 0;
  api.handler = (request, response) => {
    if (request.query.get('watch')) {
      const script = watches.shift();
      if (script) script(request, response);
      else response.writeHead(200).flushHeaders();
      return;
    }
    const { version, names } = lists.length > 1 ? lists.shift()! : lists[0];
    const items = names.map(name => ({ metadata: { name } }));
    json(response, 200, { metadata: { resourceVersion: version }, items });
  };
}

const line = (type: string, name: string, resourceVersion: string) =>
  `${JSON.stringify({
    type,
    object: { metadata: { name, resourceVersion } },
  })}\n`;

/** Sends the lines and ends the watch properly. */
const ends =
  (...lines: string[]): Script =>
  (_, response) => {
    response.end(lines.join(''));
  };

/** Sends the lines and breaks the connection. */
const breaks =
  (...lines: string[]): Script =>
  (_, response) => {
    response.write(lines.join(''), () => response.socket?.resetAndDestroy());
  };

/** The first `count` events of a watch; waits between attempts take no time. */
async function observe(count: number, timing: Partial<WatchTiming> = {}) {
  const delays: number[] = [];
  const controller = new AbortController();
  const client = new HttpClusterClient({
    name: 'dev',
    version: '1',
    transport: new Transport({
      access: api.access(),
      timeoutMilliseconds: 5_000,
    }),
    watchTiming: {
      random: () => 1,
      delay: async milliseconds => {
        delays.push(milliseconds);
      },
      ...timing,
    },
  });
  const events: string[] = [];
  for await (const event of client.watch({
    resource: Service,
    namespace: 'shop',
    labelSelector: 'of=us',
    project: object => object.metadata.name,
    signal: controller.signal,
  })) {
    events.push(describeEvent(event));
    if (events.length === count) break;
  }
  controller.abort();
  return { events, delays };
}

function describeEvent(event: WatchEvent<string>): string {
  switch (event.type) {
    case 'synced':
      return `synced ${event.items.join(' ')}`;
    case 'trouble':
      return 'trouble';
    case 'resumed':
      return 'resumed';
    default:
      return `${event.type} ${event.item}`;
  }
}

const versionsWatched = () =>
  api.received
    .filter(({ query }) => query.get('watch'))
    .map(({ query }) => query.get('resourceVersion'));
const listsRead = () =>
  api.received.filter(({ query }) => !query.get('watch')).length;

describe('watching', () => {
  it('lists, then tells what happens', async () => {
    play({
      watches: [
        ends(
          line('ADDED', 'web', '11'),
          line('MODIFIED', 'web', '12'),
          line('DELETED', 'cart', '13'),
        ),
      ],
    });
    const { events } = await observe(4);
    expect(events).toEqual([
      'synced cart',
      'added web',
      'modified web',
      'deleted cart',
    ]);
    const watch = api.received.find(({ query }) => query.get('watch'));
    expect(Object.fromEntries(watch!.query)).toEqual({
      watch: 'true',
      allowWatchBookmarks: 'true',
      timeoutSeconds: '290',
      resourceVersion: '10',
      labelSelector: 'of=us',
    });
  });

  it('goes on from the last bookmark after a proper end, without listing again', async () => {
    play({
      watches: [
        ends(line('BOOKMARK', '', '40')),
        ends(line('ADDED', 'web', '41')),
      ],
    });
    const { events } = await observe(2);
    expect(events).toEqual(['synced cart', 'added web']);
    expect(versionsWatched()).toEqual(['10', '40']);
    expect(listsRead()).toBe(1);
  });

  it('goes on from the last event after a broken connection, and says that it was away', async () => {
    play({
      watches: [
        breaks(line('ADDED', 'web', '11')),
        ends(line('ADDED', 'pay', '12')),
      ],
    });
    const { events } = await observe(5);
    expect(events).toEqual([
      'synced cart',
      'added web',
      'trouble',
      'resumed',
      'added pay',
    ]);
    expect(versionsWatched()).toEqual(['10', '11']);
    expect(listsRead()).toBe(1);
  });

  it('takes half an event for none', async () => {
    play({
      watches: [
        breaks(line('ADDED', 'web', '11').slice(0, 30)),
        ends(line('ADDED', 'web', '11')),
      ],
    });
    const { events } = await observe(4);
    expect(events).toEqual(['synced cart', 'trouble', 'resumed', 'added web']);
  });

  it.each`
    scenario                  | expired
    ${'inside of the stream'} | ${ends(`${JSON.stringify({ type: 'ERROR', object: statusBody(410, 'Expired', 'too old') })}\n`)}
    ${'instead of it'}        | ${(_: Received, response: ServerResponse) => json(response, 410, statusBody(410, 'Expired', 'too old'))}
  `(
    'lists again when its version is forgotten, told $scenario, and that is no trouble',
    async ({ expired }) => {
      play({
        lists: [
          { version: '10', names: ['cart'] },
          { version: '90', names: ['web'] },
        ],
        watches: [expired],
      });
      const { events } = await observe(2);
      expect(events).toEqual(['synced cart', 'synced web']);
    },
  );

  it('waits longer after each failure, up to a limit', async () => {
    const fails: Script = (_, response) =>
      json(response, 500, statusBody(500, 'InternalError', 'no'));
    play({ watches: Array(4).fill(fails) });
    const { events, delays } = await observe(6, {
      maximumBackoffMilliseconds: 1_500,
    });
    expect(events).toEqual([
      'synced cart',
      ...Array(4).fill('trouble'),
      'resumed',
    ]);
    expect(delays).toEqual([500, 1000, 1500, 1500]);
  });

  it('spreads the attempts of many watches', async () => {
    const fails: Script = (_, response) =>
      json(response, 500, statusBody(500, 'InternalError', 'no'));
    play({ watches: [fails] });
    const { delays } = await observe(3, { random: () => 0 });
    expect(delays).toEqual([250]);
  });

  it('takes a connection that fell silent for dead', async () => {
    play({
      watches: [
        (_, response) => {
          response.writeHead(200).flushHeaders();
        },
        ends(line('ADDED', 'web', '11')),
      ],
    });
    const { events } = await observe(4, { idleMilliseconds: 30 });
    expect(events).toEqual(['synced cart', 'trouble', 'resumed', 'added web']);
  });

  it('ends without a word at the signal', async () => {
    play({ watches: [] });
    const controller = new AbortController();
    const client = new HttpClusterClient({
      name: 'dev',
      version: '1',
      transport: new Transport({
        access: api.access(),
        timeoutMilliseconds: 5_000,
      }),
    });
    const events: string[] = [];
    for await (const event of client.watch({
      resource: Service,
      project: object => object.metadata.name,
      signal: controller.signal,
    })) {
      events.push(describeEvent(event));
      setImmediate(() => controller.abort());
    }
    expect(events).toEqual(['synced cart']);
  });
});
