import { createHash } from 'node:crypto';

/** What Helm takes as a release name, as for the ids of pull requests. */
const longestId = 53;
const separator = '-br-';
const hashLength = 8;

/**
 * The id of the preview of a branch, `web-br-new-basket-cpakfgbm`: a DNS label of at most 53 characters. The last eight letters are of the
 * SHA-256 of slug and branch, so that branches which differ in a character only, or in upper and lower case, stay apart (rule 7.18). They are
 * letters, so that no id of a pull request can be the same.
 */
export function branchPreviewId(slug: string, branch: string): string {
  const room = longestId - slug.length - separator.length - hashLength - 1;
  const kept = branch
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, Math.max(0, room))
    .replace(/^-+|-+$/g, '');
  return [`${slug}-br`, ...(kept ? [kept] : []), lettersOf(slug, branch)].join(
    '-',
  );
}

/** The slug in the id of a branch's preview; undefined when no preview of that branch can be called so. */
export function slugInBranchId(id: string, branch: string): string | undefined {
  for (
    let end = id.indexOf(separator);
    end > 0;
    end = id.indexOf(separator, end + 1)
  ) {
    const slug = id.slice(0, end);
    if (branchPreviewId(slug, branch) === id) return slug;
  }
  return undefined;
}

/** Four bits a letter. */
function lettersOf(slug: string, branch: string): string {
  return createHash('sha256')
    .update(JSON.stringify([slug, branch]))
    .digest('hex')
    .slice(0, hashLength)
    .replace(/./g, digit =>
      String.fromCharCode('a'.charCodeAt(0) + parseInt(digit, 16)),
    );
}
