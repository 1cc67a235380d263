import { mockServices } from '@backstage/backend-test-utils';
import { endless } from '../preview';
import { now } from '../preview/__testUtils__/builders';
import { testDatabases } from '../store/__testUtils__/databases';
import { aHint, claimOne } from '../store/__testUtils__/records';
import { CommentCommands } from './CommentCommands';

const databases = testDatabases();
const { cause: _cause, ...at } = aHint();
const numbers = Array.from({ length: 1_000 }, (_, index) => index + 1);
/** In the middle of the flood. */
const ofDana = 500;

it('1,000 comments of a stranger cost two requests and a sign, and somebody of the house is obeyed among them', async () => {
  const { store } = await databases.openStore('SQLITE_3');
  const login = (commentId: string) =>
    Number(commentId) === ofDana ? 'dana' : 'eve';
  const codeHost = {
    readComment: jest.fn(async (_ref: unknown, id: string) => ({
      id,
      author: { login: login(id), bot: false },
      body: '/preview',
      createdAt: now.toISOString(),
      edited: false,
    })),
    mayWrite: jest.fn(async (_ref: unknown, who: string) => who === 'dana'),
    react: jest.fn(async () => {}),
  };
  const commands = new CommentCommands({
    store,
    codeHost,
    platform: () => endless,
    logger: mockServices.logger.mock(),
    now: () => now,
  });
  const note = async (number: number) =>
    store.noteCommand(at, String(number), login(String(number)));

  // Half of them are there before anybody looks.
  for (const number of numbers.slice(0, ofDana)) await note(number);
  const claim = await claimOne(store);
  await commands.run(claim);
  for (const number of numbers.slice(ofDana)) await note(number);
  await commands.run(claim);

  expect(codeHost.mayWrite.mock.calls.map(([, who]) => who)).toEqual([
    'eve',
    'dana',
  ]);
  expect(codeHost.readComment).toHaveBeenCalledTimes(2);
  expect(codeHost.react).toHaveBeenCalledTimes(2);
  const { request } = await store.leave(claim.previewId);
  expect(request?.requestedBy).toBe('dana on github.com');
  const left = await store.commands(claim.previewId);
  expect(left).toHaveLength(ofDana);
  expect(left.every(({ settled }) => settled)).toBe(true);
}, 60_000);
