import { createHash } from 'node:crypto';
import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { slugInBranchId } from './branches/identity';
import { isBranch } from './branches/subject';

/** What Helm takes as a release name, the shortest limit of all the names that an id becomes. */
const longestId = 53;
const separator = '-pr-';
/** GitHub counts in 32 bits. */
const mostDigits = 10;
/** Room for every number, so that all previews of a repository carry the same slug. */
export const longestSlug = longestId - separator.length - mostDigits;

const plainSlug = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** Tells repositories apart by name. Owners and names are the same to code hosts in any case. */
export function repositoryKey({ host, owner, name }: RepositoryRef): string {
  return `${host}/${owner}/${name}`.toLowerCase();
}

/**
 * The piece of a preview's id that stands for its repository (rule 7.18): the repository's name as a DNS label that starts
 * with a letter, at most 39 characters. A name that had to be changed for that carries six hexadecimal digits of its
 * SHA-256, so that `web.js` and `web-js` stay apart. Upper and lower case are one, as they are to code hosts.
 */
export function repositorySlug(repositoryName: string): string {
  const name = repositoryName.toLowerCase();
  if (name.length <= longestSlug && plainSlug.test(name)) return name;

  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  const kept = name
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, longestSlug - hash.length - 1)
    .replace(/-+$/, '');
  // With a letter in front even where nothing of the name could be kept.
  return `${kept || 'repository'}-${hash}`;
}

/**
 * The id of the preview of a pull request, `web-pr-42`: a DNS label of at most 53 characters. Throws a RangeError for what
 * can't be the number of a pull request.
 */
export function previewId(slug: string, number: number): string {
  if (
    !Number.isSafeInteger(number) ||
    number < 1 ||
    `${number}`.length > mostDigits
  ) {
    throw new RangeError(`${number} is not the number of a pull request`);
  }
  return `${slug}${separator}${number}`;
}

/** The slug in the id of a preview; undefined when no preview of that number, or of that branch, can be called so. */
export function slugOf(
  id: string,
  number: number,
  branch?: string,
): string | undefined {
  if (branch !== undefined) {
    const own = isBranch({ number }) ? slugInBranchId(id, branch) : undefined;
    return own !== undefined && fits(own) ? own : undefined;
  }
  const end = `${separator}${number}`;
  const slug = id.slice(0, -end.length);
  return id.endsWith(end) && fits(slug) ? slug : undefined;
}

function fits(slug: string): boolean {
  return slug.length <= longestSlug && plainSlug.test(slug);
}
