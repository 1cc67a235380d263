import { isError } from '@backstage/errors';

const attempts = 3;

/** What PostgreSQL says of a transaction that it has rolled back, and that may succeed now: serialization failure, deadlock. */
const rolledBack = /^(40001|40P01)$/;
/** What is said of a connection that ended: by an administrator, a restart, the network. */
const cut = /^(57P0[123]|08\w{3}|ECONNRESET|EPIPE)$/;
const cutMessage = /Connection (terminated|ended)|connection error/i;

/**
 * Does something with the database, and again when it failed by what has passed already. When a connection was cut it is not known whether
 * the transaction was committed, so that `work` has to lead to the same when it is done twice; it is told which attempt this is, from 1 on.
 */
export async function again<T>(
  work: (attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt === attempts || !hasPassed(error)) throw error;
    }
  }
}

function hasPassed(error: unknown): boolean {
  if (!isError(error)) return false;
  const { code } = error;
  return (
    (typeof code === 'string' && (rolledBack.test(code) || cut.test(code))) ||
    cutMessage.test(error.message)
  );
}
