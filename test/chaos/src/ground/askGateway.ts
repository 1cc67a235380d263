import { request } from 'node:http';
import { Page } from './Ground';

const patience = 10_000;

/** Asks a gateway for the first page of a host; the status is 0 when there is no answer. */
export function askGateway(
  gateway: { host: string; port: number },
  host: string,
): Promise<Page> {
  return new Promise(resolve => {
    const fail = ({ message }: Error): void =>
      resolve({ status: 0, headers: {}, body: message });
    const asked = request(
      {
        ...gateway,
        headers: { host, accept: 'application/json' },
        timeout: patience,
        // A kept connection may be closed by the gateway just when it is taken.
        agent: false,
      },
      answer => {
        const chunks: Buffer[] = [];
        answer.on('data', chunk => chunks.push(chunk as Buffer));
        answer.on('error', fail);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers as Record<string, string>,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    asked.on('timeout', () => asked.destroy(new Error(`${host}: no answer`)));
    asked.on('error', fail);
    asked.end();
  });
}
