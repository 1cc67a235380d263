import { FailingHop } from '@previewenv/plugin-preview-environments-common';

/**
 * Thrown when something is known to pass by itself: the caller looks again after a while and shows the reason meanwhile.
 *
 * @public
 */
export class WaitingError extends Error {
  override readonly name = 'WaitingError';
  /** Milliseconds after which looking again makes sense; undefined leaves it to the caller's back-off. */
  readonly afterMilliseconds: number | undefined;

  constructor(
    reason: string,
    options: { afterMilliseconds?: number; cause?: unknown } = {},
  ) {
    super(reason, { cause: options.cause });
    this.afterMilliseconds = options.afterMilliseconds;
  }
}

/**
 * Thrown when only a person or a change of configuration can help. The message is shown to developers as the reason,
 * so it names the field or object at fault and the cure.
 *
 * @public
 */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  /** Where a request would have failed, when that is what was refused. */
  readonly hop: FailingHop | undefined;

  constructor(
    reason: string,
    options: { hop?: FailingHop; cause?: unknown } = {},
  ) {
    super(reason, { cause: options.cause });
    this.hop = options.hop;
  }
}

/**
 * Tells a {@link WaitingError} by name, so that it works across copies of this package.
 *
 * @public
 */
export function isWaiting(error: unknown): error is WaitingError {
  return error instanceof Error && error.name === 'WaitingError';
}

/**
 * Tells a {@link RefusedError} by name, so that it works across copies of this package.
 *
 * @public
 */
export function isRefused(error: unknown): error is RefusedError {
  return error instanceof Error && error.name === 'RefusedError';
}
