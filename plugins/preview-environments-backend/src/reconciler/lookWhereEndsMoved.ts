import { ExpiryLimits, expiryOf } from '../preview';
import { Store } from '../store/types';

const pageSize = 100;

/**
 * Makes a look due at every preview whose end is another by the limits of the platform as they are now: one that stands still would go on
 * by those of before. To be done once at the start, after which a configuration does not change.
 */
export async function lookWhereEndsMoved(
  store: Pick<Store, 'query' | 'enqueueKnown'>,
  platform: ExpiryLimits,
): Promise<void> {
  let page = await store.query({ limit: pageSize });
  while (page.length > 0) {
    for (const record of page) {
      const end = expiryOf(record, platform)?.expiresAt;
      if (end?.getTime() !== record.expiresAt?.getTime())
        await store.enqueueKnown(record.id, 'configuration: limits of life');
    }
    const { createdAt, id } = page[page.length - 1];
    page =
      page.length < pageSize
        ? []
        : await store.query({ limit: pageSize, after: { createdAt, id } });
  }
}
