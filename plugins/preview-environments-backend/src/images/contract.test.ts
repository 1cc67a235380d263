import {
  registryContract,
  runRegistryScenario,
} from '@previewenv/test-contract/src/images';
import { Registry, startRegistry } from '@previewenv/test-sandbox/src/registry';
import { ImageRegistry } from './ImageRegistry';

/* eslint-disable jest/expect-expect -- the scenarios assert, so that a plain script can run them too */
describe("the sandbox's registry, read by the image gate", () => {
  let registry: Registry;
  let pushes = 0;

  beforeAll(async () => {
    registry = await startRegistry({ port: 0 });
  });
  afterAll(() => registry.close());

  it.each(registryContract)('$name', async scenario => {
    const host = `localhost:${registry.port}`;
    const images = new ImageRegistry([{ host, insecure: true }]);
    await runRegistryScenario(scenario, {
      host,
      find: async image => {
        const evidence = await images.look(image);
        return evidence.state === 'found'
          ? { digest: evidence.digest }
          : undefined;
      },
      push: async (repository, tag) => {
        pushes += 1;
        const labels = { push: String(pushes) };
        return registry.images.push(repository, tag, labels).digest;
      },
    });
  });
});
