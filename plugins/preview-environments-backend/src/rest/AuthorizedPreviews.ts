import { AuthService, PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { BasicPermission } from '@backstage/plugin-permission-common';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Finding,
  PreviewAction,
  previewApprovePermission,
  previewDeletePermission,
  previewEnvironmentsAdminPermission,
  previewReadPermission,
  previewUpdatePermission,
} from '@previewenv/plugin-preview-environments-common';
import { HistoryEntry } from '../preview';
import { positionOf, unknown } from './DefaultPreviews';
import { revealMembers } from './group';
import { demand, heldPermissions, lacking } from './permissions';
import {
  Caller,
  LogRequest,
  PreviewFilter,
  PreviewPosition,
  Previews,
  RepositoryView,
  ShownObject,
  ShownPreview,
  ShownRelease,
} from './Previews';
import { Visibility } from './visibility';

/** What the caller may do, and see. */
interface Rights {
  held: Set<string>;
  visibility: Visibility;
}

const permissionFor: Record<PreviewAction['name'], BasicPermission> = {
  approve: previewApprovePermission,
  redeploy: previewUpdatePermission,
  delete: previewDeletePermission,
  extend: previewUpdatePermission,
  keep: previewUpdatePermission,
  unkeep: previewUpdatePermission,
  sleep: previewUpdatePermission,
  wake: previewUpdatePermission,
  release: previewEnvironmentsAdminPermission,
};

// Most pages are full after one batch of their own size. Where much is hidden, the next ones are larger, for fewer catalog calls.
const readAheadSize = 100;

/** Shows previews only to who may see one of their components in the catalog, and lets only those act who have the permission. */
export class AuthorizedPreviews implements Previews {
  readonly #previews: Previews;
  readonly #permissions: PermissionsService;
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #auth: Pick<AuthService, 'getOwnServiceCredentials'>;

  constructor(options: {
    previews: Previews;
    permissions: PermissionsService;
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  }) {
    this.#previews = options.previews;
    this.#permissions = options.permissions;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /** Reads ahead until the page is full or there are no more previews. */
  async list(
    request: PreviewFilter & { limit: number; after?: PreviewPosition },
    caller: Caller,
  ): Promise<{ items: ShownPreview[]; next: PreviewPosition | undefined }> {
    const rights = await this.#rights(caller);
    const items: ShownPreview[] = [];
    let { after, limit } = request;
    do {
      const batch = await this.#previews.list(
        { ...request, limit, after },
        caller,
      );
      const revealed = await this.#reveal(batch.items, rights);
      for (const [index, shown] of revealed.entries()) {
        if (shown) items.push(shown);
        if (items.length < request.limit) continue;
        const isLast = index === revealed.length - 1 && !batch.next;
        return {
          items,
          next: isLast ? undefined : positionOf(batch.items[index].record),
        };
      }
      after = batch.next;
      limit = Math.max(request.limit, readAheadSize);
    } while (after);
    return { items, next: undefined };
  }

  async get(id: string, caller: Caller): Promise<ShownPreview> {
    const rights = await this.#rights(caller);
    return this.#revealOne(await this.#previews.get(id, caller), rights);
  }

  async remove(id: string, caller: Caller): Promise<ShownPreview> {
    const rights = await this.#mayChange(id, 'delete', caller);
    return this.#revealOne(await this.#previews.remove(id, caller), rights);
  }

  async redeploy(id: string, caller: Caller): Promise<ShownPreview> {
    const rights = await this.#mayChange(id, 'redeploy', caller);
    return this.#revealOne(await this.#previews.redeploy(id, caller), rights);
  }

