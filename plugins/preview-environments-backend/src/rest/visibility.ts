import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ComponentRecord, PreviewRecord } from '../preview';
import { Caller } from './Previews';

/** Tells what of previews one caller may see. Made anew for every request, because it remembers the catalog's answers. */
export class Visibility {
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  readonly #caller: Caller;
  readonly #isAdmin: boolean;
  readonly #readable = new Map<string, boolean>();
  readonly #existing = new Map<string, boolean>();

  constructor(options: {
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    caller: Caller;
    isAdmin: boolean;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#caller = options.caller;
    this.#isAdmin = options.isAdmin;
  }

  /**
   * Each preview with what of it the caller may see, undefined for one that is hidden: none of its entities is readable. An
   * administrator also sees what belongs to no entity that exists, because nobody else could clear it away. Asks the catalog at most
   * once with the caller's credentials, and for administrators once with our own.
   */
  async reveal(
    records: PreviewRecord[],
  ): Promise<(PreviewRecord | undefined)[]> {
    const refs = records.flatMap(({ components }) =>
      components.flatMap(({ entityRefs }) => entityRefs),
    );
    await this.#lookUp(this.#readable, refs, this.#caller);
    if (this.#isAdmin) {
      const rest = refs.filter(ref => !this.#readable.get(ref));
      if (rest.length > 0) {
        const own = await this.#auth.getOwnServiceCredentials();
        await this.#lookUp(this.#existing, rest, own);
      }
    }
    return records.map(record => this.#revealed(record));
  }

  /** Whether the caller may read the entity. */
  async isReadable(entityRef: string): Promise<boolean> {
    await this.#lookUp(this.#readable, [entityRef], this.#caller);
    return this.#readable.get(entityRef) ?? false;
  }

  #revealed(record: PreviewRecord): PreviewRecord | undefined {
    const visible = record.components.filter(component =>
      this.#isVisible(component),
    );
    const nobodys = record.components.length === 0;
    if (nobodys ? !this.#isAdmin : visible.length === 0) return undefined;

    const hidden = record.components.filter(
      component => !visible.includes(component),
    );
    const leads = hidden.some(({ urls }) => urls.includes(record.url ?? ''));
    return {
      ...record,
      url: leads ? undefined : record.url,
      components: visible.map(component => ({
        ...component,
        entityRefs: component.entityRefs.filter(ref => this.#isShown(ref)),
      })),
    };
  }

  #isVisible({ entityRefs }: ComponentRecord): boolean {
    return entityRefs.length === 0
      ? this.#isAdmin
      : entityRefs.some(ref => this.#isShown(ref));
  }

  #isShown(entityRef: string): boolean {
    return (
      this.#readable.get(entityRef) === true ||
      (this.#isAdmin && this.#existing.get(entityRef) === false)
    );
  }

  async #lookUp(
    known: Map<string, boolean>,
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<void> {
    const unknown = [...new Set(entityRefs)].filter(ref => !known.has(ref));
    if (unknown.length === 0) return;
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs: unknown,
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials },
    );
    unknown.forEach((ref, index) => known.set(ref, Boolean(items[index])));
  }
}
