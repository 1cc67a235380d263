import { createHmac, timingSafeEqual } from 'node:crypto';
import { LinkKey } from './seal';

/** What a link says: to which life of which preview it leads, on which host, and until when. */
export interface LinkClaims {
  previewId: string;
  life: string;
  host: string;
  /** Begins with one slash. */
  path: string;
  expiresAt: Date;
}

export type ReadLink =
  | { state: 'valid'; claims: LinkClaims }
  | { state: 'invalid' | 'expired'; reason: string };

interface Payload {
  key: string;
  preview: string;
  life: string;
  host: string;
  path: string;
  /** Seconds since 1970. */
  until: number;
}

/** Longer ones are not ours. */
const longest = 4_096;

/** Signs with the first key. */
export function signLink([key]: LinkKey[], claims: LinkClaims): string {
  const payload: Payload = {
    key: key.id,
    preview: claims.previewId,
    life: claims.life,
    host: claims.host,
    path: claims.path,
    until: Math.floor(claims.expiresAt.getTime() / 1_000),
  };
  const text = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${text}.${macOf(key, text)}`;
}

/** Believes nothing of a link before its signature is right. */
export function readLink(keys: LinkKey[], token: string, now: Date): ReadLink {
  const [text, mac, ...more] = token.split('.');
  const tampered: ReadLink = {
    state: 'invalid',
    reason: 'The link is not one of ours, or has been changed.',
  };
  if (token.length > longest || !text || !mac || more.length > 0)
    return tampered;
  const signer = keys.find(key => isEqual(mac, macOf(key, text)));
  if (!signer) return tampered;
  const payload: Payload = JSON.parse(
    Buffer.from(text, 'base64url').toString('utf8'),
  );
  const expiresAt = new Date(payload.until * 1_000);
  if (now >= expiresAt)
    return {
      state: 'expired',
      reason: `The link could be followed until ${expiresAt.toISOString()}; ask for a new one on the preview's page.`,
    };
  const { preview: previewId, life, host, path } = payload;
  return { state: 'valid', claims: { previewId, life, host, path, expiresAt } };
}

function macOf({ secret }: LinkKey, text: string): string {
  return createHmac('sha256', secret)
    .update(`link\n${text}`)
    .digest('base64url');
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [one, other].map(text => Buffer.from(text));
  return left.length === right.length && timingSafeEqual(left, right);
}
