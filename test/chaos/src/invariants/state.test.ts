import { Page } from '../ground/Ground';
import {
  head,
  object,
  previewId,
  pullRequest,
  write,
} from './__testUtils__/world';
import { checkCap } from './cap';
import { checkComments } from './comments';
import { checkForeigners } from './foreigners';
import { checkNothingElse, checkWanted } from './previews';
import { checkReports } from './reports';
import { checkRest } from './rest';

const labels = { 'preview-environments.io/instance': 'chaos' };

function says(title: string, text = '') {
  return {
    author: 'bot',
    body: `<!-- preview-environments:chaos:${previewId} -->\n\n### Preview \`${previewId}\`: ${title}\n\n${text}`,
  };
}
const ready = says('ready', 'It answers with commit `1a2b3c4`.');

describe('a preview that should be there', () => {
  const page = (changes: Partial<Page>): Page => ({
    status: 200,
    headers: { 'x-preview': `${previewId};${head}` },
    body: `{"commit":"${head}"}`,
    ...changes,
  });
  it.each`
    scenario                       | answer                                     | broken
    ${'answers with its commit'}   | ${page({})}                                | ${0}
    ${'is not there'}              | ${page({ status: 404 })}                   | ${1}
    ${'answers by another route'}  | ${page({ headers: {} })}                   | ${1}
    ${'answers with an older one'} | ${page({ body: '{"commit":"ffffffff"}' })} | ${1}
  `('$scenario: $broken breaches', async ({ answer, broken }) => {
    const ground = {
      ask: async () => answer as Page,
      addresses: { hostSuffix: 'preview.localhost' },
    };
    const found = await checkWanted(
      ground as unknown as Parameters<typeof checkWanted>[0],
      [pullRequest()],
    );
    expect(found).toHaveLength(broken);
  });
});

describe('what else is there', () => {
  const closed = pullRequest({ open: false });
  it.each`
    scenario                                  | pull             | thing                                    | broken
    ${'what a wanted preview has'}            | ${pullRequest()} | ${object({ labels })}                    | ${0}
    ${'what a closed one has left'}           | ${closed}        | ${object({ labels })}                    | ${1}
    ${'what lost its labels'}                 | ${closed}        | ${object({})}                            | ${1}
    ${'what carries our label anywhere'}      | ${closed}        | ${object({ name: 'elsewhere', labels })} | ${1}
    ${'what does not go'}                     | ${pullRequest()} | ${object({ labels, deleting: true })}    | ${1}
    ${'what was there before us'}             | ${closed}        | ${object({ uid: 'foreign' })}            | ${0}
    ${'what has nothing to do with previews'} | ${closed}        | ${object({ name: 'kube-system' })}       | ${0}
  `('finds $broken breaches: $scenario', ({ pull, thing, broken }) => {
    expect(
      checkNothingElse([thing], [pull], new Set(['foreign'])),
    ).toHaveLength(broken);
  });
});

describe('what belongs to others', () => {
  it.each`
    scenario               | now                                                 | broken
    ${'is as it was'}      | ${[object()]}                                       | ${0}
    ${'is gone'}           | ${[]}                                               | ${1}
    ${'was made anew'}     | ${[object({ uid: 'two' })]}                         | ${1}
    ${'is going'}          | ${[object({ deleting: true })]}                     | ${1}
    ${'was changed'}       | ${[object({ text: 'other' })]}                      | ${1}
    ${'was written by us'} | ${[object({ managers: ['preview-environments'] })]} | ${1}
  `('$scenario: $broken breaches', ({ now, broken }) => {
    expect(checkForeigners([object()], now)).toHaveLength(broken);
  });
});

