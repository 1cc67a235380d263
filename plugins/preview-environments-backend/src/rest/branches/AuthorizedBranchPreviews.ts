import { AuthService, PermissionsService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  previewCreatePermission,
  previewEnvironmentsAdminPermission,
  previewReadPermission,
} from '@previewenv/plugin-preview-environments-common';
import { demand, heldPermissions } from '../permissions';
import { Caller } from '../Previews';
import { Visibility } from '../visibility';
import { BranchPlaces } from './BranchPlaces';
import { BranchAnswer, BranchAsked, BranchPreviews } from './BranchPreviews';
import { notWatched } from './DefaultBranchPreviews';

/** Lets those ask who may read one of the entities in the catalog and have the permission to create previews. */
export class AuthorizedBranchPreviews implements BranchPreviews {
  readonly #previews: BranchPreviews;
  readonly #places: Pick<BranchPlaces, 'of'>;
  readonly #permissions: PermissionsService;
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #auth: Pick<AuthService, 'getOwnServiceCredentials'>;

  constructor(options: {
    previews: BranchPreviews;
    places: Pick<BranchPlaces, 'of'>;
    permissions: PermissionsService;
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  }) {
    this.#previews = options.previews;
    this.#places = options.places;
    this.#permissions = options.permissions;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  async ask(asked: BranchAsked, caller: Caller): Promise<BranchAnswer> {
    const held = await heldPermissions(
      this.#permissions,
      [
        previewReadPermission,
        previewCreatePermission,
        previewEnvironmentsAdminPermission,
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
    const { entityRefs = [] } = this.#places.of(asked) ?? {};
    const readable = await Promise.all(
      entityRefs.map(ref => visibility.isReadable(ref)),
    );
    // A hidden one is not found, also for those who may create nothing: a 403 would tell that it is there.
    if (!readable.includes(true)) throw notWatched(asked);
    demand(held, previewCreatePermission);
    return this.#previews.ask(asked, caller);
  }
}
