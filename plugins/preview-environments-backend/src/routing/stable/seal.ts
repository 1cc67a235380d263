import { createHmac } from 'node:crypto';

/** Signs links and seals. `id` tells which one it was, so that keys can be replaced one after the other. */
export interface LinkKey {
  id: string;
  secret: string;
}

/** A host of the shared environment that signed links may lead to, and the namespace of its routes. */
export interface StableHost {
  host: string;
  namespace: string;
}

/**
 * What a browser shows on a stable host to be led to a preview: nobody can guess it, and it is another one for each life of each
 * preview and for each key. The letters are those of base64url, so that it stands in expressions and cookies as it is.
 */
export function sealOf(
  { secret }: LinkKey,
  { previewId, life }: { previewId: string; life: string },
): string {
  return createHmac('sha256', secret)
    .update(`seal\n${previewId}\n${life}`)
    .digest('base64url');
}
