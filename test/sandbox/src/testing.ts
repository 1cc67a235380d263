import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds after which something that should happen counts as not happening. */
const patience = 10_000;

/** Asks until the answer is there. What is waited for happens in real servers, whose time no test can move. */
export async function eventually<T>(
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline)
      throw new Error(`Not within ${patience} ms: ${look}`);
    await pause(10);
  }
}

/** Asks a server, and reads JSON where it answers JSON. */
export function caller(url: () => string) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { authorization: 'token t0k3n' },
  ) => {
    const response = await fetch(url() + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const json = text.startsWith('{') || text.startsWith('[');
    return {
      status: response.status,
      headers: response.headers,
      body: json ? JSON.parse(text) : text,
    };
  };
}
