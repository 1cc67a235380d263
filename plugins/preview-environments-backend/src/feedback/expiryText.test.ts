import fc from 'fast-check';
import { newLife, PreviewRecord } from '../preview';
import { now, record } from '../preview/__testUtils__/builders';
import { commandText } from './commandText';
import { expiryText } from './expiryText';

const until = new Date('2026-03-04T09:30:45Z');
const warning = { expiresAt: until, because: 'idle for 3 days' };
const extension = { requestedBy: 'user:default/ann', at: now, until };
const life = (change: object) => ({ ...newLife(now), ...change });

describe('what the comment says of the end', () => {
  it.each<[string, Partial<PreviewRecord>, string | undefined]>([
    ['nothing, while it is far', { expiresAt: until }, undefined],
    [
      'when it goes and why, once it is near',
      { expiresAt: until, expiry: life({ warning }) },
      '**It goes on 2026-03-04 09:30 UTC**: idle for 3 days by then. Comment `/preview extend 2d` or `/preview keep` to keep it longer.',
    ],
    [
      'who extended it, and until when',
      { expiresAt: until, expiry: life({ extension }) },
      'It stays until 2026-03-04 09:30 UTC, because user:default/ann asked for it.',
    ],
    [
      'nothing of an extension that does not count',
      { expiresAt: new Date(+until + 1), expiry: life({ extension }) },
      undefined,
    ],
    [
      'that it is kept',
      { kept: true },
      'It is kept, and does not expire until somebody comments `/preview unkeep`.',
    ],
    ['nothing while it goes', { kept: true, phase: 'terminating' }, undefined],
    ['nothing when it is gone', { kept: true, phase: 'gone' }, undefined],
  ])('is %s', (_scenario, change, text) => {
    expect(expiryText(record(change))).toBe(text);
  });
});

describe('what the comment says of commands', () => {
  it('names them', () => {
    expect(commandText(record())).toEqual([
      'Who can write to the repository may comment `/preview redeploy`, `/preview extend 2d`, `/preview keep`, `/preview unkeep`, `/preview sleep`, `/preview delete`.',
    ]);
  });

  it.each<[string, Partial<PreviewRecord>]>([
    ['its pull request is closed', { phase: 'gone', closedAt: now }],
    ['it goes', { phase: 'terminating' }],
  ])('is nothing when %s', (_scenario, change) => {
    expect(commandText(record(change))).toEqual([]);
  });

  it('is why the last one was not done, and nothing in that is a format', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), (to, text) => {
        const [refusal] = commandText(record({ answer: { to, text } }));
        expect(refusal).not.toMatch(/[|`<>\n\r\\]|@\w/);
      }),
    );
  });
});
