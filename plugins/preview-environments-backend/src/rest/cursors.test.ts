import fc from 'fast-check';
import {
  parseHistoryCursor,
  parsePreviewCursor,
  toHistoryCursor,
  toPreviewCursor,
} from './cursors';

it('comes back as the place that it was made from', () => {
  fc.assert(
    fc.property(
      fc.date({
        noInvalidDate: true,
        min: new Date(0),
        max: new Date('9999-12-31'),
      }),
      fc.stringMatching(/^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$/),
      (createdAt, id) => {
        const cursor = toPreviewCursor({ createdAt, id });
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(parsePreviewCursor(cursor)).toEqual({ createdAt, id });
      },
    ),
  );
});

const encoded = (value: unknown) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

it.each`
  scenario                        | cursor
  ${'no base64url'}               | ${'%%%'}
  ${'no JSON'}                    | ${Buffer.from('web-pr-1').toString('base64url')}
  ${'empty'}                      | ${''}
  ${'no time'}                    | ${encoded({ createdAt: 'yesterday', id: 'web-pr-1' })}
  ${'a missing id'}               | ${encoded({ createdAt: '2026-03-01T00:00:00.000Z' })}
  ${'an id of the wrong type'}    | ${encoded({ createdAt: '2026-03-01T00:00:00.000Z', id: { $gt: '' } })}
  ${'something more'}             | ${encoded({ createdAt: '2026-03-01T00:00:00.000Z', id: 'web-pr-1', limit: 9 })}
  ${'a cursor of the other list'} | ${toHistoryCursor(7)}
`('refuses a cursor that is $scenario', ({ cursor }) => {
  expect(() => parsePreviewCursor(cursor)).toThrow(
    expect.objectContaining({
      name: 'InputError',
      message: expect.stringContaining('parameter cursor'),
    }),
  );
});

it('keeps the lists apart', () => {
  expect(parseHistoryCursor(toHistoryCursor(7))).toBe(7);
  const other = toPreviewCursor({ createdAt: new Date(0), id: 'web-pr-1' });
  expect(() => parseHistoryCursor(other)).toThrow('parameter cursor');
});
