import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import {
  durationToMilliseconds,
  HumanDuration,
  JsonValue,
} from '@backstage/types';
import { z } from 'zod';
import { missingOr } from './section';

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** A text that is not empty. */
export function text(cure: string) {
  return z.string({ error: issue => missingOr(issue, cure) }).min(1, cure);
}

/** One DNS label, as Kubernetes wants names. */
export function name(example: string) {
  const cure = `has to be lower-case letters, digits and hyphens, at most 63, for instance ${example}`;
  return text(cure).max(63, cure).regex(label, cure);
}

/** A host of at least two labels. */
export function host(example: string) {
  const cure = `has to be a host in lower case, for instance ${example}`;
  return text(cure).regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/,
    cure,
  );
}

/** A whole number; also as text, which is what comes from the environment. */
export function wholeNumber({
  min,
  max = Number.MAX_SAFE_INTEGER,
  cure,
}: {
  min: number;
  max?: number;
  cure: string;
}) {
  const error = (issue: { input?: unknown }) => missingOr(issue, cure);
  return z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], { error })
    .refine(
      value => Number.isInteger(value) && value >= min && value <= max,
      cure,
    );
}

/** A number from 0 to 1; also as text, which is what comes from the environment. */
export function fraction(cure: string) {
  const error = (issue: { input?: unknown }) => missingOr(issue, cure);
  return z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^[01]?(\.\d+)?$/)
          .min(1)
          .transform(Number),
      ],
      { error },
    )
    .refine(value => value >= 0 && value <= 1, cure);
}

/** True or false; also as text, which is what comes from the environment. */
export function trueOrFalse() {
  return z.union(
    [
      z.boolean(),
      z.enum(['true', 'false']).transform(value => value === 'true'),
    ],
    { error: 'has to be true or false' },
  );
}

/** One of several words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
) {
  const cure = `has to be ${words.join(' or ')}`;
  return z.enum(words, { error: issue => missingOr(issue, cure) });
}

/** A duration as everywhere in Backstage: `5m`, `PT5M`, `{ minutes: 5 }`. */
export function duration({ minimumSeconds }: { minimumSeconds: number }) {
  const cure = `has to be a duration of at least ${minimumSeconds} seconds, for instance 5m or { minutes: 5 }`;
  return z.unknown().transform((value, context): HumanDuration => {
    const read = readDuration(value);
    if (read && durationToMilliseconds(read) >= minimumSeconds * 1000)
      return read;
    context.addIssue({ code: 'custom', message: cure });
    return z.NEVER;
  });
}

function readDuration(value: unknown): HumanDuration | undefined {
  try {
    const config = new ConfigReader({ value: value as JsonValue });
    return readDurationFromConfig(config, { key: 'value' });
  } catch {
    // What is wrong with it does not matter: the message shows what is right.
    return undefined;
  }
}
