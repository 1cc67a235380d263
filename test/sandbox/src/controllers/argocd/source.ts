/** A commit of a repository, to read files from. */
export interface SourceTree {
  /** The commit's SHA. */
  revision: string;
  read(path: string): string | undefined;
  /** Paths of all files below a folder. */
  list(folder: string): string[];
}

/** Where repositories are read from. Throws with the words of the repo server when there is no such repository or revision. */
export interface SourceReader {
  open(repoURL: string, targetRevision: string): SourceTree;
}
