import { readReason } from './reasonText';

const escape = String.fromCharCode(27);

it.each`
  scenario                            | reason                                            | sentence             | output
  ${'a sentence'}                     | ${'It answered.'}                                 | ${'It answered.'}    | ${undefined}
  ${'nothing'}                        | ${''}                                             | ${''}                | ${undefined}
  ${'output of several lines'}        | ${'The Job failed:\nfirst\n\n  second\n'}         | ${'The Job failed:'} | ${'first\n\n  second'}
  ${'a blank line before the output'} | ${'The Job failed:\n\nfirst'}                     | ${'The Job failed:'} | ${'first'}
  ${'lines of another system'}        | ${'The Job failed:\r\nfirst\rsecond'}             | ${'The Job failed:'} | ${'first\nsecond'}
  ${'colours of a terminal'}          | ${`It ended:\n${escape}[31mred${escape}[0m`}      | ${'It ended:'}       | ${'red'}
  ${'a title for a terminal'}         | ${`It ended:\n${escape}]0;owned${escape}\\shown`} | ${'It ended:'}       | ${'shown'}
  ${'control characters'}             | ${'It\u0000 ended:\na\u0008b\tc'}                 | ${'It ended:'}       | ${'ab\tc'}
  ${'writing turned around'}          | ${'It ended:\nok \u202eeteled\u2066'}             | ${'It ended:'}       | ${'ok eteled'}
`('reads $scenario', ({ reason, sentence, output }) => {
  expect(readReason(reason)).toEqual(
    output ? { sentence, output } : { sentence },
  );
});
