import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { Tally } from './Tally';
import { Weather } from './Weather';

interface Delivery {
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Seconds that a delayed delivery is late: minutes, by the measure of a listing every few seconds instead of five minutes. */
const delay = { least: 5, most: 40 };
/** Milliseconds after which one that waits for the next is sent anyway. */
const longestOvertaking = 5_000;
/** Milliseconds that a backend has to take a delivery. */
const patience = 10_000;

/** Takes the code host's webhooks, and brings them to one of the backends, or too late, or twice, or not at all. */
export class WebhookRelay {
  readonly #weather: Weather;
  readonly #tally: Tally;
  readonly #backends: () => number[];
  readonly #pending = new Map<Delivery, NodeJS.Timeout>();
  #overtaken: Delivery | undefined;
  #server: Server | undefined;
  #turn = 0;

  constructor(options: {
    weather: Weather;
    /** Ports of the backends that could be reached, as a load balancer knows them. */
    backends: () => number[];
  }) {
    this.#weather = options.weather;
    this.#tally = options.weather.tally;
    this.#backends = options.backends;
  }

  /** Answers the port. */
  async start(): Promise<number> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk as Buffer));
      request.on('end', () => {
        response.writeHead(202).end();
        this.#take({
          url: request.url ?? '/',
          headers: request.headers,
          body: Buffer.concat(chunks),
        });
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    this.#server = server;
    return (server.address() as AddressInfo).port;
  }

  /** Brings everything that is late, now. */
  flush(): void {
    for (const [delivery, timer] of this.#pending) {
      clearTimeout(timer);
      this.#bring(delivery);
    }
    this.#pending.clear();
    this.#overtaken = undefined;
  }

  async stop(): Promise<void> {
    for (const timer of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
    this.#server?.closeAllConnections();
    await new Promise<void>(resolve =>
      this.#server ? this.#server.close(() => resolve()) : resolve(),
    );
  }

  #take(delivery: Delivery): void {
    const weather = this.#weather;
    if (weather.strikes('webhook lost')) return;
    if (weather.strikes('webhook delayed')) {
      this.#later(delivery, weather.seconds(delay.least, delay.most) * 1000);
      return;
    }
    const overtaken = this.#overtaken;
    if (!overtaken && weather.isOn('webhook reordered')) {
      this.#overtaken = delivery;
      this.#later(delivery, longestOvertaking);
      return;
    }
    this.#bring(delivery);
    if (overtaken && this.#pending.has(overtaken)) {
      this.#overtaken = undefined;
      clearTimeout(this.#pending.get(overtaken));
      this.#pending.delete(overtaken);
      weather.strikes('webhook reordered');
      this.#bring(overtaken);
    }
    if (weather.strikes('webhook doubled')) this.#bring(delivery);
  }

  #later(delivery: Delivery, milliseconds: number): void {
    const timer = setTimeout(() => {
      this.#pending.delete(delivery);
      if (this.#overtaken === delivery) this.#overtaken = undefined;
      this.#bring(delivery);
    }, milliseconds);
    this.#pending.set(delivery, timer);
  }

  /** To the backends in turn. One that can't be reached loses it: GitHub does not try again. */
  #bring({ url, headers, body }: Delivery): void {
    const backends = this.#backends();
    const port = backends[this.#turn++ % backends.length];
    const {
      host: _host,
      connection: _connection,
      'content-length': _length,
      'transfer-encoding': _encoding,
      ...passed
    } = headers;
    fetch(`http://127.0.0.1:${port}${url}`, {
      method: 'POST',
      headers: passed as Record<string, string>,
      body,
      signal: AbortSignal.timeout(patience),
    }).then(
      response => void response.arrayBuffer().catch(() => {}),
      () => this.#tally.count('webhook lost'),
    );
  }
}
