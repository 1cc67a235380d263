import { PermissionsService } from '@backstage/backend-plugin-api';
import { previewEnvironmentsAdminPermission } from '@previewenv/plugin-preview-environments-common';
import { Orphan } from '../../preview';
import { demand, heldPermissions } from '../permissions';
import { Caller } from '../Previews';
import { Leftovers, SweepView } from './Leftovers';

/** Lets administrators alone see and decide: what is left over may belong to components that others can't see. */
export class AuthorizedLeftovers implements Leftovers {
  readonly #leftovers: Leftovers;
  readonly #permissions: PermissionsService;

  constructor(options: {
    leftovers: Leftovers;
    permissions: PermissionsService;
  }) {
    this.#leftovers = options.leftovers;
    this.#permissions = options.permissions;
  }

  async orphans(caller: Caller): Promise<Orphan[]> {
    await this.#demandAdmin(caller);
    return this.#leftovers.orphans(caller);
  }

  async releaseOrphan(id: string, caller: Caller): Promise<Orphan> {
    await this.#demandAdmin(caller);
    return this.#leftovers.releaseOrphan(id, caller);
  }

  async sweep(caller: Caller): Promise<SweepView> {
    await this.#demandAdmin(caller);
    return this.#leftovers.sweep(caller);
  }

  async releaseSweep(caller: Caller): Promise<SweepView> {
    await this.#demandAdmin(caller);
    return this.#leftovers.releaseSweep(caller);
  }

  async #demandAdmin(caller: Caller): Promise<void> {
    const held = await heldPermissions(
      this.#permissions,
      [previewEnvironmentsAdminPermission],
      caller,
    );
    demand(held, previewEnvironmentsAdminPermission);
  }
}
