const alphabet = [
  ...['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot'],
  ...['golf', 'hotel', 'india', 'juliett', 'kilo', 'lima'],
];
const pullsPerRepository = 30;
const fewest = 4;

/** Several repositories, more of them for more pull requests. */
export function repositoriesFor(pulls: number): string[] {
  const wanted = Math.max(fewest, Math.ceil(pulls / pullsPerRepository));
  return alphabet.slice(0, Math.min(wanted, alphabet.length));
}

/** The files of a repository whose component serves nobody else's calls: there is no mesh here, and no baseline. */
export function withoutMesh<T>(
  files: Record<string, T>,
): Record<string, T | string> {
  const { 'preview.yaml': definition } = files;
  const alone = String(definition).replace(
    /^ {4}mesh:\n(?: {6,}.*\n)+/m,
    '    mesh: none\n',
  );
  return { ...files, 'preview.yaml': alone };
}
