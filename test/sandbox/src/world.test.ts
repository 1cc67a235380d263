import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application } from './controllers/argocd/application';
import { HttpRoute } from './gateway/kinds';
import { KubernetesObject, resources } from './kubernetes';
import { eventually } from './testing';
import { quick, startWorld, World } from './world';

const anyPorts = {
  backend: 1,
  github: 0,
  gateway: 0,
  kubernetes: 0,
  registry: 0,
};
const host = 'web-pr-1.preview.localhost';
const manager = 'test';

let stateDirectory: string;
let world: World;

const start = (ports = anyPorts): Promise<World> =>
  startWorld({ ports, stateDirectory, webhookSecret: 's3cr3t', pace: quick });

function visit(
  hostname: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const { gateway: port } = world.ports;
    request(
      {
        host: '127.0.0.1',
        port,
        agent: false,
        headers: { host: `${hostname}:${port}`, ...headers },
      },
      async response => {
        let text = '';
        for await (const chunk of response.setEncoding('utf8')) text += chunk;
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          text,
        });
      },
    )
      .on('error', reject)
      .end();
  });
}

async function page(hostname: string): Promise<string | undefined> {
  const { status, text } = await visit(hostname, { accept: 'text/html' });
  return status === 200 ? text : undefined;
}

async function clickOn(
  path: string,
  form: Record<string, string>,
): Promise<string> {
  const body = new URLSearchParams(form);
  const response = await fetch(`${world.github.url}${path}`, {
    method: 'POST',
    body,
    redirect: 'manual',
  });
  expect(response.status).toBe(303);
  return response.headers.get('location')!;
}

const headSha = (): string =>
  world.github.hub.repository('acme', 'web')!.pulls[0].headSha;

function application(tag: string): KubernetesObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: 'web-pr-1-web',
      namespace: 'previews',
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      project: 'previews',
      source: {
        repoURL: `${world.github.url}/acme/web`,
        path: 'charts/web',
        targetRevision: 'main',
        helm: {
          parameters: [{ name: 'image.tag', value: tag, forceString: true }],
        },
      },
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'pv-web-pr-1',
      },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  };
}

/** What the product makes for a pull request. */
function preview(tag: string): KubernetesObject[] {
  const namespace = 'pv-web-pr-1';
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        labels: { 'preview-environments.io/routable': 'true' },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'cart', namespace },
      spec: {
        type: 'ExternalName',
        externalName: 'cart.shop.svc.cluster.local',
      },
    },
    application(tag),
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace },
      spec: {
        parentRefs: [
          { namespace: 'infra', name: 'edge', sectionName: 'preview' },
        ],
        hostnames: [host],
        rules: [
          {
            filters: [
              {
                type: 'RequestHeaderModifier',
                requestHeaderModifier: {
                  set: [{ name: 'baggage', value: 'preview=web-pr-1' }],
                },
              },
              {
                type: 'ResponseHeaderModifier',
                responseHeaderModifier: {
                  set: [{ name: 'x-preview', value: `web-pr-1;${tag}` }],
                },
              },
            ],
            backendRefs: [{ name: 'web', port: 80 }],
          },
        ],
      },
    },
  ];
}

const kinds = {
  Namespace: resources.namespaces,
  Service: resources.services,
  Application: resources.applications,
  HTTPRoute: resources.httpRoutes,
};

function apply(object: KubernetesObject): void {
  world.cluster.apply(kinds[object.kind as keyof typeof kinds], object, {
    manager,
    force: true,
  });
}

const getApplication = (): Application | undefined =>
  world.cluster.get<Application>(
    resources.applications,
    'previews',
    'web-pr-1-web',
  );

const isImageThere = (tag: string) =>
  eventually(() => world.registry.images.find({ name: 'acme/web', tag }));

beforeAll(async () => {
  stateDirectory = mkdtempSync(join(tmpdir(), 'sandbox-'));
  world = await start();
});

afterAll(async () => {
  await world.close();
  rmSync(stateDirectory, { recursive: true });
});

