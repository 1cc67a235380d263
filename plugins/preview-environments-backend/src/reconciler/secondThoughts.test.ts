import { isWaiting } from '@previewenv/plugin-preview-environments-node';
import { record } from '../preview/__testUtils__/builders';
import { lookAt } from './__testUtils__/looks';

const problem = 'preview.yaml cannot be read';
const noDefinitions = { components: [], definitionsProblem: problem };
const gone = record({ phase: 'gone', clusters: [] });

describe('a look that finds nothing to preview', () => {
  it.each([
    ['the definitions cannot be read', { ...noDefinitions, record: undefined }],
    [
      'the definitions cannot be read, and the last preview is gone',
      { ...noDefinitions, record: gone },
    ],
    [
      'the pull request cannot be read',
      { kind: 'unreadable' as const, record: undefined, reason: problem },
    ],
    [
      'the pull request cannot be read, and the last preview is gone',
      { kind: 'unreadable' as const, record: gone, reason: problem },
    ],
  ])('is repeated a few times while %s', async (_scenario, observation) => {
    for (const attempts of [0, 1, 7]) {
      const error = await lookAt(observation, { attempts }).catch(e => e);
      expect(isWaiting(error)).toBe(true);
      expect(error.message).toBe(problem);
    }
    const { record: left, history } = await lookAt(observation, {
      attempts: 8,
    });
    expect(left).toEqual(observation.record);
    expect(history).toEqual([]);
  });

  it('is believed at once where the definitions are known', async () => {
    const { record: left } = await lookAt({
      components: [],
      record: undefined,
    });
    expect(left).toBeUndefined();
  });
});
