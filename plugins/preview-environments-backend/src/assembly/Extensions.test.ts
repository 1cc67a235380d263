import {
  CodeHost,
  DataProvisioner,
  Deployer,
  MeshRouter,
  TrafficRouter,
} from '@previewenv/plugin-preview-environments-node';
import { Extensions } from './Extensions';

const deployer = {} as Deployer;
const router = {} as TrafficRouter;
const meshRouter = {} as MeshRouter;
const provisioner = {} as DataProvisioner;

it('has nothing until a module adds it', () => {
  const extensions = new Extensions();
  expect(extensions.deployer).toBeUndefined();
  expect(extensions.trafficRouter).toBeUndefined();
  expect(extensions.meshRouter).toBeUndefined();
  expect(extensions.codeHosts).toEqual([]);
});

it('gives back what was added, code hosts in the order of their addition', () => {
  const extensions = new Extensions();
  const [one, two, three] = [{}, {}, {}] as CodeHost[];
  extensions.setDeployer(deployer);
  extensions.setTrafficRouter(router);
  extensions.setMeshRouter(meshRouter);
  extensions.addCodeHosts(one, two);
  extensions.addCodeHosts(three);
  expect(extensions.deployer).toBe(deployer);
  expect(extensions.trafficRouter).toBe(router);
  expect(extensions.meshRouter).toBe(meshRouter);
  expect(extensions.codeHosts).toEqual([one, two, three]);
});

it.each<[string, (extensions: Extensions) => void, string]>([
  [
    'deployer',
    extensions => extensions.setDeployer(deployer),
    'The deployer of preview environments may only be set once',
  ],
  [
    'traffic router',
    extensions => extensions.setTrafficRouter(router),
    'The traffic router of preview environments may only be set once',
  ],
  [
    'mesh router',
    extensions => extensions.setMeshRouter(meshRouter),
    'The mesh router of preview environments may only be set once',
  ],
  [
    'data provisioner of an engine',
    extensions => extensions.addDataProvisioner('postgres', provisioner),
    'A data provisioner for postgres has already been added',
  ],
])('does not let two modules fight over the %s', (_what, add, message) => {
  const extensions = new Extensions();
  add(extensions);
  expect(() => add(extensions)).toThrow(message);
});
