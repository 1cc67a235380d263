import {
  MarkedRequest,
  Sighting,
} from '@previewenv/plugin-preview-environments-node';
import { DependencyGraph } from '../graph';

export const traceId = '0af7651916cd43dd8448eb211c80319c';

export function marked(change: Partial<MarkedRequest> = {}): MarkedRequest {
  return {
    previewId: 'web-pr-42',
    key: 'web-pr-42',
    traceId,
    entry: 'web',
    sentAt: new Date('2026-03-01T12:00:00Z'),
    answeredAt: new Date('2026-03-01T12:00:01Z'),
    places: [{ cluster: 'dev', namespace: 'pv-web-pr-42' }],
    answer: { status: 200, headers: {} },
    ...change,
  };
}

export const ref = (name: string) => `component:default/${name}`;

/** `['web>cart']`: web calls cart. The preview has its own of `previewed`. */
export function graphOf(
  calls: string[],
  previewed: string[] = ['web'],
): DependencyGraph {
  const pairs = calls.map(call => call.split('>'));
  const names = [...new Set([...previewed, ...pairs.flat()])];
  return {
    nodes: names.map(name => ({
      entityRef: ref(name),
      names: [name],
      title: undefined,
      previewed: previewed.includes(name),
    })),
    edges: pairs.map(([from, to]) => ({ from: ref(from), to: ref(to) })),
  };
}

/** `web>cart+`: the key came; `-`: it did not; `?`: nobody can tell. `>web+` entered, `cart+` does not name its caller. */
export function sighting(text: string): Sighting {
  const [, path, sign] = /^(.*)([-+?])$/.exec(text) ?? [];
  const [from, to] = path.includes('>') ? path.split('>') : [undefined, path];
  return {
    from: from || undefined,
    to,
    ...(from === '' && { entry: true }),
    key: { '+': true, '-': false }[sign],
    detail: text,
  };
}