describe('the story of a pull request', () => {
  it('serves the baseline, whose services call each other by short names', async () => {
    const text = await eventually(() => page('shop.preview.localhost'));
    expect(text).toContain('on the baseline');
    const { text: answer } = await eventually(async () => {
      const visited = await visit('shop.preview.localhost');
      return visited.text.includes('payments') ? visited : undefined;
    });
    expect(JSON.parse(answer)).toMatchObject({
      service: 'web',
      namespace: 'shop',
      upstream: {
        body: { service: 'cart', upstream: { body: { service: 'payments' } } },
      },
    });
  });

  it('builds the image of a pull request that is opened by a click', async () => {
    const location = await clickOn('/acme/web/pulls', { text: 'Tea is back' });
    expect(location).toBe('/acme/web/pull/1');
    const image = await isImageThere(headSha().slice(0, 7));
    expect(image.labels).toMatchObject({
      'demo.headline': 'Tea is back',
      'org.opencontainers.image.revision': headSha(),
    });
  });

  it('runs the image and serves its page through the gateway, with the baseline behind it', async () => {
    for (const object of preview(headSha().slice(0, 7))) apply(object);
    const text = await eventually(() => page(host));
    expect(text).toContain('Tea is back');
    expect(text).toContain('<strong id="preview">web-pr-1</strong>');
    const { headers, text: answer } = await visit(host, {
      baggage: 'preview=somebody-else',
    });
    expect(headers['x-preview']).toMatch(/^web-pr-1;[0-9a-f]{7}$/);
    expect(JSON.parse(answer)).toMatchObject({
      namespace: 'pv-web-pr-1',
      upstream: {
        body: { namespace: 'shop', headers: { baggage: 'preview=web-pr-1' } },
      },
    });
    await eventually(() =>
      getApplication()?.status?.health?.status === 'Healthy' ? true : undefined,
    );
  });

  it('rolls a new commit out without a moment that nobody answers', async () => {
    await clickOn('/acme/web/pull/1/push', { text: 'Tea and cake' });
    const tag = headSha().slice(0, 7);
    await isImageThere(tag);
    apply(application(tag));
    const statuses = new Set<number>();
    await eventually(async () => {
      const { status, text } = await visit(host, { accept: 'text/html' });
      statuses.add(status);
      return text.includes('Tea and cake') ? true : undefined;
    });
    expect([...statuses]).toEqual([200]);
  });

  it('goes on after a restart with what it had', async () => {
    const { ports } = world;
    await world.close();
    world = await start(ports);
    expect(await eventually(() => page(host))).toContain('Tea and cake');
  });

  it('refuses a state that was made for other ports', async () => {
    const { ports } = world;
    await expect(start({ ...ports, github: ports.github + 1 })).rejects.toThrow(
      /was made with github on port/,
    );
  });

  it('says which port is taken', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'sandbox-'));
    const options = {
      ports: { ...anyPorts, registry: world.ports.registry },
      stateDirectory: directory,
      webhookSecret: 's',
    };
    await expect(startWorld(options)).rejects.toThrow(
      `Port ${world.ports.registry} (registry) is taken`,
    );
    rmSync(directory, { recursive: true });
  });

  it('takes everything away in order, and shows what is going', async () => {
    const namespace = 'pv-web-pr-1';
    world.cluster.delete(resources.httpRoutes, { namespace, name: 'web' });
    expect((await visit(host)).status).toBe(404);
    world.cluster.delete(resources.applications, {
      namespace: 'previews',
      name: 'web-pr-1-web',
    });
    expect(getApplication()?.metadata.deletionTimestamp).toBeDefined();
    await eventually(() => (getApplication() ? undefined : true));
    expect(world.cluster.list(resources.deployments, { namespace })).toEqual(
      [],
    );
    world.cluster.delete(resources.namespaces, {
      namespace: undefined,
      name: namespace,
    });
    expect(
      world.cluster.get(resources.namespaces, undefined, namespace)?.status,
    ).toMatchObject({ phase: 'Terminating' });
    await eventually(() =>
      world.cluster.get(resources.namespaces, undefined, namespace)
        ? undefined
        : true,
    );
    expect(
      world.cluster.list<HttpRoute>(resources.pods, { namespace }),
    ).toEqual([]);
  });
});
