// Keeps one Envoy per namespace labelled `istio-injection: enabled`, as the sidecar of all its pods, and one for the client
// outside of them. What a pod of such a namespace sends to a ClusterIP goes through its namespace's, once that is ready; until
// then through the client's: no call is lost at the beginning or the end of a sidecar. All other pods are not in the mesh.
import { spawn } from 'node:child_process';
import { openSync, closeSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { mirror } from '../workload/mirror.mjs';
import { bootstrapOf } from './bootstrap.mjs';
import { ports, slots } from './ports.mjs';

const directory = `${process.env.KIT_RUN}/istio`;
const pods = new Map();
const namespaces = new Map();
const sidecars = new Map(); // namespace to {slot, child, ready}

const clientNamespace = 'mesh-client';
const clientSlot = 0;
/** Calls on their way through a sidecar end before it does. */
const lingerMilliseconds = 5_000;
const pollMilliseconds = 200;

function start(slot, identity) {
  const config = `${directory}/sidecar-${slot}.json`;
  writeFileSync(config, JSON.stringify(bootstrapOf({ slot, ...identity })));
  const log = openSync(
    `${process.env.KIT_RUN}/log/istio-sidecar-${slot}.log`,
    'a',
  );
  // the group exempts it from the capture; nothing outlives this process, however it ends
  const child = spawn(
    'setpriv',
    [
      ...['--regid', '1337', '--clear-groups', '--pdeathsig', 'KILL'],
      ...['envoy', '-c', config, '--disable-hot-restart', '--concurrency', '1'],
      ...['--log-level', 'warning', '--component-log-level', 'misc:error'],
      // the access log is read while calls are made
      ...['--file-flush-interval-msec', '100'],
    ],
    { stdio: ['ignore', log, log] },
  );
  closeSync(log);
  return child;
}

/** Has the control plane told it everything that it asked for? */
function listens(slot) {
  return new Promise(resolve => {
    http
      .get(
        { host: '127.0.0.1', port: ports(slot).admin, path: '/listeners' },
        async response => {
          let text = '';
          for await (const chunk of response.setEncoding('utf8')) text += chunk;
          resolve(text.includes('virtualOutbound'));
        },
      )
      .on('error', () => resolve(false));
  });
}

async function untilReady(sidecar) {
  while (sidecar.child.exitCode === null && !(await listens(sidecar.slot))) {
    await pause(pollMilliseconds);
  }
  sidecar.ready = sidecar.child.exitCode === null;
  capture();
}

const labelledNamespaces = () =>
  new Set(
    [...namespaces.values()]
      .filter(
        ({ metadata }) => metadata.labels?.['istio-injection'] === 'enabled',
      )
      .map(({ metadata }) => metadata.name),
  );

function slotOf(namespace, labelled) {
  const sidecar = sidecars.get(namespace);
  if (sidecar?.ready) return sidecar.slot;
  return namespace === clientNamespace || labelled.has(namespace)
    ? clientSlot
    : undefined;
}

function portsInKernel() {
  const labelled = labelledNamespaces();
  return [...pods.values()].flatMap(({ metadata, spec, status }) => {
    const slot = slotOf(metadata.namespace, labelled);
    return slot !== undefined && status?.podIP && !spec.hostNetwork
      ? [`${status.podIP} : ${ports(slot).outbound}`]
      : [];
  });
}

let captured = '';
function capture() {
  const elements = [...new Set(portsInKernel())].sort().join(', ');
  if (elements === captured) return;
  captured = elements;
  const nft = spawn('nft', ['-f', '-'], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  nft.stdin.end(`flush map ip kit-mesh own
${elements && `add element ip kit-mesh own { ${elements} }`}
`);
}

function freeSlot() {
  const taken = new Set([...sidecars.values()].map(({ slot }) => slot));
  return Array.from({ length: slots }, (_, index) => index + 1).find(
    slot => !taken.has(slot),
  );
}

function open(namespace) {
  const slot = freeSlot();
  if (slot === undefined) {
    console.log(`${namespace}: all ${slots} sidecars are in use`);
    return;
  }
  const sidecar = {
    slot,
    ready: false,
    child: start(slot, {
      name: 'sidecar',
      namespace,
      // no pod's: it stands for all of the namespace
      address: `10.97.0.${slot}`,
    }),
  };
  sidecars.set(namespace, sidecar);
  console.log(`${namespace}: sidecar ${slot}`);
  sidecar.child.on('exit', async () => {
    await pause(pollMilliseconds);
    sidecars.delete(namespace);
    update();
  });
  untilReady(sidecar);
}

function close(sidecar) {
  if (sidecar.closing) return;
  sidecar.closing = true;
  sidecar.ready = false;
  setTimeout(() => sidecar.child.kill('SIGKILL'), lingerMilliseconds);
}

function update() {
  const wanted = labelledNamespaces();
  for (const [namespace, sidecar] of sidecars) {
    if (!wanted.has(namespace)) close(sidecar);
  }
  for (const namespace of wanted) {
    if (!sidecars.has(namespace)) open(namespace);
  }
  capture();
}

const [address] = process.argv.slice(2);
start(clientSlot, {
  name: 'client',
  namespace: clientNamespace,
  address,
}).on('exit', () => process.exit(1));
mirror('/api/v1/namespaces', namespaces, update);
mirror('/api/v1/pods', pods, capture);
