import {
  ChangeKind,
  Repository,
} from '@previewenv/plugin-preview-environments-node';

/** What a code host calls what previews are made for, and how it writes its number. */
export interface ChangeWords {
  one: string;
  /** At the begin of a sentence. */
  many: string;
  sign: '#' | '!';
}

const words: Record<ChangeKind, ChangeWords> = {
  'pull-request': { one: 'pull request', many: 'Pull requests', sign: '#' },
  'merge-request': { one: 'merge request', many: 'Merge requests', sign: '!' },
};

/** The words of people who work with that repository. */
export function wordsOf({
  changeKind = 'pull-request',
}: Pick<Repository, 'changeKind'>): ChangeWords {
  return words[changeKind];
}

/** What another repository's changes are called, as far as the one repository's host says it. */
export function changeKindAt(
  host: string,
  { host: own, changeKind }: Pick<Repository, 'host' | 'changeKind'>,
): ChangeKind | undefined {
  return host === own ? changeKind : undefined;
}
