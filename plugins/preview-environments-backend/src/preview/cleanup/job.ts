import {
  fillPlaceholders,
  parseDuration,
  PlaceholderValues,
  PreviewDefinition,
} from '@previewenv/plugin-preview-environments-common';

/** What a component's definition wants to be done when its preview goes, with nothing left to be filled in. */
export interface CleanupJob {
  component: string;
  cluster: string;
  namespace: string;
  image: string;
  /** Empty: the image's own entry point. */
  command: string[];
  args: string[];
  env: Record<string, string>;
  /** Secrets of the preview's namespace, whose entries become environment variables. */
  secrets: string[];
  /** How long the removal waits, all attempts together. */
  deadlineMilliseconds: number;
  /** Attempts after the first one. */
  retries: number;
}

/** The Job that a definition asks for; undefined when it asks for none. */
export function cleanupJobOf(
  { spec }: PreviewDefinition,
  place: { component: string; cluster: string; namespace: string },
  values: PlaceholderValues,
): CleanupJob | undefined {
  if (!spec.cleanup) return undefined;
  const { job } = spec.cleanup;
  const inert = inertValues(values);
  return {
    ...place,
    image: job.image,
    command: job.command,
    args: job.args,
    env: Object.fromEntries(
      Object.entries(job.env).map(([name, text]) => [
        name,
        fillPlaceholders(text, inert),
      ]),
    ),
    secrets: job.envFrom.map(({ secretRef }) => secretRef.name),
    deadlineMilliseconds: parseDuration(job.deadline),
    retries: job.retries,
  };
}

/**
 * Kubernetes expands `$(NAME)` in the values of variables. The definition may use that, but the name of a branch must not become
 * the content of a Secret: `$$` is a dollar sign that is left alone.
 */
function inertValues(values: PlaceholderValues): PlaceholderValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value.replaceAll('$', '$$$$'),
    ]),
  ) as PlaceholderValues;
}
