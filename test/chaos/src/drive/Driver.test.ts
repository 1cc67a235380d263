import { Ground, PullChange } from '../ground/Ground';
import { Action } from '../plan/actions';
import { Driver } from './Driver';
import { Journal } from './Journal';

const first = 'a'.repeat(40);
const second = 'b'.repeat(40);

function act(name: Action['name'], change: Partial<Action> = {}): Action {
  return { name, after: 0, when: 'settled', ...change };
}

/** A world in which whatever was pushed answers at once, and what was closed is gone at once. */
function setting(application: { syncing: boolean; deleting: boolean }) {
  const changes: PullChange[] = [];
  let things = [
    {
      kind: 'Application',
      namespace: 'previews',
      name: 'web-pr-7-web',
      ...application,
    },
  ];
  const ground = {
    addresses: { hostSuffix: 'preview.localhost' },
    change: async (_repository: string, _number: number, it: PullChange) => {
      changes.push(it);
      if (it.state === 'closed') things = [];
    },
    ask: async () => ({ status: 200, headers: {}, body: first + second }),
    objects: async () => things,
  };
  const journal = new Journal();
  const driver = new Driver({ ground: ground as unknown as Ground, journal });
  const drive = (actions: Action[]) =>
    driver.drive([{ repository: 'web', number: 7, pillar: false, actions }]);
  return { changes, journal, driver, drive };
}

describe('the driver', () => {
  it('does what the plan says, and notes what should come of it', async () => {
    const { changes, journal, driver, drive } = setting({
      syncing: false,
      deleting: false,
    });
    await drive([
      act('open', { sha: first }),
      act('push', { sha: second }),
      act('draft'),
      act('ready for review'),
      act('unlabel'),
      act('relabel'),
      act('close'),
      act('reopen'),
    ]);
    expect(journal.of('web-pr-7').map(({ wish }) => wish)).toEqual([
      ...['ready', 'ready', 'not started', 'ready'],
      ...['removed', 'ready', 'removed', 'ready'],
    ]);
    expect(changes[1]).toEqual({ sha: second });
    expect(driver.progress).toBe(1);
  });

  it.each`
    moment        | application
    ${'building'} | ${{ syncing: false, deleting: false }}
    ${'syncing'}  | ${{ syncing: true, deleting: false }}
    ${'cleaning'} | ${{ syncing: false, deleting: true }}
  `('counts a close that was caught $moment', async row => {
    const { journal, drive } = setting(row.application);
    await drive([
      act('open', { sha: first }),
      act('close', { when: row.moment }),
    ]);
    expect(journal.actions()).toContainEqual([`close while ${row.moment}`, 1]);
  });
});
