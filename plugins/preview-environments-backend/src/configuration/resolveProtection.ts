import { z } from 'zod';
import { Protection } from '../routing';
import { protectionSchema } from './protectionSchema';

type Problem = (path: string[], message: string) => void;

/** Finds the domain that the session of a sign-in is for, which no other key says. */
export function resolveProtection(
  protection: z.output<typeof protectionSchema> | undefined,
  hostSuffixes: string[],
  problem: Problem,
): Protection | undefined {
  if (protection?.type !== 'envoy-gateway' || !protection.oidc)
    return protection;
  const { callbackHost, ...oidc } = protection.oidc;
  if (callbackHost === undefined) return { ...protection, oidc };
  const cookieDomain = hostSuffixes.find(
    domain =>
      callbackHost.endsWith(`.${domain}`) &&
      hostSuffixes.every(suffix => `.${suffix}`.endsWith(`.${domain}`)),
  );
  if (cookieDomain === undefined) {
    problem(
      ['protection', 'oidc', 'callbackHost'],
      `has to end in a host suffix that all others end in too, because the cookie of a sign-in is for its hosts; there are ${hostSuffixes.join(
        ', ',
      )}`,
    );
    return { ...protection, oidc };
  }
  return {
    ...protection,
    oidc: { ...oidc, callback: { host: callbackHost, cookieDomain } },
  };
}
