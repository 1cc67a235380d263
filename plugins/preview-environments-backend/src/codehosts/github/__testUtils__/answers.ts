/** Answers in GitHub's form, with what every test needs and what one test changes. */

export const repositoryRef = {
  host: 'localhost:7008',
  owner: 'acme',
  name: 'web',
};

export const repository = {
  id: 7,
  name: 'web',
  owner: { login: 'acme' },
  default_branch: 'main',
  html_url: 'http://localhost:7008/acme/web',
};

export const headSha = '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d';

export function pullRequest(number: number, changes: object = {}) {
  return {
    number,
    title: `Change ${number}`,
    html_url: `http://localhost:7008/acme/web/pull/${number}`,
    user: { id: 3, login: 'ada', type: 'User' },
    state: 'open',
    draft: false,
    labels: [{ name: 'preview' }],
    head: { sha: headSha, ref: 'change', repo: { id: 7 } },
    base: { ref: 'main', repo: repository },
    updated_at: '2026-01-01T00:00:00Z',
    closed_at: null,
    ...changes,
  };
}

export function content(text: string, sha: string) {
  return {
    type: 'file',
    encoding: 'base64',
    content: Buffer.from(text).toString('base64'),
    sha,
  };
}
