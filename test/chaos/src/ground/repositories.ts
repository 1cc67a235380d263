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
