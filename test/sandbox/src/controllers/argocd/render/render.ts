import { findKind, groupOf, KubernetesObject } from '../../../kubernetes';
import { Application, trackingAnnotation } from '../application';
import { SourceReader } from '../source';
import { parseObjects, renderHelm } from './helm';
import { kustomizationOf, renderKustomize } from './kustomize';

export interface Rendered {
  revision: string;
  sourceType: 'Helm' | 'Kustomize' | 'Directory';
  objects: KubernetesObject[];
}

/** The name under which an Application tracks what it made. */
export function trackingName({ metadata }: Application, home: string): string {
  return metadata.namespace === home
    ? metadata.name
    : `${metadata.namespace}_${metadata.name}`;
}

function track(
  object: KubernetesObject,
  tracking: string,
  namespace: string,
): KubernetesObject {
  const known = findKind(object.apiVersion, object.kind);
  const home =
    known && !known.namespaced
      ? undefined
      : object.metadata.namespace ?? namespace;
  const id = `${tracking}:${groupOf(object)}/${object.kind}:${home ?? ''}/${
    object.metadata.name
  }`;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(home ? { namespace: home } : {}),
      annotations: { ...object.metadata.annotations, [trackingAnnotation]: id },
    },
  };
}

/** What the Application's source says should be there. Throws with the repo server's words. */
export function render(
  application: Application,
  reader: SourceReader,
  home: string,
): Rendered {
  const source = application.spec.source!;
  const { path = '' } = source;
  const namespace = application.spec.destination.namespace ?? '';
  try {
    const tree = reader.open(source.repoURL, source.targetRevision ?? 'HEAD');
    if (!tree.list(path).length)
      throw new Error(`${path}: app path does not exist`);
    const helm = tree.read(`${path}/Chart.yaml`) !== undefined;
    const kustomize = !helm && kustomizationOf(tree, path) !== undefined;
    let objects: KubernetesObject[];
    if (helm)
      objects = renderHelm(tree, source, {
        name: application.metadata.name,
        namespace,
      });
    else if (kustomize) objects = renderKustomize(tree, source);
    else {
      const direct = tree
        .list(path)
        .filter(
          file =>
            /\.(ya?ml|json)$/.test(file) &&
            !file.slice(path.length + 1).includes('/'),
        );
      objects = direct.flatMap(file => parseObjects(tree.read(file)!));
    }
    const tracking = trackingName(application, home);
    let sourceType: Rendered['sourceType'] = 'Directory';
    if (helm) sourceType = 'Helm';
    else if (kustomize) sourceType = 'Kustomize';
    return {
      revision: tree.revision,
      sourceType,
      objects: objects.map(object => track(object, tracking, namespace)),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ${message}`,
      { cause: error },
    );
  }
}
