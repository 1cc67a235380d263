/**
 * Names that this system puts on the objects it makes. An object is only ever changed or deleted when the label
 * {@link MANAGED_BY_LABEL}, the instance and the preview's id all match.
 *
 * @public
 */
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';

/** The value of {@link MANAGED_BY_LABEL}. @public */
export const MANAGED_BY = 'preview-environments';

/** The field manager of every server-side apply. @public */
export const FIELD_MANAGER = 'preview-environments';

/** The preview's id. @public */
export const ID_LABEL = 'preview-environments.io/id';

/** Which installation made the object, as `previewEnvironments.instance` says. @public */
export const INSTANCE_LABEL = 'preview-environments.io/instance';

/** The component of the preview that the object belongs to. @public */
export const COMPONENT_LABEL = 'preview-environments.io/component';

/** The pull request's page. @public */
export const PULL_REQUEST_ANNOTATION = 'preview-environments.io/pull-request';

/** The commit that the object was last written for. @public */
export const HEAD_SHA_ANNOTATION = 'preview-environments.io/head-sha';

/** When the preview ends by itself, ISO 8601. @public */
export const EXPIRES_AT_ANNOTATION = 'preview-environments.io/expires-at';

/** On a namespace, with the value `'true'`: previews may add routes to its Services. @public */
export const ROUTABLE_LABEL = 'preview-environments.io/routable';
