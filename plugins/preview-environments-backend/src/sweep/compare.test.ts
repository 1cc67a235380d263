import fc from 'fast-check';
import { phases } from '@previewenv/plugin-preview-environments-common';
import { PreviewLife } from '../preview';
import {
  application,
  life,
  minutesLater,
  namespace,
  stamp,
} from './__testUtils__/found';
import { compare } from './compare';
import { FoundObject } from './inventory';

const policy = { namespacePrefix: 'pv-' };

/** What is concluded, in words. */
function conclude(objects: FoundObject[], ...lives: PreviewLife[]): string[] {
  const { unremembered, elsewhere, suspects, leaving } = compare(
    objects,
    lives,
    policy,
  );
  return [
    ...unremembered.map(
      ({ previewId, clusters }) => `rebuild ${previewId} of ${clusters}`,
    ),
    ...elsewhere.map(
      ({ previewId, clusters }) => `${previewId} is in ${clusters} too`,
    ),
    ...suspects.map(({ id, removal }) => `suspect ${id}, to go: ${removal}`),
    ...leaving.map(({ id }) => `${id} is going`),
  ];
}

const stamped = namespace({ stamp: stamp() });
const gone = life({ phase: 'gone', clusters: [], phaseSince: minutesLater(9) });

it.each<[string, FoundObject[], PreviewLife[], string[]]>([
  ['nothing', [], [], []],
  ['what is known, where it is known', [stamped, application()], [life()], []],
  ['a preview that is known and has nothing', [], [life()], []],
  [
    'a namespace that the store knows nothing of, with its pull request',
    [stamped, application()],
    [],
    ['rebuild web-pr-42 of dev'],
  ],
  [
    'one on two clusters',
    [stamped, namespace({ home: 'prod', cluster: 'prod' })],
    [],
    ['rebuild web-pr-42 of dev,prod'],
  ],
  [
    'a life that is younger than the end that the store remembers',
    [namespace({ stamp: stamp(42, { createdAt: minutesLater(10) }) })],
    [gone],
    ['rebuild web-pr-42 of dev'],
  ],
  [
    'what is left of a preview that is gone',
    [stamped, application()],
    [gone],
    ['suspect dev.web-pr-42, to go: reconcile'],
  ],
  [
    'what is left of one that is gone, in two clusters',
    [stamped, namespace({ home: 'prod', cluster: 'prod' })],
    [gone],
    [
      'suspect dev.web-pr-42, to go: reconcile',
      'suspect prod.web-pr-42, to go: reconcile',
    ],
  ],
  [
    'a namespace that nobody knows, without its pull request',
    [namespace()],
    [],
    ['suspect dev.web-pr-42, to go: directly'],
  ],
  [
    'an Application whose namespace is gone',
    [application()],
    [],
    ['suspect dev.web-pr-42, to go: directly'],
  ],
  [
    'the pull request of another preview',
    [namespace({ stamp: stamp(43) })],
    [],
    ['suspect dev.web-pr-42, to go: directly'],
  ],
  [
    'an object that names no preview',
    [{ ...namespace({ uid: 'u-1' }), previewId: undefined }],
    [],
    ['suspect dev.u-1, to go: undefined'],
  ],
  [
    'a namespace that is not called like one of ours',
    [namespace({ name: 'shop', uid: 'u-1' })],
    [],
    ['suspect dev.u-1, to go: undefined'],
  ],
  [
    'one that is called otherwise, of a preview that is known',
    [namespace({ name: 'shop', uid: 'u-1' }), stamped],
    [life()],
    ['suspect dev.u-1, to go: undefined'],
  ],
  [
    'a cluster that the record does not name',
    [stamped, namespace({ home: 'prod', cluster: 'prod' })],
    [life()],
    ['web-pr-42 is in prod too'],
  ],
  [
    'what is going',
    [stamped],
    [life({ phase: 'terminating' })],
    ['dev.web-pr-42 is going'],
  ],
])('%s', (_scenario, objects, lives, expected) => {
  expect(conclude(objects, ...lives)).toEqual(expected);
});

it('says since when it should not be there', () => {
  const [{ reason }] = compare([stamped], [gone], policy).suspects;
  expect(reason).toBe(
    'The preview web-pr-42 has been gone since 2026-03-01T11:09:00.000Z, and nothing of it should be there.',
  );
});

it('never suspects anything of a preview that is not gone', () => {
  const living = phases.filter(phase => phase !== 'gone');
  fc.assert(
    fc.property(
      fc.constantFrom(...living),
      fc.subarray([stamped, namespace(), application()], { minLength: 1 }),
      (phase, objects) => {
        const { suspects, unremembered } = compare(
          objects,
          [life({ phase })],
          policy,
        );
        expect({ suspects, unremembered }).toEqual({
          suspects: [],
          unremembered: [],
        });
      },
    ),
  );
});
