import { mockServices } from '@backstage/backend-test-utils';
import { countWrites, testDatabases } from './__testUtils__/databases';
import { DatabaseCodeHostMemory } from './DatabaseCodeHostMemory';

const databases = testDatabases();
const minute = 60_000;
const limits = { perMinute: 3, perHour: 5 };
const answer = {
  etag: 'W/"1"',
  value: [{ title: 'Ä 😀 "quoted"' }],
  more: true,
};

describe.each(databases.ids)('what is known of code hosts, on %s', id => {
  async function setUp() {
    const knex = await databases.open(id);
    let time = Date.parse('2026-03-01T12:00:00Z');
    const database = mockServices.database({ knex, migrations: {} });
    const replica = () =>
      DatabaseCodeHostMemory.create({ database, now: () => new Date(time) });
    return {
      knex,
      replica,
      memory: await replica(),
      pass: (milliseconds: number) => {
        time += milliseconds;
      },
    };
  }

  it('is remembered for all replicas, the last answer for each request', async () => {
    const { memory, replica } = await setUp();
    expect(await memory.answer('one')).toBeUndefined();
    await memory.rememberAnswer('one', answer);
    await memory.rememberAnswer('one', { ...answer, etag: 'W/"2"' });
    await memory.rememberAnswer('two', { ...answer, more: false });
    const other = await replica();
    expect(await other.answer('one')).toEqual({ ...answer, etag: 'W/"2"' });
    expect(await other.answer('two')).toEqual({ ...answer, more: false });
  });

  it.each`
    scenario             | options                                       | left
    ${'nothing is old'}  | ${{ olderThanMilliseconds: minute, most: 5 }} | ${['1', '2', '3']}
    ${'two are old'}     | ${{ olderThanMilliseconds: -1_500, most: 5 }} | ${['3']}
    ${'one is too many'} | ${{ olderThanMilliseconds: minute, most: 2 }} | ${['2', '3']}
  `('forgets what is old or too much: $scenario', async ({ options, left }) => {
    const { knex, memory } = await setUp();
    for (const key of ['1', '2', '3']) await memory.rememberAnswer(key, answer);
    const now = Date.now();
    const answers = () => knex('code_host_answers');
    await answers().where({ key: '1' }).update({ read_at: now });
    await answers()
      .where({ key: '2' })
      .update({ read_at: now + 1 });
    await answers()
      .where({ key: '3' })
      .update({ read_at: now + 60_000 });
    const { writes } = countWrites(knex);
    expect(await memory.purgeAnswers(options)).toBe(3 - left.length);
    expect(writes).toHaveLength(left.length === 3 ? 0 : 1);
    const rows = await answers().orderBy('key').select('key');
    expect(rows.map(({ key }) => key)).toEqual(left);
  });

  it('counts writes of all replicas, also at the same time', async () => {
    const { memory, replica, pass } = await setUp();
    const replicas = [memory, await replica()];
    const take = (times: number) =>
      Promise.all(
        Array.from({ length: times }, (_, at) =>
          replicas[at % 2].takeWrite('acme', limits),
        ),
      );
    const first = await take(5);
    expect(first.filter(wait => wait === undefined)).toHaveLength(3);
    expect(first.filter(wait => wait === minute)).toHaveLength(2);
    expect(await memory.takeWrite('other', limits)).toBeUndefined();
    pass(minute);
    const second = await take(3);
    expect(second.filter(wait => wait === undefined)).toHaveLength(2);
    expect(second.filter(wait => wait === 59 * minute)).toHaveLength(1);
    pass(59 * minute);
    expect(await memory.takeWrite('acme', limits)).toBeUndefined();
  });

  it('keeps the longer of two pauses, and lets nobody write meanwhile', async () => {
    const { knex, memory, replica, pass } = await setUp();
    expect(await memory.pausedFor('acme')).toBe(0);
    await memory.pause('acme', 2 * minute);
    await (await replica()).pause('acme', minute);
    expect(await memory.pausedFor('acme')).toBe(2 * minute);
    const { writes } = countWrites(knex);
    expect(await memory.takeWrite('acme', limits)).toBe(2 * minute);
    expect(writes.filter(sql => !/^insert/i.test(sql))).toEqual([]);
    pass(2 * minute);
    expect(await memory.pausedFor('acme')).toBe(0);
    expect(await memory.takeWrite('acme', limits)).toBeUndefined();
  });
});
