import { addresses } from './addresses';

/** GitHub's API takes any token of the sandbox for that of its one user. */
const headers = { authorization: 'Bearer sandbox' };

async function ask<T>(
  repository: string,
  path: string,
  options: RequestInit = {},
): Promise<T> {
  const response = await fetch(
    `${addresses().github}/api/v3/repos/acme/${repository}/${path}`,
    { headers, ...options },
  );
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}

/** Pushes a commit to a pull request that changes one of its files, as an editor on GitHub's page would. */
export async function changeFile(
  { repository, number }: { repository: string; number: number },
  path: string,
  change: (text: string) => string,
): Promise<void> {
  const { head } = await ask<{ head: { ref: string } }>(
    repository,
    `pulls/${number}`,
  );
  const file = await ask<{ sha: string; content: string }>(
    repository,
    `contents/${path}?ref=${head.ref}`,
  );
  const before = Buffer.from(file.content, 'base64').toString();
  await ask(repository, `contents/${path}`, {
    method: 'PUT',
    body: JSON.stringify({
      branch: head.ref,
      message: `Change ${path}`,
      sha: file.sha,
      content: Buffer.from(change(before)).toString('base64'),
    }),
  });
}
