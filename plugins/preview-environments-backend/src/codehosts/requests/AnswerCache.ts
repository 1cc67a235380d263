import { createHash } from 'node:crypto';
import { CodeHostMemory, RememberedAnswer } from '../../store/codeHostMemory';
import { Identity } from './accounts';

type Answers = Pick<CodeHostMemory, 'answer' | 'rememberAnswer'>;

/** Larger answers, for instance of long conversations, are not remembered: characters of JSON. */
const longestAnswer = 1024 * 1024;

/**
 * Answers for conditional requests. GitHub's entity tags are valid for one token only. A token that is configured lasts, so that what it was
 * answered is shared by replicas and survives a restart. The token of an App's installation is known to one process, for an hour: nobody else
 * could ask with it, and writing it down would write every hour where nothing changes (rule 7.31).
 */
export class AnswerCache {
  readonly #own: Answers;
  readonly #shared: Answers;

  constructor(options: { own: Answers; shared: Answers }) {
    this.#own = options.own;
    this.#shared = options.shared;
  }

  async get(
    identity: Identity,
    request: unknown[],
  ): Promise<RememberedAnswer | undefined> {
    return this.#memoryFor(identity).answer(keyOf(identity, request));
  }

  async set(
    identity: Identity,
    request: unknown[],
    answer: RememberedAnswer,
  ): Promise<void> {
    if (JSON.stringify(answer.value).length > longestAnswer) return;
    const memory = this.#memoryFor(identity);
    await memory.rememberAnswer(keyOf(identity, request), answer);
  }

  #memoryFor({ kind }: Identity): Answers {
    return kind === 'app' ? this.#own : this.#shared;
  }
}

/** Says nothing of the token, nor of what was asked. */
function keyOf({ id }: Identity, request: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([id, ...request]))
    .digest('hex');
}
