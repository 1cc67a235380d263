import { request } from 'node:http';

/** Milliseconds; deliveries of webhooks are waited for. */
const patience = 60_000;

/**
 * One request on a connection of its own: a kept one may be closed by the server just when it is taken, and what people do must not fail
 * by that. Throws when the answer is no success.
 */
export function send(
  method: string,
  url: string,
  options: { body?: string | Buffer; headers?: Record<string, string> } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { method, headers: options.headers, agent: false, timeout: patience },
      answer => {
        const chunks: Buffer[] = [];
        answer.on('data', chunk => chunks.push(chunk as Buffer));
        answer.on('error', reject);
        answer.on('end', () => {
          const { statusCode = 0 } = answer;
          if (statusCode >= 200 && statusCode < 300) resolve();
          else
            reject(
              new Error(
                `${method} ${url}: ${statusCode} ${Buffer.concat(chunks)}`,
              ),
            );
        });
      },
    );
    asked.on('timeout', () => asked.destroy(new Error(`${url}: no answer`)));
    asked.on('error', reject);
    asked.end(options.body);
  });
}
