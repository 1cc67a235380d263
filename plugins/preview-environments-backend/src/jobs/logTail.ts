/** What the history keeps of a log. */
const longestTail = 4 * 1024;

const escapeSequences =
  // eslint-disable-next-line no-control-regex -- colours and cursor movements begin with the control character ESC
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;

/** All but the line feed and the tab; and the marks that make text run from right to left, which can hide what it says. */
const invisible =
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** The last lines of a log, at most 4 KB, as plain text: whatever a program wrote, it moves no cursor and changes no colour. */
export function logTail(log: string): string {
  const plain = log
    // A text twice as long can't lose so much to escape sequences that less than the limit is left, but for pathological ones.
    .slice(-8 * longestTail)
    .replace(/\r\n?/g, '\n')
    .replace(escapeSequences, '')
    .replace(invisible, '')
    .trimEnd();
  const bytes = Buffer.from(plain);
  if (bytes.length <= longestTail) return plain;
  const cut = bytes
    .subarray(bytes.length - longestTail)
    .toString('utf8')
    // The first character may have been cut in two.
    .replace(/^\ufffd+/, '');
  const line = cut.indexOf('\n');
  return line >= 0 && line < cut.length - 1 ? cut.slice(line + 1) : cut;
}
