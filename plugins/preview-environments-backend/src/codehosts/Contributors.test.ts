import { mockServices } from '@backstage/backend-test-utils';
import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { now, pullRequest } from '../preview/__testUtils__/builders';
import { Contributors } from './Contributors';

function setUp() {
  let time = now.getTime();
  const codeHost = {
    mayWrite: jest.fn(
      async (_repository: unknown, login: string) => login === 'dana',
    ),
    readLabelSetters: jest.fn(async () => ({
      preview: { login: 'dana', bot: false },
      ui: { login: 'eve', bot: false },
      auto: { login: 'labeler[bot]', bot: true },
    })),
  };
  const contributors = new Contributors({
    codeHost,
    logger: mockServices.logger.mock(),
    now: () => new Date(time),
  });
  const pass = (minutes: number) => {
    time += minutes * 60_000;
  };
  return { codeHost, contributors, pass };
}

const { repository } = pullRequest();

it('remembers a right for five minutes and no longer', async () => {
  const { codeHost, contributors, pass } = setUp();
  expect(await contributors.mayWrite(repository, 'dana')).toBe(true);
  pass(4.9);
  expect(await contributors.mayWrite(repository, 'DANA')).toBe(true);
  expect(codeHost.mayWrite).toHaveBeenCalledTimes(1);
  codeHost.mayWrite.mockResolvedValue(false);
  pass(0.1);
  expect(await contributors.mayWrite(repository, 'dana')).toBe(false);
});

it('remembers nothing of one repository for another, and no failure', async () => {
  const { codeHost, contributors } = setUp();
  const other = { ...repository, name: 'cart' };
  await contributors.mayWrite(repository, 'dana');
  codeHost.mayWrite.mockRejectedValueOnce(new WaitingError('later'));
  await expect(contributors.mayWrite(other, 'dana')).rejects.toThrow('later');
  codeHost.mayWrite.mockResolvedValue(false);
  expect(await contributors.mayWrite(other, 'dana')).toBe(false);
});

it('says of the labels that matter who set them, and asks about no right of a bot', async () => {
  const { codeHost, contributors } = setUp();
  const labels = ['preview', 'auto', 'toString'];
  expect(await contributors.settersOf(pullRequest(), labels)).toEqual({
    preview: { login: 'dana', bot: false, mayWrite: true },
    auto: { login: 'labeler[bot]', bot: true, mayWrite: false },
  });
  expect(codeHost.mayWrite).toHaveBeenCalledTimes(1);
});

it('knows nobody where the code host does not let us read it', async () => {
  const { codeHost, contributors } = setUp();
  codeHost.readLabelSetters.mockRejectedValue(new RefusedError('no right'));
  expect(await contributors.settersOf(pullRequest(), ['preview'])).toEqual({});
  codeHost.readLabelSetters.mockRejectedValue(new WaitingError('later'));
  await expect(
    contributors.settersOf(pullRequest(), ['preview']),
  ).rejects.toThrow('later');
});
