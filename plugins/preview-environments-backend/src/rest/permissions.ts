import { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { Caller } from './Previews';

/** The permissions out of a list that the caller has, asked for in one request. */
export async function heldPermissions(
  permissions: PermissionsService,
  wanted: BasicPermission[],
  caller: Caller,
): Promise<Set<string>> {
  const decisions = await permissions.authorize(
    wanted.map(permission => ({ permission })),
    { credentials: caller },
  );
  const held = wanted.filter(
    (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
  );
  return new Set(held.map(({ name }) => name));
}

/** Throws a NotAllowedError that names the permission unless it is held. */
export function demand(held: Set<string>, permission: BasicPermission): void {
  if (!held.has(permission.name))
    throw new NotAllowedError(lacking(permission));
}

export function lacking({ name }: BasicPermission): string {
  return `You need the permission ${name}.`;
}
