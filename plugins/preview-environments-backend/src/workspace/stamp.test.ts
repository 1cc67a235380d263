import fc from 'fast-check';
import { KubernetesObject } from '../kubernetes';
import { PreviewStamp } from '../preview';
import { cleanupRun } from '../preview/__testUtils__/builders';
import { readStamp, stampAnnotations } from './stamp';

const stamp: PreviewStamp = {
  repository: { host: 'github.com', owner: 'acme', name: 'web', id: '77' },
  number: 42,
  url: 'https://github.com/acme/web/pull/42',
  createdAt: new Date('2026-03-01T11:50:00Z'),
  expiresAt: new Date('2026-03-04T11:50:00Z'),
  kept: true,
  approval: { headSha: 'a1b2c3d', by: 'dana on github.com' },
  requestedBy: 'user:default/ann',
  asleepBy: 'user:default/ann',
  cleanup: [cleanupRun().job],
};
const written = stampAnnotations(stamp);

/** A namespace whose annotations were set by the managers that are named, all by ours unless it is said. */
function namespace(
  annotations: Record<string, string>,
  writers: Record<string, string[]> = {
    'preview-environments': Object.keys(annotations),
  },
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'pv-web-pr-42',
      annotations,
      managedFields: Object.entries(writers).map(([manager, keys]) => ({
        manager,
        operation: 'Apply' as const,
        fieldsV1: {
          'f:metadata': {
            'f:annotations': Object.fromEntries(
              keys.map(key => [`f:${key}`, {}]),
            ),
          },
        },
      })),
    },
  };
}

const without = (key: string) => {
  const { [`preview-environments.io/${key}`]: _, ...rest } = written;
  return rest;
};
const having = (key: string, value: string) => ({
  ...written,
  [`preview-environments.io/${key}`]: value,
});

it.each<[string, PreviewStamp]>([
  ['everything', stamp],
  [
    'a branch without pull request',
    {
      ...stamp,
      number: 0,
      branch: { name: 'new/basket', entityRef: 'component:default/web' },
    },
  ],
  [
    'neither an end nor a keeper',
    { ...stamp, expiresAt: undefined, kept: false },
  ],
  ['no beginning yet', { ...stamp, createdAt: undefined }],
])('says what was said: %s', (_, said) => {
  expect(readStamp(namespace(stampAnnotations(said)))).toEqual(said);
});

it.each([
  ['no annotation', {}],
  ['no repository', without('repository')],
  ['no repository id', without('repository-id')],
  ['no number', without('pull-request-number')],
  ['no page', without('pull-request')],
  ['a number that is none', having('pull-request-number', '42; drop')],
  ['a number of nothing', having('pull-request-number', '0')],
  ['a branch beside a number', having('branch', 'new/basket')],
  ['a repository without its owner', having('repository', 'github.com/web')],
  ['a group without a name', having('repository', 'github.com/a//c')],
])('says nothing: %s', (_, annotations) => {
  expect(readStamp(namespace(annotations))).toBeUndefined();
});

const keys = Object.keys(written);
it.each<[string, Record<string, string[]>]>([
  ['nobody is known to have written it', {}],
  ['somebody else wrote it', { kubectl: keys }],
  [
    'somebody else wrote a part of it',
    { 'preview-environments': keys.slice(1), kubectl: keys.slice(0, 1) },
  ],
  [
    'somebody else shares a part of it',
    { 'preview-environments': keys, kubectl: keys.slice(0, 1) },
  ],
])('is not trusted when %s (7.20)', (_, writers) => {
  expect(readStamp(namespace(written, writers))).toBeUndefined();
});

it('knows an owner that is a group in a group', () => {
  const repository = { ...stamp.repository, owner: 'acme/shop/front' };
  const its = stampAnnotations({ ...stamp, repository });
  expect(readStamp(namespace(its))?.repository).toEqual(repository);
});

it('is not disturbed by annotations of others', () => {
  const mixed = { ...written, 'kubectl.kubernetes.io/note': 'hello' };
  const writers = {
    'preview-environments': keys,
    kubectl: ['kubectl.kubernetes.io/note'],
  };
  expect(readStamp(namespace(mixed, writers))).toEqual(stamp);
});

it('never throws and never makes up a pull request, whatever the annotations say', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...keys), fc.string()),
      annotations => {
        const read = readStamp(namespace(annotations));
        expect(read === undefined || read.number > 0).toBe(true);
      },
    ),
  );
});
