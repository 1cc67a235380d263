import {
  describeKubernetesApi,
  httpApi,
} from '@previewenv/test-contract/src/kubernetes';
import { SystemClock } from '../clock';
import { GarbageCollector, NamespaceController } from '../controllers';
import { ApiServer, Cluster } from './index';

const token = 'contract';
const clock = new SystemClock();
const cluster = new Cluster({ clock });
const controllers = [
  new NamespaceController({ cluster, pace: 20 }),
  new GarbageCollector({ cluster }),
];
const server = new ApiServer({ cluster, port: 0, token, logs: () => '' });
let port = 0;

beforeAll(async () => {
  port = await server.start();
  for (const controller of controllers) controller.start();
});

afterAll(async () => {
  for (const controller of controllers) controller.stop();
  await server.stop();
  clock.stop();
});

describeKubernetesApi({
  name: 'the sandbox',
  api: () => httpApi({ server: `http://127.0.0.1:${port}`, token }),
});