  async approve(
    id: string,
    request: { headSha: string },
    caller: Caller,
  ): Promise<ShownPreview> {
    const rights = await this.#mayChange(id, 'approve', caller);
    return this.#revealOne(
      await this.#previews.approve(id, request, caller),
      rights,
    );
  }

  /** Administrators alone may go beyond the age that the platform allows. */
  async extend(
    id: string,
    { by }: { by: string | undefined },
    caller: Caller,
  ): Promise<ShownPreview> {
    const rights = await this.#mayChange(id, 'extend', caller);
    const unbounded = rights.held.has(previewEnvironmentsAdminPermission.name);
    return this.#revealOne(
      await this.#previews.extend(id, { by, unbounded }, caller),
      rights,
    );
  }

  async keep(id: string, caller: Caller): Promise<ShownPreview> {
    const rights = await this.#mayChange(id, 'keep', caller);
    return this.#revealOne(await this.#previews.keep(id, caller), rights);
  }

  async unkeep(id: string, caller: Caller): Promise<ShownPreview> {
    const rights = await this.#mayChange(id, 'unkeep', caller);
    return this.#revealOne(await this.#previews.unkeep(id, caller), rights);
  }

  async sleep(id: string, caller: Caller): Promise<ShownPreview> {
    const rights = await this.#mayChange(id, 'sleep', caller);
    return this.#revealOne(await this.#previews.sleep(id, caller), rights);
  }

  async wake(id: string, caller: Caller): Promise<ShownPreview> {
    const rights = await this.#mayChange(id, 'wake', caller);
    return this.#revealOne(await this.#previews.wake(id, caller), rights);
  }

  /** What is left is not filtered by component: who gives it up has to know all of it. */
  async release(
    id: string,
    request: { dryRun: boolean },
    caller: Caller,
  ): Promise<ShownRelease> {
    await this.#mayChange(id, 'release', caller);
    return this.#previews.release(id, request, caller);
  }

  async history(
    id: string,
    request: { limit: number; before?: number },
    caller: Caller,
  ): Promise<{ entries: HistoryEntry[]; next: number | undefined }> {
    await this.get(id, caller);
    return this.#previews.history(id, request, caller);
  }

  async objects(id: string, caller: Caller): Promise<ShownObject[]> {
    const { record } = await this.get(id, caller);
    const visible = new Set(record.components.map(({ name }) => name));
    const objects = await this.#previews.objects(id, caller);
    return objects.filter(
      ({ component }) => component === undefined || visible.has(component),
    );
  }

  async logs(id: string, request: LogRequest, caller: Caller): Promise<string> {
    const rights = await this.#rights(caller);
    const whole = await this.#previews.get(id, caller);
    const shown = await this.#revealOne(whole, rights);
    // A pod does not tell for sure which component's chart it came from.
    if (shown.record.components.length < whole.record.components.length) {
      throw new NotAllowedError(
        `You may not read every component of ${id}, and its logs can be of any.`,
      );
    }
    return this.#previews.logs(id, request, caller);
  }

  async repositories(
    entityRef: string,
    caller: Caller,
  ): Promise<RepositoryView[]> {
    await this.#mayRead(entityRef, caller);
    return this.#previews.repositories(entityRef, caller);
  }

  async validate(definition: string, caller: Caller): Promise<Finding[]> {
    await this.#rights(caller);
    return this.#previews.validate(definition, caller);
  }

  async validateEntity(entityRef: string, caller: Caller): Promise<Finding[]> {
    await this.#mayRead(entityRef, caller);
    return this.#previews.validateEntity(entityRef, caller);
  }

  async #mayRead(entityRef: string, caller: Caller): Promise<void> {
    const { visibility } = await this.#rights(caller);
    if (!(await visibility.isReadable(entityRef)))
      throw new NotFoundError(`There is no entity ${entityRef}`);
  }

  /** Everything starts with the right to read. */
  async #rights(caller: Caller): Promise<Rights> {
    const held = await heldPermissions(
      this.#permissions,
      [
        previewReadPermission,
        previewEnvironmentsAdminPermission,
        ...Object.values(permissionFor),
      ],
      caller,
    );
    demand(held, previewReadPermission);
    const visibility = new Visibility({
      catalog: this.#catalog,
      auth: this.#auth,
      caller,
      isAdmin: held.has(previewEnvironmentsAdminPermission.name),
    });
    return { held, visibility };
  }

  /** A hidden preview is not found, also for those who may change nothing: a 403 would tell that it is there. */
  async #mayChange(
    id: string,
    name: PreviewAction['name'],
    caller: Caller,
  ): Promise<Rights> {
    const rights = await this.#rights(caller);
    await this.#revealOne(await this.#previews.get(id, caller), rights);
    demand(rights.held, permissionFor[name]);
    return rights;
  }

  async #revealOne(
    preview: ShownPreview,
    rights: Rights,
  ): Promise<ShownPreview> {
    const [shown] = await this.#reveal([preview], rights);
    if (!shown) throw unknown(preview.record.id);
    return shown;
  }

  async #reveal(
    previews: ShownPreview[],
    { held, visibility }: Rights,
  ): Promise<(ShownPreview | undefined)[]> {
    const records = await visibility.reveal(
      previews.map(({ record }) => record),
    );
    const groups = await Promise.all(
      previews.map(({ group }, index) =>
        records[index] ? revealMembers(group, visibility) : undefined,
      ),
    );
    return records.map(
      (record, index) =>
        record && {
          ...previews[index],
          record,
          group: groups[index],
          actions: previews[index].actions.map(action =>
            permitted(action, held),
          ),
        },
    );
  }
}

/** A missing permission is the first thing to say; the state of the preview may change by itself. */
function permitted(action: PreviewAction, held: Set<string>): PreviewAction {
  const permission = permissionFor[action.name];
  return held.has(permission.name)
    ? action
    : { name: action.name, allowed: false, reason: lacking(permission) };
}
