import { durationText } from './duration';

it.each`
  seconds    | language | text
  ${28_800}  | ${'en'}  | ${'8 hours'}
  ${28_800}  | ${'de'}  | ${'8 Stunden'}
  ${86_400}  | ${'en'}  | ${'1 day'}
  ${129_600} | ${'en'}  | ${'36 hours'}
  ${900}     | ${'en'}  | ${'15 minutes'}
  ${5_400}   | ${'en'}  | ${'90 minutes'}
  ${10}      | ${'en'}  | ${'10 seconds'}
  ${0}       | ${'en'}  | ${'0 seconds'}
`(
  'calls $seconds seconds $text in $language',
  ({ seconds, language, text }) => {
    expect(durationText(seconds, language)).toBe(text);
  },
);
