import {
  INSTANCE_LABEL,
  MANAGED_BY,
  MANAGED_BY_LABEL,
} from '@previewenv/plugin-preview-environments-common';
import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import {
  annotations,
  Application,
  blockersOf,
  GRPCRoute,
  HTTPRoute,
  KubernetesObject,
  Namespace,
  ownerOf,
  OwnObjects,
  ResourceKind,
  sharedLabel,
} from '../kubernetes';
import { ObjectSummary, PreviewStamp } from '../preview';
import { readStamp } from '../workspace';

/** One cluster of the configuration, as far as it is swept. */
export interface SweptCluster {
  name: string;
  objects: Pick<OwnObjects, 'list'>;
  /** Where its Applications live; undefined when another deployer serves it, which has none. */
  argoCd:
    | { cluster: string; namespace: string; objects: Pick<OwnObjects, 'list'> }
    | undefined;
}

/** An object with our label and our instance id. */
export interface FoundObject extends ObjectSummary {
  uid: string;
  /** The cluster of its preview; `cluster` is the one that the object is in. */
  home: string;
  /** Undefined when it names none. */
  previewId: string | undefined;
  /** What holds up its deletion, once that has begun. */
  blockedBy: string[];
  /** The commit that it was written for, where it says so. */
  headSha: string | undefined;
  /** Of Namespaces alone; undefined when it can't be trusted. */
  stamp: PreviewStamp | undefined;
}

/** What is in the clusters, from live lists. Nothing can be said of a cluster that is not among `read`. */
export interface Inventory {
  objects: FoundObject[];
  read: Set<string>;
  /** Why the others could not be read, and what belongs to a cluster that nobody knows. */
  problems: string[];
}

type Reading = { found: FoundObject[] } | { problem: string };

/** Lists what is ours: four requests for each cluster, however many previews there are (rule 7.11). */
export async function takeInventory(
  clusters: SweptCluster[],
  instance: string,
): Promise<Inventory> {
  const names = clusters.map(({ name }) => name);
  const inventory: Inventory = { objects: [], read: new Set(), problems: [] };
  const problems = new Set<string>();
  const readings = await Promise.all(
    clusters.map(cluster => readCluster(cluster, instance)),
  );
  for (const [index, reading] of readings.entries()) {
    if ('problem' in reading) {
      problems.add(reading.problem);
      continue;
    }
    inventory.read.add(names[index]);
    for (const object of reading.found) {
      // Clusters that share an Argo CD see each other's Applications.
      if (object.home === names[index]) inventory.objects.push(object);
      else if (!names.includes(object.home)) problems.add(homeless(object));
    }
  }
  return { ...inventory, problems: [...problems] };
}

function homeless({ kind, namespace, name, home }: FoundObject): string {
  return `${kind} ${namespace}/${name} belongs to cluster ${home}, which is not in previewEnvironments.clusters any more: put it back, so that what was made there can be removed.`;
}

async function readCluster(
  { name, objects, argoCd }: SweptCluster,
  instance: string,
): Promise<Reading> {
  const list = async (
    own: Pick<OwnObjects, 'list'>,
    resource: ResourceKind,
    cluster: string,
    namespace?: string,
  ) =>
    (await own.list(resource, { namespace }))
      .filter(object => isOurs(object, instance))
      .map(object => foundObject(resource, object, { cluster, home: name }));
  try {
    const lists = await Promise.all([
      list(objects, Namespace, name),
      list(objects, HTTPRoute, name),
      list(objects, GRPCRoute, name),
      argoCd
        ? list(argoCd.objects, Application, argoCd.cluster, argoCd.namespace)
        : [],
    ]);
    return { found: lists.flat() };
  } catch (error) {
    if (!isWaiting(error) && !isRefused(error)) throw error;
    return { problem: `Cluster ${name} was not compared: ${error.message}` };
  }
}

/** Asked of the API server already by a selector; what is to be removed is judged by what it says itself. */
function isOurs({ metadata }: KubernetesObject, instance: string): boolean {
  return (
    metadata.labels?.[MANAGED_BY_LABEL] === MANAGED_BY &&
    metadata.labels[INSTANCE_LABEL] === instance &&
    // What all previews share is not one's to leave behind; its keeper takes it away.
    metadata.labels[sharedLabel] === undefined &&
    metadata.uid !== undefined
  );
}

function foundObject(
  { apiVersion, kind }: ResourceKind,
  object: KubernetesObject,
  { cluster, home }: { cluster: string; home: string },
): FoundObject {
  const { namespace, name, uid = '', deletionTimestamp } = object.metadata;
  return {
    cluster,
    apiVersion,
    kind,
    namespace,
    name,
    uid,
    home:
      (kind === Application.kind &&
        object.metadata.annotations?.[annotations.cluster]) ||
      home,
    previewId: ownerOf(object)?.id,
    headSha:
      kind === Application.kind
        ? object.metadata.annotations?.[annotations.headSha]
        : undefined,
    // Lists leave out the kind of their items.
    blockedBy: deletionTimestamp ? blockersOf({ ...object, kind }) : [],
    stamp: kind === Namespace.kind ? readStamp(object) : undefined,
  };
}
