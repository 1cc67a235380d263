import { z } from 'zod';
import { branchesSchema } from './branchesSchema';
import { buildsSchema } from './buildsSchema';
import { clusterSchema } from './clusterSchema';
import { linksSchema } from './edgeSchema';
import { doctorSchema } from './doctorSchema';
import { feedbackSchema } from './feedbackSchema';
import { groupsSchema } from './groupsSchema';
import { imagesSchema } from './imagesSchema';
import { registriesSchema } from './registriesSchema';
import { resolveClusters } from './resolveClusters';
import { missingOr, section } from './section';
import {
  duration,
  fraction,
  name,
  oneOf,
  text,
  trueOrFalse,
  wholeNumber,
} from './values';

const limit = () =>
  wholeNumber({
    min: 1,
    cure: 'has to be a whole number of at least 1; leave it out for no limit',
  });

const clusters = z
  .record(name('dev'), clusterSchema, {
    error: issue =>
      missingOr(
        issue,
        'has to name at least one cluster, for instance clusters.dev',
      ),
  })
  .refine(
    value => Object.keys(value).length > 0,
    'has to name at least one cluster, for instance clusters.dev',
  )
  .transform((value, context) =>
    resolveClusters(value, (path, message) =>
      context.addIssue({ code: 'custom', path, message }),
    ),
  );

const entityRef = text(
  'has to be the reference of a user or group, for instance group:default/platform',
).regex(
  /^[a-z]+:([^:/]+\/)?[^:/]+$/i,
  'has to be the reference of a user or group, for instance group:default/platform',
);

/** `previewEnvironments`, checked and with defaults filled in. */
export const configurationSchema = section({
  instance: name('platform'),
  mode: oneOf(['off', 'observe', 'on', 'drain']).default('on'),
  limits: section({
    total: limit().optional(),
    perRepository: limit().optional(),
  }).prefault({}),
  // With the longest id, 53 characters, it has to make the name of a Namespace, 63.
  namespacePrefix: text(
    'has to be at most 10 lower-case letters, digits and hyphens, a letter first and a hyphen last, for instance pv-',
  )
    .regex(
      /^[a-z][-a-z0-9]{0,8}-$/,
      'has to be at most 10 lower-case letters, digits and hyphens, a letter first and a hyphen last, for instance pv-',
    )
    .default('pv-'),
  clusters,
  links: linksSchema.optional(),
  registries: registriesSchema,
  images: imagesSchema,
  builds: buildsSchema,
  trust: section({
    // Code of strangers runs only where the platform's people have said so.
    forks: oneOf(['never', 'approve', 'allow']).default('approve'),
    authors: oneOf(['write', 'anyone']).default('write'),
    drafts: trueOrFalse().default(true),
    bots: trueOrFalse().default(true),
  }).prefault({}),
  groups: groupsSchema,
  sweep: section({
    listing: section({
      // What is closed is found and cleaned up within five minutes, even when its webhook was lost.
      every: duration({ minimumSeconds: 1 }).default({ minutes: 4 }),
    }).prefault({}),
    clusters: section({
      every: duration({ minimumSeconds: 1 }).default({ minutes: 5 }),
    }).prefault({}),
    deletions: section({
      share: fraction(
        'has to be a number from 0 to 1, for instance 0.2',
      ).default(0.2),
      least: wholeNumber({
        min: 0,
        cure: 'has to be a whole number of at least 0',
      }).default(3),
    }).prefault({}),
  }).prefault({}),
  closing: section({
    // A controller has to see one event.
    routes: duration({ minimumSeconds: 1 }).default({ minutes: 2 }),
    // Pods may take their grace period, and Argo CD syncs in turn.
    applications: duration({ minimumSeconds: 1 }).default({ minutes: 10 }),
    // Volumes are detached and load balancers taken down before it is empty.
    namespace: duration({ minimumSeconds: 1 }).default({ minutes: 10 }),
  }).prefault({}),
  alerts: section({
    recipients: z.array(entityRef, { error: 'has to be a list' }).default([]),
  }).prefault({}),
  branches: branchesSchema,
  expiry: section({
    idle: duration({ minimumSeconds: 1 }).optional(),
    max: duration({ minimumSeconds: 1 }).optional(),
    failed: duration({ minimumSeconds: 1 }).optional(),
  }).prefault({}),
  history: section({
    // Less than a day would forget what people still look for.
    keep: duration({ minimumSeconds: 86_400 }).default({ days: 90 }),
  }).prefault({}),
  doctor: doctorSchema,
  feedback: feedbackSchema,
  workers: section({
    concurrency: wholeNumber({
      min: 1,
      max: 100,
      cure: 'has to be a whole number from 1 to 100',
    }).default(4),
    // A write may take 10 seconds and needs a lease that lasts longer (rule 7.3).
    leaseSeconds: wholeNumber({
      min: 15,
      max: 600,
      cure: 'has to be a whole number from 15 to 600',
    }).default(60),
  }).prefault({}),
}).refine(
  value =>
    value.links !== undefined ||
    Object.values(value.clusters).every(
      ({ stableHosts }) => stableHosts.length === 0,
    ),
  {
    path: ['links'],
    message:
      'is missing; stableHosts of a cluster need keys that sign links to them',
  },
);
