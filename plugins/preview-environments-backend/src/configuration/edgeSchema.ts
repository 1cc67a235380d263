import { z } from 'zod';
import { gatewayImplementations } from '../routing';
import { section } from './section';
import { duration, host, name, oneOf, text } from './values';

/** A host of the shared environment that signed links may lead to. */
export const stableHostSchema = section({
  host: host('staging.example.com'),
  namespace: name('shop'),
});

export const implementationSchema = oneOf(gatewayImplementations);

/** Hosts of the shared environment on which clients' own routing keys are taken off. */
export const keyStrippingSchema = section({
  hosts: z
    .array(text('has to be a host, for instance staging.example.com'), {
      error: 'has to be a list of hosts',
    })
    .min(1, 'needs at least one host'),
  otherwise: oneOf(['warn', 'refuse']).default('warn'),
});

/** What signs links to stable hosts. */
export const linksSchema = section({
  keys: z
    .array(
      section({
        id: text('has to be a short name, for instance 2026-03').regex(
          /^[A-Za-z0-9_-]{1,32}$/,
          'has to be at most 32 letters, digits, hyphens and underscores',
        ),
        // 256 bits, as the hash has (RFC 2104, 3).
        secret: text('has to be at least 32 characters').min(
          32,
          'has to be at least 32 characters; openssl rand -base64 32 makes one',
        ),
      }),
      { error: 'has to be a list of keys' },
    )
    .min(1, 'needs at least one key')
    .refine(
      keys => new Set(keys.map(({ id }) => id)).size === keys.length,
      'names an id twice',
    ),
  lifetime: duration({ minimumSeconds: 10 }).default({ minutes: 15 }),
  cookie: duration({ minimumSeconds: 60 }).default({ hours: 8 }),
});
