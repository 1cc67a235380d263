import fc from 'fast-check';
import { parseCommand } from './parseCommand';

it.each`
  body                              | expected
  ${'/preview'}                     | ${{ kind: 'start' }}
  ${'  /preview  '}                 | ${{ kind: 'start' }}
  ${'\n\n/preview keep'}            | ${{ kind: 'keep' }}
  ${'/preview\r\nthanks!'}          | ${{ kind: 'start' }}
  ${'/preview extend'}              | ${{ kind: 'extend', by: undefined }}
  ${'/preview extend 2d'}           | ${{ kind: 'extend', by: '2d' }}
  ${'/preview extend for ever'}     | ${{ kind: 'unknown' }}
  ${'/preview\tunkeep'}             | ${{ kind: 'unkeep' }}
  ${'/preview redeploy'}            | ${{ kind: 'redeploy' }}
  ${'/preview delete'}              | ${{ kind: 'removal' }}
  ${'/preview delete everything'}   | ${{ kind: 'unknown' }}
  ${'/preview help'}                | ${{ kind: 'help' }}
  ${'/preview approve'}             | ${{ kind: 'approve', commit: undefined }}
  ${'/preview approve a1b2c3d'}     | ${{ kind: 'approve', commit: 'a1b2c3d' }}
  ${'/preview approve it all'}      | ${{ kind: 'unknown' }}
  ${'/preview sleep'}               | ${{ kind: 'sleep' }}
  ${'/preview wake'}                | ${{ kind: 'wake' }}
  ${'/preview logs'}                | ${{ kind: 'logs' }}
  ${'/preview removal'}             | ${{ kind: 'unknown' }}
  ${'/preview toString'}            | ${{ kind: 'unknown' }}
  ${'/preview __proto__'}           | ${{ kind: 'unknown' }}
  ${'/preview DELETE'}              | ${{ kind: 'unknown' }}
  ${'/previews'}                    | ${undefined}
  ${'/preview-delete'}              | ${undefined}
  ${'please /preview delete'}       | ${undefined}
  ${'> /preview delete'}            | ${undefined}
  ${'```\n/preview delete\n```'}    | ${undefined}
  ${'Looks good.\n/preview delete'} | ${undefined}
  ${''}                             | ${undefined}
`('$body is $expected.kind', ({ body, expected }) => {
  expect(parseCommand(body)).toEqual(expected);
});

it('reads any comment, and the first line alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (first, rest) => {
      const line = first.replace(/[\r\n]/g, '');
      fc.pre(line.trim() !== '');
      expect(parseCommand(`${line}\n${rest}`)).toEqual(parseCommand(line));
    }),
  );
});
