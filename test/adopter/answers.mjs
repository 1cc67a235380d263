import { setTimeout as pause } from 'node:timers/promises';

const api = '/api/preview-environments/v1';
const web = 'component:default/web';

/** What a backend has to answer, as named checks; `optional`: it has the events backend and the scaffolder too. */
export function answers({ secret, optional }) {
  return {
    'the catalog has the component': backend =>
      eventually(async () => {
        const path = '/api/catalog/entities/by-name/component/default/web';
        expectStatus(await backend.get(path), 200);
      }),
    'the list of previews is empty, not an error': async backend => {
      const answer = await backend.get(`${api}/previews?entityRef=${web}`);
      expectStatus(answer, 200);
      const { items } = await answer.json();
      if (items.length > 0) throw new Error(`It has ${items.length}`);
    },
    'nobody without a token is answered': async ({ url }) => {
      expectStatus(await fetch(`${url}${api}/previews`), 401);
    },
    'a code host that does not answer is said to be the problem': backend =>
      eventually(async () => {
        const path = `${api}/repositories?entityRef=${web}`;
        const answer = await backend.get(path);
        expectStatus(answer, 200);
        const { items } = await answer.json();
        const problems = items.flatMap(item => item.problems);
        if (problems.length === 0) {
          throw new Error(`No problem in ${JSON.stringify(items)}`);
        }
      }),
    'the pages get no secret and nothing of our configuration': async ({
      url,
    }) => {
      const page = await (await fetch(url)).text();
      for (const word of [secret, 'previewEnvironments']) {
        if (page.includes(word)) throw new Error(`The page has ${word}`);
      }
    },
    'no secret is in the log': async ({ output }) => {
      if (output.includes(secret)) throw new Error('There is one');
    },
    ...(optional ? optionalAnswers : {}),
  };
}

const optionalAnswers = {
  'the scaffolder has the action': async backend => {
    const answer = await backend.get('/api/scaffolder/v2/actions');
    const ids = (await answer.json()).map(({ id }) => id);
    if (!ids.includes('preview:catalog:annotate')) {
      throw new Error(`It has ${ids.join(', ')}`);
    }
  },
  'a webhook without a signature is refused': async ({ url }) => {
    expectStatus(await webhook(url, '{"action": "opened"}'), 403);
  },
  'a webhook of 6 MB is refused': async ({ url }) => {
    const body = JSON.stringify({ padding: 'x'.repeat(6 * 1024 * 1024) });
    expectStatus(await webhook(url, body), 413);
  },
};

function webhook(url, body) {
  return fetch(`${url}/api/events/http/github`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
    },
    body,
  });
}

function expectStatus({ status, url }, expected) {
  if (status !== expected) throw new Error(`${url} answered ${status}`);
}

async function eventually(attempt, seconds = 60) {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(500);
    }
  }
}
