import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  apply,
  get,
  list,
} from '@previewenv/test-cluster/src/ground/kubernetes';
import { kit, ports } from '@previewenv/test-cluster/src/ground/place';
import { TimedRecord } from '@previewenv/test-cluster/src/ground/auditLog';
import { codeHost, headOf } from './codeHost';
import { Contender } from './contender';

const name = 'bench';
const namespace = 'argocd';
const settleMilliseconds = 15 * 60_000;

/** The pull request generator of the kit's Argo CD, on a repository of its own, told by webhooks as its documentation says. */
export class ApplicationSet implements Contender {
  readonly name = 'ApplicationSet';
  readonly repository = 'appset';
  readonly hook = {
    url: 'http://127.0.0.1:7001/api/webhook',
    secret: 's3cr3t',
  };

  static async start(options: { repoURL: string }): Promise<ApplicationSet> {
    await codeHost.makeRepository('appset');
    await apply(
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'bench-github', namespace },
        stringData: { token: 'kit' },
      },
      applicationSet(options.repoURL),
    );
    const contender = new ApplicationSet();
    await contender.#settled(0);
    return contender;
  }

  async seed(numbers: number[]): Promise<void> {
    const before = (await this.#applications()).length;
    await codeHost.silence();
    for (const [index, number] of numbers.entries()) {
      // one webhook for all of them
      if (index === numbers.length - 1) await codeHost.hookTo(this.hook);
      await codeHost.put(this.repository, number, {
        state: 'open',
        sha: headOf(number),
      });
    }
    await this.#settled(before + numbers.length);
  }

  async prepare(): Promise<void> {}

  creates({ verb, objectRef }: TimedRecord): boolean {
    return (
      verb === 'create' &&
      objectRef?.resource === 'applications' &&
      objectRef.namespace === namespace
    );
  }

  removes(number: number, { verb, objectRef }: TimedRecord): boolean {
    return (
      verb === 'delete' &&
      objectRef?.resource === 'applications' &&
      objectRef.name === `${name}-${number}`
    );
  }

  writes({ userAgent = '' }: TimedRecord): boolean {
    return userAgent.startsWith('argocd-applicationset-controller');
  }

  pid(): number {
    const file = join(kit.directory, 'pids/argocd-applicationset-controller');
    const [pid] = readFileSync(file, 'utf8').split(' ');
    return Number(pid);
  }

  async stop(): Promise<void> {}

  async #applications() {
    return list('applications.argoproj.io', { namespace });
  }

  async #settled(expected: number): Promise<void> {
    const deadline = performance.now() + settleMilliseconds;
    for (;;) {
      const set = await get('applicationsets.argoproj.io', name, namespace);
      const { status } = set as {
        status?: { conditions?: Condition[] };
      } & typeof set;
      const upToDate = status?.conditions?.find(
        ({ type }) => type === 'ResourcesUpToDate',
      );
      const found = (await this.#applications()).length;
      if (upToDate?.status === 'True' && found >= expected) return;
      if (performance.now() > deadline) {
        throw new Error(
          `ApplicationSet made ${found} of ${expected} Applications: ${upToDate?.message}`,
        );
      }
      await pause(500);
    }
  }
}

interface Condition {
  type: string;
  status: string;
  message: string;
}

/** Its Applications are not synced: what is measured ends at the object, and 1,000 workloads fewer are to its advantage. */
function applicationSet(repoURL: string): object {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name, namespace },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          pullRequest: {
            // only webhooks
            requeueAfterSeconds: 86_400,
            github: {
              owner: 'acme',
              repo: 'appset',
              api: `http://localhost:${ports.github}/`,
              labels: ['preview'],
              tokenRef: { secretName: 'bench-github', key: 'token' },
            },
          },
        },
      ],
      template: {
        metadata: {
          name: `${name}-{{.number}}`,
          finalizers: ['resources-finalizer.argocd.argoproj.io'],
        },
        spec: {
          project: 'default',
          source: {
            repoURL,
            path: 'charts/web',
            targetRevision: 'main',
            helm: {
              parameters: [
                {
                  name: 'image.tag',
                  value: 'pr-{{.number}}-{{.head_short_sha}}',
                },
              ],
            },
          },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: `${name}-{{.number}}`,
          },
        },
      },
    },
  };
}
