// Stands in for the containers of all pods. For every Ready pod it listens on podIP:containerPort and answers as that
// pod (answer.mjs); when the pod is no longer Ready the listener and its connections are closed, so that a stale endpoint
// is refused. Also keeps the network namespace's /etc/hosts (names.mjs), and answers for names that are not in it
// (nameServer.mjs).
// A pod that declares no containerPort listens on KIT_PORTS (default 80,8080).
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import { podAnswer } from './answer.mjs';
import { mirror } from './mirror.mjs';
import { hostsFile } from './names.mjs';
import { serveNames } from './nameServer.mjs';

const defaultPorts = (process.env.KIT_PORTS ?? '80,8080')
  .split(',')
  .map(Number);
const hostsPath = `/etc/netns/${process.env.KIT_NS}/hosts`;

const pods = new Map();
const services = new Map();
const httpRoutes = new Map();
const grpcRoutes = new Map();
const gateways = new Map();

const listening = new Map(); // "ip:port" to {server, sockets, pod}
const entryOf = Symbol('the listener that accepted the socket');
const answer = podAnswer({
  podOf: socket => socket[entryOf].pod,
  services: () => services.values(),
});
const web = http.createServer(answer);
const web2 = http2.createServer(answer);
const http2Preface = 'PRI';

/** Hands a connection to the server that speaks its protocol, which its first bytes show. */
function serve(socket) {
  socket.once('readable', () => {
    const first = socket.read();
    if (!first) {
      socket.destroy();
      return;
    }
    socket.unshift(first);
    const preface = first.toString('latin1', 0, http2Preface.length);
    const server = preface === http2Preface ? web2 : web;
    server.emit('connection', socket);
  });
}

/** A pod that is being deleted serves on only if it asked for time to end, as a container with a preStop sleep does. */
function isServed({ metadata, spec, status }) {
  return (
    status?.podIP &&
    (!metadata.deletionTimestamp ||
      metadata.annotations?.['kit.test/stop-after']) &&
    !spec.hostNetwork &&
    metadata.annotations?.['kit.test/pod'] !== 'external' &&
    status.phase === 'Running' &&
    status.conditions?.some(
      condition => condition.type === 'Ready' && condition.status === 'True',
    )
  );
}

function wantedListeners() {
  const wanted = new Map();
  for (const pod of [...pods.values()].filter(isServed)) {
    const declared = pod.spec.containers
      .flatMap(({ ports }) => ports ?? [])
      .map(({ containerPort }) => containerPort);
    for (const port of declared.length ? declared : defaultPorts) {
      wanted.set(`${pod.status.podIP}:${port}`, pod);
    }
  }
  return wanted;
}

function listen(key, pod) {
  const entry = { pod, sockets: new Set(), server: net.createServer() };
  listening.set(key, entry);
  const [host, port] = key.split(':');
  entry.server
    .on('connection', socket => {
      socket[entryOf] = entry;
      entry.sockets.add(socket);
      socket.on('close', () => entry.sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      serve(socket);
    })
    .on('error', error => {
      console.log(`${key}: ${error.message}`);
      listening.delete(key);
    })
    .listen(Number(port), host);
}

function listeners() {
  const wanted = wantedListeners();
  for (const [key, entry] of listening) {
    if (wanted.has(key)) continue;
    listening.delete(key);
    entry.server.close();
    for (const socket of entry.sockets) socket.destroy();
  }
  for (const [key, pod] of wanted) {
    if (listening.has(key)) listening.get(key).pod = pod;
    else listen(key, pod);
  }
}

let written = '';
function names() {
  const text = hostsFile({
    services: [...services.values()],
    routes: [...httpRoutes.values(), ...grpcRoutes.values()],
    gateways: gateways.values(),
  });
  if (text === written) return;
  written = text;
  // in place: the file is bind-mounted into every process of the network namespace
  const file = openSync(hostsPath, 'r+');
  writeSync(file, text, 0);
  ftruncateSync(file, Buffer.byteLength(text));
  closeSync(file);
}

const gatewayApi = '/apis/gateway.networking.k8s.io/v1';
mirror('/api/v1/pods', pods, listeners);
mirror('/api/v1/services', services, names);
mirror(`${gatewayApi}/gateways`, gateways, names);
mirror(`${gatewayApi}/httproutes`, httpRoutes, names);
mirror(`${gatewayApi}/grpcroutes`, grpcRoutes, names);
serveNames();
setTimeout(() => console.log('ready'), 0);
