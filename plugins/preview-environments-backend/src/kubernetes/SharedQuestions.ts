/**
 * Asks once what several ask in the same turn of the event loop. An answer is never older than the question: whoever comes when it is
 * on its way already asks anew.
 */
export class SharedQuestions<Answer> {
  readonly #waiting = new Map<string, Promise<Answer>>();

  ask(key: string, question: () => Promise<Answer>): Promise<Answer> {
    const shared = this.#waiting.get(key);
    if (shared) return shared;
    const answer = new Promise<void>(resolve => {
      setImmediate(resolve);
    }).then(() => {
      this.#waiting.delete(key);
      return question();
    });
    this.#waiting.set(key, answer);
    return answer;
  }
}
