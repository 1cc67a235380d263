import { z } from 'zod';
import { gatewayImplementations } from '../routing';
import { section } from './section';
import { duration, name, oneOf, text, wholeNumber } from './values';

const header = text(
  'has to be the name of a header, for instance authorization',
).regex(
  /^[A-Za-z0-9-]+$/,
  'has to be the name of a header, for instance authorization',
);
const credential = section({
  header,
  value: text('has to be the value of that header'),
}).optional();

const url = text(
  'has to be a URL that the proxies of the gateway reach, for instance http://oauth2-proxy.login.svc.cluster.local/verify',
).regex(
  /^https?:\/\/[^\s/@]+(\/\S*)?$/,
  'has to be a URL that the proxies of the gateway reach, for instance http://oauth2-proxy.login.svc.cluster.local/verify',
);

const port = wholeNumber({
  min: 1,
  max: 65_535,
  cure: 'has to be a port from 1 to 65535',
});

const traefik = section({
  type: z.literal('traefik'),
  credential,
  forwardAuth: section({
    address: url,
    responseHeaders: z
      .array(header, { error: 'has to be a list of headers' })
      .default([]),
  }),
});

const envoyGateway = section({
  type: z.literal('envoy-gateway'),
  credential,
  externalAuth: section({
    service: name('oauth2-proxy'),
    namespace: name('login').optional(),
    port,
  }).optional(),
  oidc: section({
    issuer: text('has to be the URL of an identity provider').regex(
      /^https:\/\/\S+$/,
      'has to be the URL of an identity provider, https',
    ),
    clientId: text('has to be the id that the provider knows the gateway by'),
    clientSecretName: name('previews-oidc'),
  }).optional(),
}).refine(
  ({ externalAuth, oidc }) =>
    (externalAuth === undefined) !== (oidc === undefined),
  'needs either externalAuth or oidc',
);

const off = section({ type: z.literal('off') });

/** `protection` of a cluster: a bare `off`, or what asks for a login. */
export const protectionSchema = z.preprocess(
  value => (value === 'off' || value === false ? { type: 'off' } : value),
  z.discriminatedUnion(
    'type',
    [
      off,
      section({ type: z.literal('elsewhere'), credential }),
      traefik,
      envoyGateway,
      section({
        type: z.literal('istio'),
        credential,
        provider: text(
          "has to be an extension provider of the mesh's configuration",
        ),
      }),
    ],
    {
      error:
        'has to be off, or a group of keys with the type elsewhere, traefik, envoy-gateway or istio and what that needs',
    },
  ),
);

/** A host of the shared environment that signed links may lead to. */
export const stableHostSchema = section({
  host: text('has to be a host, for instance staging.example.com').regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/,
    'has to be a host in lower case, for instance staging.example.com',
  ),
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
