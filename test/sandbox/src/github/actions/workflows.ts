import { parse } from 'yaml';
import { resolveRef } from '../branches';
import { Hub } from '../hub';
import { StoredRepository } from '../model';

/** A workflow, as far as what begins it goes. */
export interface Workflow {
  /** `.github/workflows/preview.yaml` */
  path: string;
  name: string;
  /** What begins it, by the event's name, with what the file says of that. */
  triggers: Record<string, unknown>;
  /** The statuses that its steps set on the commit that it is told to build. */
  reports: string[];
}

const folder = '.github/workflows/';

/** The workflows of a branch. A file that is no YAML is none. */
export function workflowsOf(
  hub: Hub,
  repository: StoredRepository,
  branch: string,
): Workflow[] {
  const commit = resolveRef(hub, repository, branch);
  if (!commit) return [];
  return Object.keys(hub.objects.treeOf(commit.sha))
    .filter(path => path.startsWith(folder) && /\.ya?ml$/.test(path))
    .flatMap(path => {
      const text = hub.objects.readFile(commit.sha, path)?.toString() ?? '';
      return read(path, text);
    });
}

/** The one that is named by its file. */
export function findWorkflow(
  workflows: Workflow[],
  file: string,
): Workflow | undefined {
  return workflows.find(({ path }) => path === `${folder}${file}`);
}

/** Whether an event of that type begins it. A workflow that names no types is begun by all. */
export function isBegunBy({ triggers }: Workflow, eventType: string): boolean {
  if (!('repository_dispatch' in triggers)) return false;
  const { types } = asRecord(triggers.repository_dispatch);
  return types === undefined || asList(types).includes(eventType);
}

/** The inputs that a workflow declares, and whether it needs them. Undefined when nobody can begin it by hand. */
export function declaredInputs({
  triggers,
}: Workflow): Record<string, { required: boolean }> | undefined {
  if (!('workflow_dispatch' in triggers)) return undefined;
  const { inputs } = asRecord(triggers.workflow_dispatch);
  return Object.fromEntries(
    Object.entries(asRecord(inputs)).map(([name, input]) => [
      name,
      {
        required:
          asRecord(input).required === true &&
          asRecord(input).default === undefined,
      },
    ]),
  );
}

function read(path: string, text: string): Workflow[] {
  let content: Record<string, unknown>;
  try {
    content = asRecord(parse(text));
  } catch {
    // As at GitHub, such a file begins nothing.
    return [];
  }
  const { on, name } = content;
  const named = typeof on === 'string' || Array.isArray(on);
  const triggers = named
    ? Object.fromEntries(asList(on).map(event => [event, undefined]))
    : asRecord(on);
  return [
    {
      path,
      name: typeof name === 'string' ? name : path,
      triggers,
      reports: reportsIn(text),
    },
  ];
}

/** As `gh api "repos/$GITHUB_REPOSITORY/statuses/$COMMIT" -f context=image` says. */
function reportsIn(text: string): string[] {
  if (!text.includes('/statuses/')) return [];
  return [
    ...new Set(
      [...text.matchAll(/-f context=([\w.-]+)/g)].map(([, context]) => context),
    ),
  ];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function asList(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
