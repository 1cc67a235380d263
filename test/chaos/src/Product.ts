import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { githubFaults } from './faults/githubFaults';
import { HttpProxy } from './faults/HttpProxy';
import { kubernetesFaults } from './faults/kubernetesFaults';
import { LaggingCopy } from './faults/LaggingCopy';
import { TroubledBackend } from './faults/ProcessFaults';
import { Weather } from './faults/Weather';
import { WriteTrap } from './faults/WriteTrap';
import { Ground } from './ground/Ground';
import { PostgresServer } from './ground/PostgresServer';
import { Backend } from './product/Backend';
import {
  catalogOf,
  configurationOf,
  kubeconfigOf,
} from './product/configuration';

const replicas = 2;

/** A port that is free now, for a program that can't say which one it took. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise(resolve => probe.close(resolve));
  if (!address || typeof address === 'string') throw new Error('No port');
  return address.port;
}

/** The backends under test, each behind proxies of its own. */
export class Product {
  readonly kubernetes: HttpProxy[] = [];
  readonly #codeHost: HttpProxy[] = [];
  readonly #options: {
    ground: Ground;
    postgres: PostgresServer;
    weather: Weather;
    /** Where the backend's package is. */
    folder: string;
    /** For configurations and logs. */
    data: string;
    ports: number[];
    /** Filled as they start. */
    backends: TroubledBackend[];
  };
  #codeHostWrites = 0;

  static async ports(): Promise<number[]> {
    return Promise.all(Array.from({ length: replicas }, freePort));
  }

  constructor(options: {
    ground: Ground;
    postgres: PostgresServer;
    weather: Weather;
    folder: string;
    data: string;
    ports: number[];
    backends: TroubledBackend[];
  }) {
    this.#options = options;
  }

  /** Writes to the code host that got through. */
  get codeHostWrites(): number {
    return this.#codeHostWrites;
  }

  /** One after the other: the first prepares the database. */
  async start(): Promise<void> {
    const { data, ground, ports } = this.#options;
    const { codeHost } = ground.addresses;
    const catalog = join(data, 'catalog.yaml');
    await writeFile(catalog, catalogOf(ground.repositories, codeHost.name));
    const copy = new LaggingCopy();
    for (const [index, port] of ports.entries()) {
      const name = `backend-${index + 1}`;
      const trap = new WriteTrap();
      const configuration = await this.#configure(name, port, {
        catalog,
        copy,
        trap,
      });
      const { folder } = this.#options;
      const backend = new Backend({ name, port, folder, configuration, data });
      this.#options.backends.push({ backend, trap });
      await backend.start();
    }
  }

  async stop(): Promise<void> {
    const { backends } = this.#options;
    await Promise.all(backends.map(({ backend }) => backend.kill()));
    await Promise.all(
      [...this.kubernetes, ...this.#codeHost].map(proxy => proxy.close()),
    );
  }

  async #configure(
    name: string,
    port: number,
    parts: { catalog: string; copy: LaggingCopy; trap: WriteTrap },
  ): Promise<string> {
    const { data, ground, postgres, weather } = this.#options;
    const { addresses } = ground;
    const kubernetes = new HttpProxy({
      target: addresses.kubernetes,
      handle: kubernetesFaults(weather, parts.trap),
    });
    const codeHost = new HttpProxy({
      target: { host: '127.0.0.1', port: addresses.codeHost.port },
      handle: githubFaults({
        weather,
        copy: parts.copy,
        wrote: () => {
          this.#codeHostWrites++;
        },
      }),
    });
    await Promise.all([kubernetes.open(), codeHost.open()]);
    this.kubernetes.push(kubernetes);
    this.#codeHost.push(codeHost);

    const kubeconfig = join(data, `${name}.kubeconfig`);
    const server = `http://127.0.0.1:${kubernetes.port}`;
    await writeFile(
      kubeconfig,
      kubeconfigOf(server, addresses.kubernetes.token),
    );
    const path = join(data, `${name}.yaml`);
    await writeFile(
      path,
      configurationOf({
        port,
        database: postgres.address,
        codeHost: addresses.codeHost.name,
        codeHostPort: codeHost.port,
        kubeconfig,
        gateway: addresses.gateway,
        hostSuffix: addresses.hostSuffix,
        registryHost: addresses.registryHost,
        catalog: parts.catalog,
        leaseSeconds: ground.leaseSeconds,
      }),
    );
    return path;
  }
}
