import {
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  getEntitySourceLocation,
} from '@backstage/catalog-model';

/**
 * The path of the definition from the repository's root, usually `preview.yaml`. Setting it is how a component opts in.
 *
 * @public
 */
export const DEFINITION_ANNOTATION = 'preview-environments.io/definition';

/**
 * GitHub's `owner/name`, the annotation that Backstage's own GitHub plugins read.
 *
 * @public
 */
export const PROJECT_SLUG_ANNOTATION = 'github.com/project-slug';

/**
 * GitLab's `group/project`, with as many groups as there are: the annotation that Backstage's catalog sets for GitLab.
 *
 * @public
 */
export const GITLAB_PROJECT_SLUG_ANNOTATION = 'gitlab.com/project-slug';

/**
 * The cluster by its name in Backstage's Kubernetes configuration; here for display and links only.
 *
 * @public
 */
export const KUBERNETES_CLUSTER_ANNOTATION = 'backstage.io/kubernetes-cluster';

/**
 * Whether the entity asks for previews.
 *
 * @public
 */
export function isPreviewEnvironmentsAvailable(entity: Entity): boolean {
  return definitionPathOf(entity) !== undefined;
}

/**
 * Where the entity's definition is, from the repository's root. Undefined when the annotation is missing, or names
 * something outside of the repository.
 *
 * @public
 */
export function definitionPathOf(entity: Entity): string | undefined {
  const path = annotation(entity, DEFINITION_ANNOTATION)?.replace(/^\.\//, '');
  const isInside =
    path && !path.startsWith('/') && !path.split('/').includes('..');
  return isInside ? path : undefined;
}

/**
 * The cluster that the entity runs in, as the Kubernetes plugin knows it.
 *
 * @public
 */
export function kubernetesClusterOf(entity: Entity): string | undefined {
  return annotation(entity, KUBERNETES_CLUSTER_ANNOTATION);
}

/** Per annotation: how its slugs look, and the host of those that say no other. */
const slugKinds = {
  [PROJECT_SLUG_ANNOTATION]: {
    pattern: /^([\w.-]+)\/([\w.-]+)$/,
    host: 'github.com',
  },
  [GITLAB_PROJECT_SLUG_ANNOTATION]: {
    pattern: /^([\w.-]+(?:\/[\w.-]+)*)\/([\w.-]+)$/,
    host: 'gitlab.com',
  },
};

/**
 * The annotation that names an entity's repository: GitHub's where it is set or none is.
 *
 * @public
 */
export function projectSlugAnnotationOf(
  entity: Entity,
): typeof PROJECT_SLUG_ANNOTATION | typeof GITLAB_PROJECT_SLUG_ANNOTATION {
  return annotation(entity, PROJECT_SLUG_ANNOTATION) === undefined &&
    annotation(entity, GITLAB_PROJECT_SLUG_ANNOTATION) !== undefined
    ? GITLAB_PROJECT_SLUG_ANNOTATION
    : PROJECT_SLUG_ANNOTATION;
}

/**
 * The repository of an entity: owner and name from the project slug of GitHub or GitLab, the host from the source location, without which
 * it is github.com or gitlab.com. A GitLab owner has all groups, `acme/shop`. Undefined when the slug is missing or is none.
 *
 * @public
 */
export function repositoryOf(
  entity: Entity,
): { host: string; owner: string; name: string } | undefined {
  const slugAnnotation = projectSlugAnnotationOf(entity);
  const { pattern, host } = slugKinds[slugAnnotation];
  const slug = annotation(entity, slugAnnotation);
  const [, owner, name] = pattern.exec(slug ?? '') ?? [];
  return owner === undefined
    ? undefined
    : { host: sourceHostOf(entity) ?? host, owner, name };
}

function sourceHostOf(entity: Entity): string | undefined {
  if (!annotation(entity, ANNOTATION_SOURCE_LOCATION)) {
    return undefined;
  }
  const { type, target } = getEntitySourceLocation(entity);
  return type === 'url' && URL.canParse(target)
    ? new URL(target).host
    : undefined;
}

function annotation(entity: Entity, name: string): string | undefined {
  const value = entity.metadata.annotations?.[name]?.trim();
  return value === '' ? undefined : value;
}
