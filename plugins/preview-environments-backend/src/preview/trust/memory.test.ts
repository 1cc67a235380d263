import {
  component,
  minutesAgo,
  now,
  olderSha,
  pullRequest,
  record,
  writer,
} from '../__testUtils__/builders';
import { LeaveFacts, rememberLeave } from './memory';

const facts = (change: Partial<LeaveFacts> = {}): LeaveFacts => ({
  record: record(),
  pullRequest: pullRequest(),
  components: [component()],
  ...change,
});
const reader = { login: 'sam', bot: false, mayWrite: false };
const request = { requestedBy: 'dana', at: minutesAgo(3) };
const approval = { headSha: olderSha, by: 'dana', at: minutesAgo(3) };

it.each<[string, Partial<LeaveFacts>, object]>([
  [
    'who may write and set a label',
    { people: { setters: { preview: writer } } },
    { labelled: ['preview'] },
  ],
  [
    'nothing of who may not',
    { people: { setters: { preview: reader } } },
    { labelled: undefined },
  ],
  [
    'a label for as long as it stays',
    { record: record({ labelled: ['preview', 'ui'] }) },
    { labelled: ['preview'] },
  ],
  [
    'since when the head is known',
    { record: record({ headSince: minutesAgo(5) }) },
    { headSince: minutesAgo(5) },
  ],
  [
    'a new head from now on',
    {
      record: record({
        headSince: minutesAgo(5),
        pullRequest: pullRequest({
          head: { sha: olderSha, ref: 'x', repositoryId: '77' },
        }),
      }),
    },
    { headSince: now },
  ],
  [
    'nothing about a head that was read before there was this',
    { record: record() },
    { headSince: undefined },
  ],
  [
    'an approval of an older commit, which may run still',
    { record: record({ approval }) },
    { approval },
  ],
  [
    'what was asked of a pull request before it had a preview',
    { record: undefined, leave: { approval, request } },
    { approval, request },
  ],
  ['that a comment asked for it', { record: record({ request }) }, { request }],
  [
    'nothing of that once the label was taken off',
    {
      record: record({ request }),
      pullRequest: pullRequest({ labels: [], head: pullRequest().head }),
    },
    { request: undefined },
  ],
])('remembers %s', (_scenario, change, expected) => {
  expect(rememberLeave(facts(change), now)).toMatchObject(expected);
});
