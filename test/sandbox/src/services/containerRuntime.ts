import { listen, Listening } from '../http';
import { Pod } from '../controllers/kinds';
import { answerAsContainer } from './demoService';
import { Network } from './network';
import { Mesh } from './mesh';
import { ServiceNames } from './serviceNames';

/** Lines that are kept of what a container wrote. */
const logLength = 500;

/** The port of a container that declares none. */
const undeclaredPort = 8080;

export interface RunningPod {
  stop(): Promise<void>;
}

/** Runs a pod's containers: one real HTTP server per declared port, on a loopback port of its own. */
export class ContainerRuntime {
  readonly #network: Network;
  readonly #names: ServiceNames;
  readonly #mesh: Mesh;
  readonly #logs = new Map<string, string[]>();

  constructor(options: { network: Network; names: ServiceNames; mesh: Mesh }) {
    this.#mesh = options.mesh;
    this.#network = options.network;
    this.#names = options.names;
  }

  /** `imageLabels` tells for each container, by name, what its image holds. */
  async run(
    pod: () => Pod,
    imageLabels: Record<string, Record<string, string>>,
  ): Promise<RunningPod> {
    const { metadata, spec, status } = pod();
    const key = `${metadata.namespace}/${metadata.name}`;
    const started: { listening: Listening; detach: () => void }[] = [];
    for (const { name, ports } of spec.containers) {
      for (const port of (ports ?? [{ containerPort: undeclaredPort }]).map(
        each => each.containerPort,
      )) {
        const container = {
          pod,
          port,
          imageLabels: imageLabels[name] ?? {},
          names: this.#names,
          mesh: this.#mesh,
          log: (line: string) => this.#write(key, line),
        };
        const listening = await listen(
          (request, response) => {
            answerAsContainer(container, request, response).catch(error =>
              response.destroy(error),
            );
          },
          { name: `pod ${key}`, port: 0 },
        );
        const detach = this.#network.attach(
          status.podIP!,
          port,
          listening.port,
        );
        started.push({ listening, detach });
        this.#write(key, `${name} listens on port ${port}`);
      }
    }
    return {
      stop: async () => {
        for (const { detach } of started) detach();
        await Promise.all(started.map(({ listening }) => listening.drain()));
        this.#logs.delete(key);
      },
    };
  }

  /** Runs containers that serve nobody: they only write these lines. */
  runOnce({ metadata }: Pod, lines: string[]): RunningPod {
    const key = `${metadata.namespace}/${metadata.name}`;
    for (const line of lines) this.#write(key, line);
    return { stop: async () => void this.#logs.delete(key) };
  }

  /** The last lines, each ended. */
  logs({
    namespace,
    pod,
    tailLines = logLength,
  }: {
    namespace: string;
    pod: string;
    tailLines?: number;
  }): string {
    const lines = this.#logs.get(`${namespace}/${pod}`) ?? [];
    return lines
      .slice(Math.max(0, lines.length - tailLines))
      .map(line => `${line}\n`)
      .join('');
  }

  #write(key: string, line: string): void {
    const lines = this.#logs.get(key) ?? [];
    lines.push(line);
    this.#logs.set(key, lines.slice(-logLength));
  }
}
