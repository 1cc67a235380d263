import { z } from 'zod';
import { credentialsSchema } from './credentialsSchema';
import {
  implementationSchema,
  keyStrippingSchema,
  stableHostSchema,
} from './edgeSchema';
import { meshSchema } from './meshSchema';
import { protectionSchema } from './protectionSchema';
import { missingOr, section } from './section';
import { name, oneOf, text, wholeNumber } from './values';

const levels = ['privileged', 'baseline', 'restricted'] as const;
const ownLabels =
  /^(preview-environments\.io\/|pod-security\.kubernetes\.io\/|app\.kubernetes\.io\/managed-by$|kubernetes\.io\/metadata\.name$)/;
const suffixCure =
  'has to be a domain in lower case that the hosts of previews end in, for instance preview.example.com';

const argocd = section({
  cluster: text(
    'has to be a cluster of previewEnvironments.clusters, the one that Argo CD runs in',
  ).optional(),
  namespace: name('previews').default('previews'),
  project: text(
    'has to be the AppProject that previews belong to, for instance previews',
  ),
  projectNamespace: name('argocd').default('argocd'),
  destination: z
    .union(
      [
        section({ server: text('has to be a URL') }),
        section({ name: text('has to be a name') }),
      ],
      {
        error:
          'has to be either { server: <URL> } or { name: <name> }, as Argo CD knows the cluster',
      },
    )
    .optional(),
});

const gateway = section({
  namespace: name('infra'),
  name: name('edge'),
  listener: text('has to be the name of a listener of the Gateway').optional(),
  implementation: implementationSchema.optional(),
  addresses: z
    .array(
      text(
        'has to be an address, for instance 10.0.0.7 or gateway.example.com:8443',
      ).regex(
        /^(\[[0-9a-f:.]+\]|[a-z0-9]([-a-z0-9.]*[a-z0-9])?)(:\d{1,5})?$/i,
        'has to be an address with or without a port, for instance 10.0.0.7 or gateway.example.com:8443',
      ),
      { error: 'has to be a list of addresses' },
    )
    .min(
      1,
      'needs at least one address; leave it out to use those of the Gateway',
    )
    .optional(),
  names: oneOf(['checked', 'unchecked']).default('checked'),
  publicScheme: oneOf(['https', 'http']).optional(),
  publicPort: wholeNumber({
    min: 1,
    max: 65_535,
    cure: 'has to be a port from 1 to 65535',
  }).optional(),
});

const hostSuffix = text(suffixCure)
  .transform(suffix => suffix.replace(/^\*?\./, ''))
  .refine(
    suffix =>
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/.test(
        suffix,
      ),
    suffixCure,
  );

/** `previewEnvironments.clusters.<name>`. */
export const clusterSchema = section({
  credentials: credentialsSchema,
  argocd,
  gateway,
  protection: protectionSchema.optional(),
  keyStripping: keyStrippingSchema.optional(),
  stableHosts: z
    .array(stableHostSchema, { error: 'has to be a list of hosts' })
    .default([]),
  mesh: meshSchema.optional(),
  gatewayNamespaces: z
    .array(name('infra'), { error: 'has to be a list of namespaces' })
    .optional(),
  hostSuffixes: z
    .array(hostSuffix, {
      error: issue =>
        missingOr(
          issue,
          'has to be a list, for instance [preview.example.com]',
        ),
    })
    .min(1, 'needs at least one suffix, for instance preview.example.com'),
  platforms: z
    .array(
      text('has to be a platform, for instance linux/arm64').regex(
        /^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9.]+)?$/,
        'has to be a platform, for instance linux/arm64',
      ),
      { error: 'has to be a list of platforms, for instance [linux/arm64]' },
    )
    .optional(),
  namespaceLabels: z
    .record(
      text('has to be a label').refine(
        label => !ownLabels.test(label),
        'is a label that is set by us; leave it out',
      ),
      z.string({ error: 'has to be text; put it into quotes' }),
      { error: 'has to be labels and their values' },
    )
    .default({}),
  podSecurity: section({
    enforce: oneOf(levels).default('baseline'),
    warn: oneOf(levels).default('restricted'),
  }).prefault({}),
});
