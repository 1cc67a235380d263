import { z } from 'zod';
import { credential, header, probeKey, unfit } from './passesSchema';
import { section } from './section';
import { host, name, text, wholeNumber } from './values';

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

/** OpenID Connect Discovery 1.0, 3: https, without query and fragment; its document is found by what is appended. */
const issuerCure =
  'has to be the URL of an identity provider, https, as its discovery document has it, for instance https://id.example.com';
const issuer = text(issuerCure).regex(
  /^https:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/,
  issuerCure,
);

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
  probeKey,
  externalAuth: section({
    service: name('oauth2-proxy'),
    namespace: name('login').optional(),
    port,
  }).optional(),
  oidc: section({
    issuer,
    clientId: text('has to be the id that the provider knows the gateway by'),
    clientSecretName: name('previews-oidc'),
    scopes: z
      .array(
        // RFC 6749, 3.3
        text('has to be a scope, for instance email').regex(
          /^[\x21\x23-\x5b\x5d-\x7e]+$/,
          'has to be a scope, for instance email',
        ),
        { error: 'has to be a list of scopes, for instance [email]' },
      )
      .default([]),
    callbackHost: host('login.preview.example.com').optional(),
  }).optional(),
}).refine(
  ({ externalAuth, oidc }) =>
    (externalAuth === undefined) !== (oidc === undefined),
  'needs either externalAuth or oidc',
);

const istio = section({
  type: z.literal('istio'),
  credential,
  probeKey,
  provider: text(
    "has to be an extension provider of the mesh's configuration",
  ).optional(),
  jwt: section({
    issuer,
    jwksUri: text('has to be the URL of the keys that tokens are signed with')
      .regex(
        /^https?:\/\/[^\s/@]+(\/\S*)?$/,
        'has to be the URL of the keys that tokens are signed with',
      )
      .optional(),
    audiences: z
      .array(text('has to be an audience that tokens name'), {
        error: 'has to be a list of audiences',
      })
      .min(1, 'needs at least one audience; leave it out to take any')
      .optional(),
  }).optional(),
}).refine(
  ({ provider, jwt }) => (provider === undefined) !== (jwt === undefined),
  'needs either provider or jwt',
);

const off = section({ type: z.literal('off') });

/** `protection` of a cluster: a bare `off`, or what asks for a login. */
export const protectionSchema = z.preprocess(
  value => (value === 'off' || value === false ? { type: 'off' } : value),
  z
    .discriminatedUnion(
      'type',
      [
        off,
        section({ type: z.literal('elsewhere'), credential }),
        traefik,
        envoyGateway,
        istio,
      ],
      {
        error:
          'has to be off, or a group of keys with the type elsewhere, traefik, envoy-gateway or istio and what that needs',
      },
    )
    .superRefine((protection, context) => {
      const { key, message } = unfit(protection) ?? {};
      if (key) context.addIssue({ code: 'custom', path: [key], message });
    }),
);
