import { z } from 'zod';

import { DURATION_HINT, DURATION_PATTERN, parseDuration } from './duration';
import { QUANTITY_HINT, QUANTITY_PATTERN } from './quantity';
import { STATUS_HINT, STATUS_PATTERN } from './statusRanges';

const RELATIVE_PATH = /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))(?!.*:\/\/)[^\s\\$]+$/;
const VALUE_FILE = /^(?!\/)(?!.*:\/\/)[^\s\\$]+$/;
const REPOSITORY_URL =
  /^(?:https?:\/\/[^\s/@]+\/[^\s@]+|ssh:\/\/(?:[\w.-]+@)?[^\s/@]+\/[^\s@]+|[\w.-]+@[^\s/@:]+:[^\s@]+)$/;
const REVISION = /^(?!-)[^\s\\~^:?*[]+$/;
const ENTITY_REF = /^(?:[a-zA-Z][\w.-]*:)?(?:[\w.-]+\/)?[\w.-]+$/;
const PROBE_PATH = /^\/[^\s#]*$/;

/** A text that has to say something. */
export function text(maximum = 253) {
  return z
    .string()
    .min(1, 'must not be empty')
    .max(maximum, `must have at most ${maximum} characters`);
}

/** A duration longer than nothing. */
export function duration() {
  return z
    .string()
    .regex(DURATION_PATTERN, DURATION_HINT)
    .refine(
      value => !DURATION_PATTERN.test(value) || parseDuration(value) > 0,
      'must be longer than nothing',
    );
}

/** A Kubernetes quantity; a bare number is what YAML makes of `cpu: 2`. */
export function quantity() {
  return z
    .union(
      [
        z.number().positive(QUANTITY_HINT),
        z.string().regex(QUANTITY_PATTERN, QUANTITY_HINT),
      ],
      {
        error: QUANTITY_HINT,
      },
    )
    .transform(String);
}

/** A folder or file below the repository's root. */
export function relativePath() {
  return text(1024).regex(
    RELATIVE_PATH,
    "must be a path below the repository's root, without .. and without blanks",
  );
}

/** A file of Helm values; relative to the chart, as Argo CD reads it, and never fetched from elsewhere. */
export function valueFile() {
  return text(1024).regex(
    VALUE_FILE,
    'must be a path of the same repository, relative to the chart',
  );
}

/** A git repository, without credentials: those belong into the deployer's own configuration. */
export function repositoryUrl() {
  return text(1024).regex(
    REPOSITORY_URL,
    'must be the URL of a git repository such as https://github.com/acme/deploy, without user name and password',
  );
}

/** A branch, tag or commit. */
export function revision() {
  return text().regex(REVISION, 'must be a branch, a tag or a commit');
}

/** A reference to a catalog entity. */
export function entityRef() {
  return text().regex(
    ENTITY_REF,
    'must be an entity reference such as component:default/payments',
  );
}

/** The path that a probe asks for, with its query. */
export function probePath() {
  return text(1024).regex(PROBE_PATH, 'must be a path that begins with /');
}

/** Which answers of a probe count as success. */
export function statusRanges() {
  return z.string().regex(STATUS_PATTERN, STATUS_HINT);
}
