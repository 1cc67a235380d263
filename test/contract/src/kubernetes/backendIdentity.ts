import { deepEqual, equal, match } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { ApiRequest, KubernetesApi } from './api';
import { Ground } from './ground';
import { Attempt, World } from './identityAttempts';
import {
  binding,
  core,
  labels,
  namespace,
  read,
  route,
  routable,
} from './identityRequests';

/** Makes the namespaces that the attempts are about; `end` takes them away. */
export async function buildWorld(options: {
  admin: KubernetesApi;
  backend: KubernetesApi;
}): Promise<{ world: World; end: () => Promise<void> }> {
  const tag = randomBytes(3).toString('hex');
  const world: World = {
    preview: `pv-contract-${tag}`,
    closed: `pv-contract-closed-${tag}`,
    baseline: `shop-contract-${tag}`,
    neighbour: `pv-contract-neighbour-${tag}`,
    shop: `shop-${tag}`,
  };
  const make = (name: string, with_: object) =>
    options.admin.send(really(namespace(name, with_)));
  await make(world.preview, { ...labels(), ...routable });
  await make(world.closed, labels());
  await make(world.neighbour, { ...labels('other'), ...routable });
  await make(world.shop, {});
  await make(world.baseline, routable);
  await options.admin.send(
    really(
      binding(world.baseline, {
        name: 'preview-environments-baseline',
        role: 'preview-environments-baseline',
      }),
    ),
  );
  await options.admin.send(really(route(world.baseline, {}, 'theirs')));
  await options.admin.send(really(route(world.closed, labels(), 'left')));
  for (const name of [world.preview, world.closed]) {
    const bound = await options.backend.send(
      really(binding(name, { name: 'backend' })),
    );
    equal(bound.status, 201, bound.body.message);
    // The authorizer sees a new binding a moment later.
    await new Ground(options.backend).eventually(async () => {
      equal((await options.backend.send(read(core(name, 'pods')))).status, 200);
    });
  }
  return {
    world,
    async end() {
      for (const name of Object.values(world)) {
        await options.admin.send({
          method: 'DELETE',
          path: `/api/v1/namespaces/${name}`,
        });
      }
    },
  };
}

/** The request without its dry run. */
function really(request: ApiRequest): ApiRequest {
  return { ...request, query: {} };
}

/** Makes one attempt and throws when its outcome is another. */
export async function tryAttempt(
  attempt: Attempt,
  world: World,
  api: KubernetesApi,
): Promise<void> {
  const { status, body } = await api.send(attempt.request(world));
  const message = body.message ?? '';
  if (attempt.outcome === 'allowed') {
    deepEqual([status < 300, message], [true, '']);
  } else if (attempt.outcome === 'refused by admission') {
    match(message, /ValidatingAdmissionPolicy 'preview-environments-backend'/);
    equal(status, 422, message);
  } else {
    match(message, / cannot \w+ resource |attempting to grant/);
    equal(status, 403, message);
  }
}
