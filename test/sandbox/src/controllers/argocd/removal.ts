import {
  addressOf,
  Cluster,
  findKind,
  resources,
  StoredObject,
} from '../../kubernetes';
import { Application, resourcesFinalizer, withConditions } from './application';
import { trackedObjects } from './compare';

const manager = 'argocd-controller';
const finalizers = [
  resourcesFinalizer,
  `${resourcesFinalizer}/foreground`,
  `${resourcesFinalizer}/background`,
];

/** Deletes what the Application made, and lets it go when all of that is gone. True: look again. */
export function advanceRemoval(
  { cluster, home }: { cluster: Cluster; home: string },
  application: Application & StoredObject,
): boolean {
  const cascade = application.metadata.finalizers?.find(name =>
    finalizers.includes(name),
  );
  if (!cascade) return false;
  const write = (change: (live: Application) => void): void =>
    cluster.modify<Application>(
      resources.applications,
      addressOf(application),
      change,
      { manager },
    );
  const { project } = application.spec;
  if (!cluster.get(resources.appProjects, home, project)) {
    const message = `error getting app project "${project}": appproject.argoproj.io "${project}" not found`;
    const now = cluster.storage.timestamp();
    write(live => {
      const conditions = withConditions(
        live.status?.conditions,
        ['DeletionError'],
        [{ type: 'DeletionError', message }],
        now,
      );
      live.status = { ...live.status, conditions };
    });
    return true;
  }
  const left = trackedObjects(cluster, application, home);
  for (const object of left) {
    if (object.metadata.deletionTimestamp) continue;
    cluster.delete(
      findKind(object.apiVersion, object.kind)!,
      addressOf(object),
      {
        propagationPolicy: cascade.endsWith('/background')
          ? 'Background'
          : 'Foreground',
      },
    );
  }
  if (trackedObjects(cluster, application, home).length) return true;
  write(live => {
    live.metadata.finalizers = live.metadata.finalizers?.filter(
      name => !finalizers.includes(name),
    );
  });
  return false;
}
