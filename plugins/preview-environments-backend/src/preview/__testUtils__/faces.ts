import { Face, Link, pullKey, Stand } from '../groups';

/** The repository of `cart#12` is `acme/cart`, its preview is `cart-pr-12`. */
export function previewOf(pull: string): string {
  return pull.replace('#', '-pr-');
}

function nameOf(pull: string) {
  const [name, number] = pull.split('#');
  return { owner: 'acme', name, number: Number(number) };
}

/** A link of a pull request to another one, declared by somebody who may write to both. */
export function dependsOn(
  from: string,
  to: string,
  change: Partial<Link> = {},
): Link {
  return {
    kind: 'depends-on',
    key: pullKey('github.com', nameOf(to)),
    to: nameOf(to),
    declaredBy: 'dana',
    writable: [nameOf(from).name, nameOf(to).name],
    ...change,
  };
}

/** A label that somebody has set who may write to these repositories. */
export function labelled(label: string, writable: string[]): Link {
  const key = `label:github.com/${label}`;
  return { kind: 'label', key, declaredBy: 'dana', writable };
}

/** The pull request `cart#12`, with a preview that stands for the Service that its repository is called like. */
export function face(pull: string, change: Partial<Face> = {}): Face {
  const { owner, name, number } = nameOf(pull);
  const previewId = previewOf(pull);
  return {
    previewId,
    since: number,
    repository: { host: 'github.com', owner, name, id: name, public: true },
    number,
    url: `https://github.com/acme/${name}/pull/${number}`,
    state: 'running',
    answers: true,
    clusters: ['dev'],
    namespace: `pv-${previewId}`,
    links: [],
    stands: [standFor(pull, name)],
    ...change,
  };
}

export function standFor(
  pull: string,
  service: string,
  cluster = 'dev',
): Stand {
  const namespace = `pv-${previewOf(pull)}`;
  return {
    cluster,
    target: `shop/${service}:80`,
    service,
    namespace: 'shop',
    protocol: 'http',
    to: { service, namespace, port: 80 },
  };
}
