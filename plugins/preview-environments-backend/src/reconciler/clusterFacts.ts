import {
  Deployer,
  isRefused,
  isWaiting,
  MeshRouter,
  TrafficRouter,
} from '@previewenv/plugin-preview-environments-node';
import { ClusterFacts, DesiredWorkspace, Unknown } from '../preview';
import { Workspaces } from '../workspace';

/** Who knows what a preview has in a cluster. */
export interface ClusterSources {
  workspaces: Pick<Workspaces, 'status' | 'presence'>;
  deployer: Pick<Deployer, 'list'>;
  router: Pick<TrafficRouter, 'list'>;
  mesh: Pick<MeshRouter, 'list'>;
}

/** What is there of a preview in one cluster, by live reads. The namespace is looked into only where it is wanted. */
export async function readClusterFacts(
  { workspaces, deployer, router, mesh }: ClusterSources,
  place: { previewId: string; cluster: string; namespace: string },
  wanted?: DesiredWorkspace,
): Promise<ClusterFacts> {
  const { previewId, cluster } = place;
  const [workspace, deployments, routes, overrides] = await Promise.all([
    seen(async (): Promise<ClusterFacts['workspace']> => {
      if (wanted) return workspaces.status(wanted);
      const presence = await workspaces.presence(place);
      return presence.state === 'present' ? { state: 'complete' } : presence;
    }),
    seen(async () => ({
      state: 'known' as const,
      found: await deployer.list({ previewId, cluster }),
    })),
    seen(async () => ({
      state: 'known' as const,
      components: await router.list({ previewId, cluster }),
    })),
    seen(async () => ({
      state: 'known' as const,
      targets: await mesh.list({ previewId, cluster }),
    })),
  ]);
  return { workspace, deployments, routes, overrides };
}

/** An answer, or that there is none for now. */
export async function seen<T>(ask: () => Promise<T>): Promise<T | Unknown> {
  try {
    return await ask();
  } catch (error) {
    if (isWaiting(error) || isRefused(error))
      return { state: 'unknown', reason: error.message };
    throw error;
  }
}
