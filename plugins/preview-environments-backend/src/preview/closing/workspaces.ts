import { lookOften, Stage } from './stage';

/** Whatever is still in the namespace goes with it; a foreign one of the name is none of ours. */
export const workspaces: Stage = {
  step: 'workspaces',
  halt: ({ observed: { clusters, policy }, record }) => {
    const left = record.clusters.flatMap(cluster => {
      const { workspace } = clusters[cluster];
      return ['absent', 'foreign'].includes(workspace.state)
        ? []
        : [{ cluster, workspace }];
    });
    if (left.length === 0) return undefined;
    const namespace = `${policy.namespacePrefix}${record.id}`;
    const deleting = left.flatMap(({ workspace }) =>
      workspace.state === 'deleting' ? [workspace] : [],
    );
    return {
      reason: deleting[0]?.reason ?? `Removing the namespace ${namespace}.`,
      blockedBy: deleting.flatMap(({ blockedBy }) => blockedBy),
      steps: left.flatMap(({ cluster, workspace }) =>
        workspace.state === 'deleting'
          ? []
          : [
              {
                kind: 'destroy-workspace' as const,
                previewId: record.id,
                cluster,
                namespace,
              },
            ],
      ),
      after: lookOften,
    };
  },
};
