import { badRequest, expired } from '../apiError';
import { fieldSelector, labelSelector } from '../selectors';
import { Storage } from '../storage';
import { StoredObject } from '../types';
import { Target } from './target';

interface ContinueToken {
  revision: number;
  after: string;
}

const keyOf = ({ metadata }: StoredObject): string =>
  `${metadata.namespace ?? ''}/${metadata.name}`;

function readToken(text: string): ContinueToken {
  try {
    return JSON.parse(
      Buffer.from(text, 'base64url').toString(),
    ) as ContinueToken;
  } catch {
    throw badRequest('continue key is not valid');
  }
}

/**
 * LIST, whole or in pages. A later page shows newer objects than the first, but names the first page's version, from which
 * a watch repeats what was missed.
 */
export function list(
  storage: Storage,
  { resource, namespace }: Target,
  query: URLSearchParams,
): unknown {
  const matchesLabels = labelSelector(query.get('labelSelector') ?? undefined);
  const matchesFields = fieldSelector(query.get('fieldSelector') ?? undefined);
  const token = query.get('continue')
    ? readToken(query.get('continue')!)
    : undefined;
  if (token && token.revision < storage.oldest) {
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
    );
  }
  const revision = token?.revision ?? storage.revision;
  const left = storage
    .list(resource, namespace)
    .filter(object => matchesLabels(object) && matchesFields(object))
    .filter(object => !token || keyOf(object) > token.after);
  const limit = Number(query.get('limit') ?? 0) || left.length;
  const items = left.slice(0, limit);
  const remaining = left.length - items.length;
  const next = {
    revision,
    after: items.length ? keyOf(items[items.length - 1]) : '',
  };
  return {
    kind: `${resource.kind}List`,
    apiVersion: resource.apiVersion,
    metadata: {
      resourceVersion: String(revision),
      ...(remaining
        ? {
            continue: Buffer.from(JSON.stringify(next)).toString('base64url'),
            remainingItemCount: remaining,
          }
        : {}),
    },
    // A real server leaves kind and apiVersion out of the items of built-in lists.
    items: resource.custom
      ? items
      : items.map(({ kind, apiVersion, ...item }) => item),
  };
}
