import { listen, Listening, readBody } from '@previewenv/test-sandbox/src/http';
import { GitHub } from '@previewenv/test-sandbox/src/github';

export interface HeardWebhook {
  /** As Backstage's events module publishes it: `github.push`. */
  topic: string;
  payload: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- whatever was sent, of which a test reads a field or two
}

/** Hears what the stand-in tells its webhooks. */
export class HeardWebhooks {
  readonly heard: HeardWebhook[] = [];
  #listening: Listening | undefined;

  async listenTo(github: GitHub): Promise<void> {
    this.#listening = await listen(
      async (request, response) => {
        const payload = JSON.parse((await readBody(request)).toString());
        const topic = `github.${request.headers['x-github-event']}`;
        this.heard.push({ topic, payload });
        response.writeHead(202).end();
      },
      { name: 'receiver', port: 0 },
    );
    const url = `http://127.0.0.1:${this.#listening.port}/`;
    await fetch(`${github.url}/_/hooks`, {
      method: 'POST',
      body: JSON.stringify({ url }),
    });
  }

  async close(): Promise<void> {
    await this.#listening?.close();
  }
}
