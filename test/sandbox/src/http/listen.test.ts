import { request } from 'node:http';
import { listen } from './listen';

const ask = (port: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, agent: false }, answer => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('a server that drains', () => {
  it('answers who connected just before it stopped listening', async () => {
    const server = await listen((_, response) => response.end('ok'), {
      name: 'pod',
      port: 0,
    });
    const answer = ask(server.port);
    // The kernel has the connection; the server has not been told of it yet.
    await new Promise(process.nextTick);
    await server.drain();
    expect(await answer).toBe(200);
  });

  it('refuses who comes after it has drained', async () => {
    const server = await listen((_, response) => response.end('ok'), {
      name: 'pod',
      port: 0,
    });
    await server.drain();
    await expect(ask(server.port)).rejects.toThrow('ECONNREFUSED');
  });
});
