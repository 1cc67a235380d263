import { badRequest } from './apiError';
import { KubernetesObject } from './types';

export type Selector = (object: KubernetesObject) => boolean;

type Requirement = (labels: Record<string, string>) => boolean;

const name = '[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?';

function requirement(text: string): Requirement {
  const set = new RegExp(`^(${name})\\s+(in|notin)\\s+\\(([^)]*)\\)$`).exec(
    text,
  );
  if (set) {
    const values = set[4].split(',').map(value => value.trim());
    return set[3] === 'in'
      ? labels => set[1] in labels && values.includes(labels[set[1]])
      : labels => !values.includes(labels[set[1]]);
  }
  const equality = new RegExp(`^(${name})\\s*(==|=|!=)\\s*(${name})?$`).exec(
    text,
  );
  if (equality) {
    const [, key, , operator, value = ''] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const existence = new RegExp(`^(!?)\\s*(${name})$`).exec(text);
  if (existence)
    return labels => existence[2] in labels === (existence[1] === '');
  throw badRequest(
    `unable to parse requirement: found '${text}', expected: a label selector`,
  );
}

/** `a=b,c!=d,e in (f,g),h,!i` */
export function labelSelector(text: string | undefined): Selector {
  if (!text?.trim()) return () => true;
  const requirements = (text.match(/(?:[^,(]|\([^)]*\)|\()+/g) ?? []).map(
    part => requirement(part.trim()),
  );
  return ({ metadata }) =>
    requirements.every(holds => holds(metadata.labels ?? {}));
}

function fieldOf(object: KubernetesObject, path: string): string {
  let value: unknown = object;
  for (const part of path.split('.'))
    value = (value as Record<string, unknown> | undefined)?.[part];
  return value === undefined ? '' : String(value);
}

/** `metadata.name=x,status.phase!=Running` */
export function fieldSelector(text: string | undefined): Selector {
  if (!text?.trim()) return () => true;
  const parts = text.split(',').map(part => {
    const [, path, operator, value] =
      /^\s*([\w.]+)\s*(==|=|!=)\s*(.*?)\s*$/.exec(part) ?? [];
    if (!path) throw badRequest(`invalid field selector: '${part}'`);
    return { path, negated: operator === '!=', value };
  });
  return object =>
    parts.every(
      ({ path, negated, value }) =>
        (fieldOf(object, path) === value) !== negated,
    );
}

/** A label selector as objects carry it: `matchLabels` and `matchExpressions`. */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** Undefined selects nothing, an empty selector everything. */
export function matchesLabels(
  selector: LabelSelector | undefined,
  labels: Record<string, string> = {},
): boolean {
  if (!selector) return false;
  const equal = Object.entries(selector.matchLabels ?? {}).every(
    ([key, value]) => labels[key] === value,
  );
  return (
    equal &&
    (selector.matchExpressions ?? []).every(
      ({ key, operator, values = [] }) => {
        if (operator === 'In')
          return key in labels && values.includes(labels[key]);
        if (operator === 'NotIn') return !values.includes(labels[key]);
        return key in labels === (operator === 'Exists');
      },
    )
  );
}
