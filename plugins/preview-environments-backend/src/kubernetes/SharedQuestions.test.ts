import { SharedQuestions } from './SharedQuestions';

function setUp() {
  const questions = new SharedQuestions<string>();
  const asked: string[] = [];
  const ask = (key: string) =>
    questions.ask(key, async () => {
      asked.push(key);
      return `${key} ${asked.length}`;
    });
  return { questions, asked, ask };
}

describe('questions of the same moment', () => {
  it('are asked once, and all hear the answer', async () => {
    const { asked, ask } = setUp();
    await expect(Promise.all([ask('routes'), ask('routes')])).resolves.toEqual([
      'routes 1',
      'routes 1',
    ]);
    expect(asked).toEqual(['routes']);
  });

  it('are told apart', async () => {
    const { asked, ask } = setUp();
    await Promise.all([ask('routes'), ask('applications')]);
    expect(asked).toEqual(['routes', 'applications']);
  });

  it('are asked again once the first is on its way, as it may miss what has happened since', async () => {
    const { questions, asked, ask } = setUp();
    const answers: Promise<string>[] = [];
    answers.push(
      questions.ask('routes', async () => {
        asked.push('routes');
        answers.push(ask('routes'));
        return 'first';
      }),
    );
    await answers[0];
    await expect(Promise.all(answers)).resolves.toEqual(['first', 'routes 2']);
  });

  it('all hear of a failure, and the next one asks anew', async () => {
    const { questions, ask } = setUp();
    const failing = () =>
      questions.ask('routes', async () => {
        throw new Error('away');
      });
    const outcomes = await Promise.allSettled([failing(), failing()]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    await expect(ask('routes')).resolves.toBe('routes 1');
  });
});
