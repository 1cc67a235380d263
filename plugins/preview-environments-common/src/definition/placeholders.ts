import { InputError } from '@backstage/errors';

import { nearest } from './nearest';
import { slugOf } from './slug';

/**
 * The values that a definition may place into its strings, written `{{ preview.id }}`. Nothing else that the author of a
 * pull request writes can get into the objects made for it; the branch gets in as its slug only.
 *
 * @public
 */
export const placeholderNames = [
  'preview.id',
  'preview.origin',
  'pullRequest.number',
  'pullRequest.baseRef',
  'pullRequest.headSlug',
  'commit.sha',
  'commit.short',
  'component.name',
] as const;

/** @public */
export type PlaceholderName = (typeof placeholderNames)[number];

/** @public */
export type PlaceholderValues = Readonly<Record<PlaceholderName, string>>;

/**
 * The values for one component of one preview. `commit.short` is the first 7 characters of the commit; `preview.origin` is what
 * browsers call the preview's pages by, for instance `https://web-pr-42.preview.example.com`.
 *
 * @public
 */
export function placeholderValuesOf(options: {
  previewId: string;
  pullRequest: { number: number; baseRef: string; headRef: string };
  commitSha: string;
  component: string;
  /** Empty for what is filled in before it is known, and for a component without routing. */
  origin?: string;
}): PlaceholderValues {
  const { previewId, pullRequest, commitSha, component, origin } = options;
  return {
    'preview.id': previewId,
    'preview.origin': origin ?? '',
    'pullRequest.number': String(pullRequest.number),
    'pullRequest.baseRef': pullRequest.baseRef,
    'pullRequest.headSlug': slugOf(pullRequest.headRef),
    'commit.sha': commitSha,
    'commit.short': commitSha.slice(0, 7),
    'component.name': component,
  };
}

/**
 * The text with its placeholders replaced, in one pass: what a value contains is never looked at again.
 *
 * Throws an InputError for an unknown or broken placeholder, which a parsed definition can't contain.
 *
 * @public
 */
export function fillPlaceholders(
  text: string,
  values: PlaceholderValues,
): string {
  return piecesOf(text)
    .map(piece => {
      if (piece.kind === 'literal') {
        return piece.text;
      }
      if (piece.kind === 'placeholder') {
        return values[piece.name];
      }
      throw new InputError(`'${text}': ${piece.message}`);
    })
    .join('');
}

/** What is wrong with the placeholders of a text, in words for its author. */
export function placeholderMistakes(text: string): string[] {
  return piecesOf(text).flatMap(piece =>
    piece.kind === 'mistake' ? [piece.message] : [],
  );
}

/** The placeholders that a text uses. */
export function placeholdersIn(text: string): PlaceholderName[] {
  return piecesOf(text).flatMap(piece =>
    piece.kind === 'placeholder' ? [piece.name] : [],
  );
}

/** Whether a text has anything that looks like a placeholder, right or wrong. */
export function hasPlaceholder(text: string): boolean {
  return text.includes('{{') || text.includes('}}');
}

type Piece =
  | { kind: 'literal'; text: string }
  | { kind: 'placeholder'; name: PlaceholderName }
  | { kind: 'mistake'; message: string };

function piecesOf(text: string): Piece[] {
  return text
    .split(/(\{\{[^{}]*\}\})/)
    .filter(part => part !== '')
    .map(part => {
      const inner = /^\{\{([^{}]*)\}\}$/.exec(part)?.[1].trim();
      if (inner !== undefined) {
        return placeholderPiece(inner);
      }
      return hasPlaceholder(part)
        ? {
            kind: 'mistake',
            message:
              'a placeholder is not closed or not opened; write {{ preview.id }}',
          }
        : { kind: 'literal', text: part };
    });
}

function placeholderPiece(name: string): Piece {
  if (isPlaceholderName(name)) {
    return { kind: 'placeholder', name };
  }
  const suggestion = nearest(name, placeholderNames);
  const cure = suggestion
    ? `did you mean {{ ${suggestion} }}?`
    : `known are ${placeholderNames.join(', ')}`;
  return {
    kind: 'mistake',
    message: `unknown placeholder {{ ${name} }}, ${cure}`,
  };
}

function isPlaceholderName(name: string): name is PlaceholderName {
  return placeholderNames.some(known => known === name);
}
