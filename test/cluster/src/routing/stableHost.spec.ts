import { Browser } from '../chain/browser';
import { baselineNamespace, baselineRoute } from '../ground/baseline';
import { stableHost } from '../ground/backendConfig';
import { redefine } from '../ground/definitions';
import { expectGone, expectLive } from '../ground/expectations';
import { apply, remove } from '../ground/kubernetes';
import { entryLink, entryObjects } from '../ground/previews';
import { expect, test } from '../ground/test';

const route = 'staging';

test.beforeEach(({ setting }) =>
  apply(baselineRoute(route, stableHost, setting.gateway)),
);
test.afterEach(() =>
  remove('httproutes', route, { namespace: baselineNamespace }),
);

/** Where a link sends a browser; undefined when it is refused. */
async function follow(link: string): Promise<string | undefined> {
  const { status, headers } = await fetch(link, { redirect: 'manual' });
  return status === 302 ? headers.get('location') ?? undefined : undefined;
}

test('a signed link leads its browser to the preview on a host that is there already, and nobody else', async ({
  ground,
  setting,
}) => {
  const restore = await redefine(ground, {
    component: 'web',
    chained: true,
    edit: text =>
      text.replace('  routing:\n', `$&    stableHosts: [${stableHost}]\n`),
  });
  const pull = await ground.pullRequest('web');
  const [guest, stranger] = [new Browser(setting), new Browser(setting)];
  const seenBy = async (browser: Browser, path: string) => {
    const { status, pod } = await browser.open(`http://${stableHost}${path}`);
    return [status, pod?.namespace, pod?.headers['x-preview']];
  };
  const baseline = [200, baselineNamespace, undefined];
  const preview = [200, `pv-${pull.id}`, pull.id];
  try {
    await pull.open();
    await expectLive(pull);
    const link = await entryLink(pull.id, '/start?page=2');
    const address = await follow(link);
    const { pathname, searchParams } = new URL(address!);
    expect([pathname, searchParams.get('page')]).toEqual(['/start', '2']);

    // the gateway takes routes up one after the other
    await expect(async () => {
      const { status, pod } = await guest.open(address!);
      expect([status, pod?.namespace, pod?.headers.baggage]).toEqual([
        200,
        `pv-${pull.id}`,
        `preview=${pull.id}`,
      ]);
    }).toPass({ timeout: 10_000 });
    expect(await seenBy(guest, '/next')).toEqual(preview);
    expect(await seenBy(stranger, '/next')).toEqual(baseline);

    expect(await follow(`${link.slice(0, -2)}AA`)).toBeUndefined();
    const shown = JSON.stringify(await entryObjects(pull.id));
    expect(shown).toContain(stableHost);
    expect(shown).not.toContain(searchParams.get('preview-entry'));

    await guest.open(`http://${stableHost}/?preview-entry=leave`);
    expect(await seenBy(guest, '/next')).toEqual(baseline);

    await guest.open(address!);
    expect(await seenBy(guest, '/next')).toEqual(preview);
    await pull.close();
    await expectGone(pull.id);
    expect(await seenBy(guest, '/next')).toEqual(baseline);
    expect(await follow(link)).toBeUndefined();
  } finally {
    await restore();
  }
});
