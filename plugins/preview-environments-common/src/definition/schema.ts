import { z } from 'zod';

import { build } from './build';
import { cleanup } from './cleanup';
import { expiry } from './expiry';
import {
  duration,
  entityRef,
  quantity,
  relativePath,
  repositoryUrl,
  revision,
  text,
  valueFile,
} from './fields';
import { dnsLabel, imageName } from './names';
import { routing } from './routing';

/** @public */
export const DEFINITION_API_VERSION = 'preview-environments.io/v1alpha1';

/** @public */
export const DEFINITION_KIND = 'PreviewDefinition';

/** Helm names a release after the component, and its names end at 53 characters. */
const COMPONENT_MAXIMUM = 53;

const trigger = z.strictObject({
  labels: z
    .array(text(50))
    .default(['preview'])
    .describe(
      'The labels a pull request needs, all of them. An empty list: every pull request gets a preview.',
    ),
  command: z
    .literal('/preview')
    .default('/preview')
    .describe('The comment that asks for a preview.'),
  drafts: z
    .boolean()
    .default(false)
    .describe('Whether drafts get previews too.'),
  bots: z
    .boolean()
    .default(false)
    .describe('Whether pull requests of bots get previews too.'),
  forks: z
    .enum(['never', 'approve', 'allow'])
    .default('approve')
    .describe(
      'Pull requests from forks: never, only after approval of exactly that commit, or like all others.',
    ),
  authors: z
    .enum(['write', 'anyone'])
    .default('write')
    .describe(
      'Whose pull requests need no approval: those of people who may write to the repository, or all.',
    ),
  baseBranches: z
    .array(text())
    .default([])
    .describe(
      'The branches that a pull request may aim at. An empty list: the default branch.',
    ),
  paths: z
    .array(text(1024))
    .default([])
    .describe(
      'Globs; a pull request that changes none of these files gets no preview of this component. An empty list: any file counts.',
    ),
  pauseLabel: text(50)
    .optional()
    .describe(
      'While this label is on a pull request, new commits wait and the one that runs stays.',
    ),
});

const image = z.strictObject({
  name: imageName().describe('The image without its tag: ghcr.io/acme/web.'),
  tag: text()
    .describe(
      'The tag that the build of a commit pushes, with placeholders in quotes.',
    )
    .meta({ examples: ['pr-{{ pullRequest.number }}-{{ commit.short }}'] }),
  set: z
    .strictObject({
      helm: z
        .strictObject({
          tag: text().describe('The parameter that takes the tag: image.tag.'),
          digest: text()
            .optional()
            .describe('The parameter that takes the digest.'),
        })
        .optional()
        .describe('The Helm parameters that the image goes into.'),
      kustomize: imageName()
        .optional()
        .describe('The image name in the manifests that Kustomize replaces.'),
    })
    .describe('Where the image goes in the source: helm or kustomize.'),
  wait: duration()
    .default('30m')
    .describe(
      'How long the build may take until the preview counts as failed.',
    ),
  build: build
    .optional()
    .describe(
      'How the build is asked for and followed. Without it, the build begins by itself.',
    )
    .meta({ examples: [{ repositoryDispatch: 'preview-build' }] }),
});

const source = z.strictObject({
  repoURL: repositoryUrl().describe('The repository with the manifests.'),
  path: relativePath().describe('The folder of the chart or kustomization.'),
  revision: z
    .literal('base')
    .default('base')
    .describe("base: what targetRevision names, never the pull request's own."),
  targetRevision: revision()
    .default('HEAD')
    .describe("Branch, tag or commit. HEAD: the repository's default branch."),
  helm: z
    .strictObject({
      parameters: z
        .record(
          text(),
          z.string().max(4096, 'must have at most 4096 characters'),
        )
        .default({})
        .describe('Helm parameters, always passed as strings.'),
      valueFiles: z
        .array(valueFile())
        .default([])
        .describe('Files of values, relative to the chart.'),
    })
    .optional(),
  kustomize: z.strictObject({}).optional(),
});

const guardRails = z.strictObject({
  cpu: quantity().optional().describe('What all pods together request.'),
  memory: quantity().optional().describe('What all pods together request.'),
  pods: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .optional()
    .describe('How many pods may run at once.'),
  egress: z
    .array(dnsLabel())
    .default([])
    .describe(
      "Namespaces that the preview's pods may call, besides the baseline.",
    ),
});

/**
 * The file in a service's repository that says how its previews are made. Types, JSON Schema and validation all come
 * from here. It holds what this version acts on; what is planned is refused by name in `supported.ts`.
 *
 * @public
 */
export const previewDefinitionSchema = z.strictObject({
  apiVersion: z.literal(DEFINITION_API_VERSION),
  kind: z.literal(DEFINITION_KIND),
  metadata: z.strictObject({
    name: dnsLabel(COMPONENT_MAXIMUM).describe('The component, one DNS label.'),
  }),
  spec: z.strictObject({
    trigger: trigger
      .prefault({})
      .describe('Which pull requests get a preview.'),
    cluster: text().describe(
      "The cluster, by its name in Backstage's configuration.",
    ),
    namespace: z
      .literal('dedicated')
      .default('dedicated')
      .describe('Each preview has a namespace of its own.'),
    baseline: z
      .strictObject({
        namespace: dnsLabel().describe('Where the shared environment runs.'),
        services: z
          .array(dnsLabel())
          .default([])
          .describe(
            'The Services that pods of the preview call by short name.',
          ),
      })
      .optional()
      .describe(
        'The shared environment that unchanged services are served from.',
      ),
    images: z
      .array(image)
      .min(1, 'must name at least one image')
      .describe('The images that the build of a commit makes.'),
    source: source.describe('Where the manifests come from.'),
    routing: routing
      .optional()
      .describe('How the preview is reached. Without it, it has no URL.'),
    guardRails: guardRails
      .prefault({})
      .describe("Limits of the preview's namespace."),
    cleanup: cleanup
      .optional()
      .describe('What is done when the preview goes, before its workloads do.'),
    expiry: expiry
      .optional()
      .describe(
        'When the preview goes although its pull request stays open. The limits of the platform are never exceeded.',
      )
      .meta({ examples: [{ idle: '72h', max: '14d', failed: '4h' }] }),
    dependsOn: z
      .array(entityRef())
      .default([])
      .describe('Components that have to be ready first.'),
  }),
});

/**
 * A definition with its defaults filled in. Placeholders are still in it.
 *
 * @public
 */
export type PreviewDefinition = z.output<typeof previewDefinitionSchema>;
