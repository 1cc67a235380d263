import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Seeing previews, their history, objects and logs. A preview is shown when one of its components is visible too.
 *
 * @public
 */
export const previewReadPermission = createPermission({
  name: 'preview-environments.preview.read',
  attributes: { action: 'read' },
});

/**
 * Asking for a preview by hand.
 *
 * @public
 */
export const previewCreatePermission = createPermission({
  name: 'preview-environments.preview.create',
  attributes: { action: 'create' },
});

/**
 * Letting a commit from a fork run.
 *
 * @public
 */
export const previewApprovePermission = createPermission({
  name: 'preview-environments.preview.approve',
  attributes: { action: 'update' },
});

/**
 * Deploying a preview again, and changing how long it lives.
 *
 * @public
 */
export const previewUpdatePermission = createPermission({
  name: 'preview-environments.preview.update',
  attributes: { action: 'update' },
});

/**
 * Taking a preview away before its pull request is closed.
 *
 * @public
 */
export const previewDeletePermission = createPermission({
  name: 'preview-environments.preview.delete',
  attributes: { action: 'delete' },
});

/**
 * What concerns the whole installation: orphans, objectives, and previews of components that are no longer in the
 * catalog, which nobody else could clear away. Components that the caller can't see stay hidden.
 *
 * @public
 */
export const previewEnvironmentsAdminPermission = createPermission({
  name: 'preview-environments.admin',
  attributes: {},
});

/**
 * All permissions of this plugin.
 *
 * @public
 */
export const previewEnvironmentsPermissions = [
  previewReadPermission,
  previewCreatePermission,
  previewApprovePermission,
  previewUpdatePermission,
  previewDeletePermission,
  previewEnvironmentsAdminPermission,
];
