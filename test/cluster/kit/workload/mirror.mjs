import { readFileSync } from 'node:fs';
import https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';

const read = name => readFileSync(`${process.env.KIT_RUN}/pki/${name}`);
const agent = new https.Agent({
  ca: read('ca.crt'),
  cert: read('admin.crt'),
  key: read('admin.key'),
});

const api = path =>
  new Promise((resolve, reject) => {
    https
      .get({ host: '127.0.0.1', port: 6443, path, agent }, resolve)
      .on('error', reject);
  });

async function text(stream) {
  let whole = '';
  for await (const chunk of stream.setEncoding('utf8')) whole += chunk;
  return whole;
}

async function* lines(stream) {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  if (rest) yield rest;
}

async function list(path, into) {
  const answer = await api(path);
  if (answer.statusCode !== 200) {
    answer.resume();
    throw new Error(`${path}: ${answer.statusCode}`);
  }
  const { items, metadata } = JSON.parse(await text(answer));
  into.clear();
  for (const item of items) into.set(item.metadata.uid, item);
  return metadata.resourceVersion;
}

/** Keeps `into` (uid to object) equal to the collection at `path`, for ever. */
export async function mirror(path, into, changed) {
  for (;;) {
    try {
      const version = await list(path, into);
      changed();
      const watch = await api(
        `${path}?watch=1&allowWatchBookmarks=true&resourceVersion=${version}`,
      );
      for await (const line of lines(watch)) {
        const { type, object } = JSON.parse(line);
        if (type === 'ERROR') break;
        if (type === 'BOOKMARK') continue;
        if (type === 'DELETED') into.delete(object.metadata.uid);
        else into.set(object.metadata.uid, object);
        changed();
      }
    } catch (error) {
      // 404: the kind is not installed in this kit, which is no trouble
      if (!/: 404$/.test(error.message)) {
        console.log(new Date().toISOString(), String(error));
      }
      await pause(1000);
    }
  }
}
