import { RefusedError } from '@previewenv/plugin-preview-environments-node';

/** Throws a RefusedError for a path, as annotations name it, that would lead a request with our token to another part of the API. */
export function requireInside(path: string, named: string): void {
  if (path.split('/').some(part => ['', '.', '..'].includes(part))) {
    throw new RefusedError(
      `${named} is not a path from the repository's root, like preview.yaml`,
    );
  }
}
