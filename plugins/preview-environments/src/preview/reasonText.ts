/** What happened in a sentence, and the output of a program that came with it. */
export interface ReasonText {
  sentence: string;
  /** Lines as they were written; undefined when there are none. */
  output?: string;
}

/** Colours and cursor movements, which mean nothing outside a terminal. */
const TERMINAL_SEQUENCES =
  // eslint-disable-next-line no-control-regex -- they begin with a control character
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;

/**
 * Other control characters but tab and line feed, and those that turn the direction of writing around, with which a program
 * could make its output read as something else.
 */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex -- that is what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The first line of a reason is a sentence for people; what follows is what a program wrote. */
export function readReason(reason: string): ReasonText {
  const [sentence, ...lines] = reason
    .replace(/\r\n?/g, '\n')
    .replace(TERMINAL_SEQUENCES, '')
    .replace(UNPRINTABLE, '')
    .split('\n');
  const output = lines.join('\n').replace(/^\n+|\s+$/g, '');
  return output ? { sentence, output } : { sentence };
}
