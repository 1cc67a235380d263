import { expect } from '@playwright/test';
import { askAtEdge } from '../chain/requests';
import { HeaderLines } from '../dataplane/rawRequest';
import { baselineNamespace, baselineRoute } from '../ground/baseline';
import { apply, remove } from '../ground/kubernetes';
import { Setting } from '../ground/setting';

const route = 'stripped';

/** A client that brings the preview's key reaches the baseline without it, on its own host, and the preview with it on the preview's. */
export async function expectStripped(
  setting: Setting,
  preview: { id: string; headers: HeaderLines },
): Promise<void> {
  const gateway = setting.gateway ?? 'edge';
  const host = `${route}-${gateway}.apps.test`;
  await apply(baselineRoute(route, host, gateway));
  const headers: HeaderLines = [
    ['baggage', `preview=${preview.id}`],
    ['x-preview', preview.id],
    ...preview.headers,
  ];
  await expect(async () => {
    const { pod } = await askAtEdge(setting, host, { headers });
    expect(pod?.namespace).toBe(baselineNamespace);
    expect(pod?.headers.baggage).toBeUndefined();
    expect(pod?.headers['x-preview']).toBeUndefined();
    const own = await askAtEdge(setting, `${preview.id}.preview.test`, {
      headers,
    });
    expect(own.pod?.headers.baggage).toBe(`preview=${preview.id}`);
  }).toPass({ timeout: 15_000 });
  await remove('httproutes', route, { namespace: baselineNamespace });
}
