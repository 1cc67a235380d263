import {
  describeKubernetesApi,
  httpApi,
} from '@previewenv/test-contract/src/kubernetes';
import { SystemClock } from '../clock';
import {
  GarbageCollector,
  ImagePuller,
  JobController,
  Kubelet,
  NamespaceController,
} from '../controllers';
import { Images } from '../registry';
import { ContainerRuntime, Network, ServiceNames, noMesh } from '../services';
import { ApiServer, Cluster } from './index';

const token = 'contract';
const clock = new SystemClock();
const cluster = new Cluster({ clock });
const images = new Images();
for (const ending of ['succeeding', 'failing', 'hanging'])
  images.push('acme/tools', ending);
const network = new Network();
const controllers = [
  new NamespaceController({ cluster, pace: 20 }),
  new GarbageCollector({ cluster }),
  new JobController({ cluster }),
  new Kubelet({
    cluster,
    runtime: new ContainerRuntime({
      network,
      names: new ServiceNames({ cluster, network }),
      mesh: noMesh,
    }),
    puller: new ImagePuller({ images, hosts: ['registry.test'] }),
    startDelay: 20,
    stopDelay: 10,
  }),
];
const server = new ApiServer({ cluster, port: 0, token, logs: () => '' });
let port = 0;

beforeAll(async () => {
  port = await server.start();
  for (const controller of controllers) controller.start();
});

afterAll(async () => {
  for (const controller of controllers) await controller.stop();
  await server.stop();
  clock.stop();
});

describeKubernetesApi({
  name: 'the sandbox',
  api: () => httpApi({ server: `http://127.0.0.1:${port}`, token }),
});
