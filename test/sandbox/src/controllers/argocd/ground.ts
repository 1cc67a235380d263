import { ManualClock } from '../../clock';
import {
  Cluster,
  KubernetesObject,
  resources,
  StoredObject,
} from '../../kubernetes';
import { chartFiles } from '../../demo/chart';
import { Deployment } from '../kinds';
import { Application } from './application';
import { ApplicationController } from './applicationController';
import { SourceTree } from './source';

const manager = 'test';

export const address = { namespace: 'previews', name: 'web' };

export const namespaceNamed = (name: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

export const project: KubernetesObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'previews', namespace: 'argocd' },
  spec: {
    sourceRepos: ['*'],
    sourceNamespaces: ['previews'],
    destinations: [{ server: '*', namespace: 'pv-*' }],
    namespaceResourceBlacklist: [{ group: 'networking.k8s.io', kind: '*' }],
  },
};

/** An Argo CD with one repository and a cluster without other controllers, for tests. */
export class ApplicationGround {
  readonly clock = new ManualClock();
  readonly cluster = new Cluster({ clock: this.clock });
  readonly files: Record<string, unknown> = chartFiles({
    service: 'web',
    image: 'registry/web',
    tag: 'main',
    folder: 'chart',
  });
  /** Whether syncs never come to an end by themselves. */
  syncsHang = false;
  readonly controller = new ApplicationController({
    cluster: this.cluster,
    reader: { open: repoURL => this.#open(repoURL) },
    home: 'argocd',
    refreshDelay: 100,
    syncDelay: 1_000,
    hangs: () => this.syncsHang,
  });

  start(): void {
    for (const name of ['argocd', 'previews', 'pv-web'])
      this.cluster.create(resources.namespaces, namespaceNamed(name), {
        manager,
      });
    this.cluster.create(resources.appProjects, project, { manager });
    this.controller.start();
  }

  /** Applies the Application as a client would. */
  put(
    options: { tag?: string; repoURL?: string; destination?: string } = {},
  ): void {
    const {
      tag = 'one',
      repoURL = 'http://git/acme/web',
      destination = 'pv-web',
    } = options;
    const application: KubernetesObject = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        ...address,
        finalizers: ['resources-finalizer.argocd.argoproj.io'],
      },
      spec: {
        project: 'previews',
        source: {
          repoURL,
          path: 'chart',
          targetRevision: 'main',
          helm: {
            parameters: [{ name: 'image.tag', value: tag, forceString: true }],
          },
        },
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: destination,
        },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          retry: { limit: 0 },
        },
      },
    };
    this.cluster.apply(resources.applications, application, {
      manager,
      force: true,
    });
  }

  read() {
    return this.cluster.get<Application>(
      resources.applications,
      address.namespace,
      address.name,
    )!;
  }

  deployed() {
    return this.cluster.get<Deployment>(resources.deployments, 'pv-web', 'web');
  }

  image(): string | undefined {
    return this.deployed()?.spec.template.spec.containers[0].image;
  }

  /** What the deployment controller would report. */
  becomeAvailable(): void {
    this.cluster.modify<Deployment & StoredObject>(
      resources.deployments,
      { namespace: 'pv-web', name: 'web' },
      live => {
        live.status = {
          observedGeneration: live.metadata.generation,
          replicas: 1,
          updatedReplicas: 1,
          availableReplicas: 1,
        };
      },
      { manager, subresource: 'status' },
    );
  }

  #open(repoURL: string): SourceTree {
    if (!repoURL.endsWith('/acme/web'))
      throw new Error('failed to list refs: repository not found');
    return {
      revision: 'a'.repeat(40),
      read: path => this.files[path] as string | undefined,
      list: folder =>
        Object.keys(this.files).filter(path => path.startsWith(`${folder}/`)),
    };
  }
}