describe('deployments and statuses', () => {
  const of = (sha: string, state: string) => ({ sha, state });
  const older = 'f'.repeat(40);
  it.each`
    scenario                               | pull                                                                                | broken
    ${'the head is deployed'}              | ${{ status: 'success', deployments: [of(older, 'inactive'), of(head, 'success')] }} | ${0}
    ${'nothing is deployed'}               | ${{ status: 'success' }}                                                            | ${1}
    ${'an older one is deployed'}          | ${{ status: 'success', deployments: [of(older, 'success')] }}                       | ${1}
    ${'an older one still is'}             | ${{ status: 'success', deployments: [of(older, 'success'), of(head, 'success')] }}  | ${1}
    ${'it failed, and works now'}          | ${{ status: 'success', deployments: [of(head, 'failure')] }}                        | ${1}
    ${'its status waits'}                  | ${{ status: 'pending', deployments: [of(head, 'success')] }}                        | ${1}
    ${'a closed one was never there'}      | ${{ open: false }}                                                                  | ${0}
    ${'a closed one has nothing deployed'} | ${{ open: false, status: 'success', deployments: [of(head, 'inactive')] }}          | ${0}
    ${'a closed one shows an address'}     | ${{ open: false, status: 'success', deployments: [of(head, 'success')] }}           | ${1}
    ${'a closed one holds up a merge'}     | ${{ open: false, status: 'pending' }}                                               | ${1}
    ${'a draft waits'}                     | ${{ draft: true, status: 'pending' }}                                               | ${0}
    ${'a draft is said to be ready'}       | ${{ draft: true, status: 'success', deployments: [of(head, 'success')] }}           | ${2}
  `('$scenario: $broken breaches', ({ pull, broken }) => {
    expect(checkReports([pullRequest(pull)])).toHaveLength(broken);
  });
});

describe('comments', () => {
  it.each`
    scenario                          | pull                                                                           | broken
    ${'true and alone'}               | ${pullRequest({ comments: [ready] })}                                          | ${0}
    ${'beside those of people'}       | ${pullRequest({ comments: [{ author: 'mira', body: 'Nice' }, ready] })}        | ${0}
    ${'twice'}                        | ${pullRequest({ comments: [ready, ready] })}                                   | ${1}
    ${'missing'}                      | ${pullRequest({})}                                                             | ${1}
    ${'missing where nothing was'}    | ${pullRequest({ open: false })}                                                | ${0}
    ${'ready with an older commit'}   | ${pullRequest({ comments: [says('ready', 'answers with commit `0000000`')] })} | ${1}
    ${'ready although it is closed'}  | ${pullRequest({ open: false, comments: [ready] })}                             | ${1}
    ${'removed because it is closed'} | ${pullRequest({ open: false, comments: [says('removed')] })}                   | ${0}
    ${'a draft that is not started'}  | ${pullRequest({ draft: true, comments: [says('not started')] })}               | ${0}
    ${'a draft that seems to run'}    | ${pullRequest({ draft: true, comments: [ready] })}                             | ${1}
  `('$scenario: $broken breaches', ({ pull, broken }) => {
    expect(checkComments([pull])).toHaveLength(broken);
  });
});

describe('the cap on deletions', () => {
  const removed = (count: number, at = 0) =>
    Array.from({ length: count }, (_, index) =>
      write({ verb: 'delete', previewId: `web-pr-${at + index}`, at }),
    );
  const sweepLater = 15_000;
  it.each`
    scenario                             | writes                                              | live   | broken
    ${'three of a few'}                  | ${removed(3)}                                       | ${5}   | ${0}
    ${'four of a few'}                   | ${removed(4)}                                       | ${5}   | ${1}
    ${'a fifth of many'}                 | ${removed(20)}                                      | ${100} | ${0}
    ${'more than a fifth of many'}       | ${removed(21)}                                      | ${100} | ${1}
    ${'three in each sweep'}             | ${[...removed(3), ...removed(3, sweepLater)]}       | ${5}   | ${0}
    ${'too many in a later sweep'}       | ${[...removed(3), ...removed(4, sweepLater)]}       | ${5}   | ${1}
    ${'many parts of the same'}          | ${[...removed(3), ...removed(3)]}                   | ${5}   | ${0}
    ${'what was only asked for in vain'} | ${removed(4).map(each => ({ ...each, code: 409 }))} | ${5}   | ${0}
  `('$scenario: $broken breaches', ({ writes, live, broken }) => {
    expect(checkCap(writes, live)).toHaveLength(broken);
  });
});

describe('rest', () => {
  const before = { kubernetes: 3, codeHost: 2, tables: { previews: '1 a' } };
  it.each`
    scenario                         | after                                                      | broken
    ${'nothing is written'}          | ${before}                                                  | ${0}
    ${'the cluster is written to'}   | ${{ ...before, kubernetes: 4 }}                            | ${1}
    ${'the code host is written to'} | ${{ ...before, codeHost: 3 }}                              | ${1}
    ${'a row is written anew'}       | ${{ ...before, tables: { previews: '1 b' } }}              | ${1}
    ${'a table appears'}             | ${{ ...before, tables: { ...before.tables, looks: '0' } }} | ${1}
  `('$scenario: $broken breaches', ({ after, broken }) => {
    expect(checkRest(before, after)).toHaveLength(broken);
  });
});
