const MAXIMUM = 40;
const HASH_LENGTH = 7;

/**
 * A branch name as a piece of a DNS label: lower-case letters, digits and single hyphens inside, 1 to 40 characters.
 * A name that is too long, or that has nothing to keep, gets a hash of the whole name, so that two long names with the
 * same beginning stay apart. Names that differ in punctuation or case alone share a slug: it is for people, not an identity.
 *
 * @public
 */
export function slugOf(branch: string): string {
  const plain = trimHyphens(branch.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
  if (plain !== '' && plain.length <= MAXIMUM) {
    return plain;
  }
  const kept = trimHyphens(plain.slice(0, MAXIMUM - HASH_LENGTH - 1));
  return kept === '' ? hashOf(branch) : `${kept}-${hashOf(branch)}`;
}

function trimHyphens(text: string): string {
  return text.replace(/^-+|-+$/g, '');
}

/** FNV-1a: synchronous in browsers too, and short. Nothing relies on it being hard to collide with. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(36).padStart(HASH_LENGTH, '0').slice(0, HASH_LENGTH);
}
