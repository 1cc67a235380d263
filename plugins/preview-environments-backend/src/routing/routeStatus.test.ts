import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import { gateway, liveRoute } from './__testUtils__/routes';
import { routeStatusOf } from './routeStatus';

const parentRef = { namespace: 'gateways', name: 'public' };
const condition = (
  type: string,
  status: string,
  observedGeneration: number | undefined = 2,
  reason = type,
) => ({ type, status, reason, message: 'because', observedGeneration });
const accepted = condition('Accepted', 'True');
const resolved = condition('ResolvedRefs', 'True');
const notYet = 'The gateway gateways/public has not yet taken up the route.';

it.each<[string, object | undefined, string, string | undefined, FailingHop?]>([
  [
    'accepted, with its backend found',
    { parents: [{ parentRef, conditions: [accepted, resolved] }] },
    'accepted',
    undefined,
  ],
  ['no status at all', undefined, 'pending', notYet],
  [
    'only another gateway has looked',
    {
      parents: [
        {
          parentRef: { ...parentRef, name: 'internal' },
          conditions: [accepted, resolved],
        },
      ],
    },
    'pending',
    notYet,
  ],
  [
    "a gateway of the same name in the route's own namespace has looked",
    {
      parents: [
        { parentRef: { name: 'public' }, conditions: [accepted, resolved] },
      ],
    },
    'pending',
    notYet,
  ],
  [
    'the second of two gateways is ours',
    {
      parents: [
        { parentRef: { ...parentRef, name: 'internal' }, conditions: [] },
        { parentRef, conditions: [accepted, resolved] },
      ],
    },
    'accepted',
    undefined,
  ],
  [
    'accepted in the generation before',
    {
      parents: [
        {
          parentRef,
          conditions: [condition('Accepted', 'True', 1), resolved],
        },
      ],
    },
    'pending',
    notYet,
  ],
  [
    'refused in the generation before',
    {
      parents: [
        {
          parentRef,
          conditions: [condition('Accepted', 'False', 1), resolved],
        },
      ],
    },
    'pending',
    notYet,
  ],
  [
    'backends not looked at yet',
    { parents: [{ parentRef, conditions: [accepted] }] },
    'pending',
    notYet,
  ],
  [
    'not allowed by the listener',
    {
      parents: [
        {
          parentRef,
          conditions: [
            condition('Accepted', 'False', 2, 'NotAllowedByListeners'),
            resolved,
          ],
        },
      ],
    },
    'pending',
    'The gateway gateways/public refuses the route: NotAllowedByListeners: because',
    { hop: 'listener', host: 'web-pr-42.preview.example.com' },
  ],
  [
    'its Service is missing',
    {
      parents: [
        {
          parentRef,
          conditions: [
            accepted,
            condition('ResolvedRefs', 'False', 2, 'BackendNotFound'),
          ],
        },
      ],
    },
    'pending',
    'The gateway gateways/public refuses the route: BackendNotFound: because',
    { hop: 'route', condition: 'ResolvedRefs' },
  ],
  [
    'a value that the controller does not know',
    {
      parents: [
        {
          parentRef,
          conditions: [
            condition('Accepted', 'False', 2, 'UnsupportedValue'),
            resolved,
          ],
        },
      ],
    },
    'pending',
    'The gateway gateways/public refuses the route: UnsupportedValue: because',
    { hop: 'route', condition: 'Accepted' },
  ],
])('%s', (_scenario, status, state, reason, ...[hop]) => {
  expect(routeStatusOf(liveRoute(status), gateway)).toEqual(
    reason === undefined ? { state } : { state, reason, ...(hop && { hop }) },
  );
});

it('is absent when a live read found nothing, and going when it is being deleted', () => {
  expect(routeStatusOf(undefined, gateway)).toEqual({ state: 'absent' });
  expect(
    routeStatusOf(
      liveRoute(
        { parents: [{ parentRef, conditions: [accepted, resolved] }] },
        { deletionTimestamp: '2026-03-01T12:00:00Z' },
      ),
      gateway,
    ),
  ).toEqual({
    state: 'deleting',
    reason: 'The old route web is being removed.',
  });
});
