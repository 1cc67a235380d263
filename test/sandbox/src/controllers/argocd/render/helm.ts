import { copy } from '../../../copy';
import { parse, parseAllDocuments } from 'yaml';
import { KubernetesObject } from '../../../kubernetes';
import { ApplicationSource } from '../application';
import { SourceTree } from '../source';
import { renderTemplate, Scope } from './goTemplate';

type Values = Record<string, unknown>;

/** Helm's limit for release names. */
const longestReleaseName = 53;

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mergeValues(base: Values, over: Values): Values {
  const merged: Values = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const both = isMap(merged[key]) && isMap(value);
    merged[key] = both
      ? mergeValues(merged[key] as Values, value as Values)
      : value;
  }
  return merged;
}

/** `--set a.b=1`: numbers and booleans are read as such unless a string is forced; a dot after a backslash is part of the key. */
function setParameter(
  values: Values,
  name: string,
  text: string,
  forceString: boolean | undefined,
): void {
  const keys = name.split(/(?<!\\)\./).map(key => key.replace(/\\\./g, '.'));
  const last = keys.pop()!;
  let target = values;
  for (const key of keys)
    target = (isMap(target[key]) ? target[key] : (target[key] = {})) as Values;
  target[last] = forceString ? text : literal(text);
}

function literal(text: string): unknown {
  if (/^(0|-?[1-9]\d*)$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return text === 'null' ? null : text;
}

function valuesOf(
  tree: SourceTree,
  { path = '', helm = {} }: ApplicationSource,
): Values {
  let values = (parse(tree.read(`${path}/values.yaml`) ?? '') ?? {}) as Values;
  for (const file of helm.valueFiles ?? []) {
    const text = tree.read(`${path}/${file}`);
    if (text !== undefined)
      values = mergeValues(values, (parse(text) ?? {}) as Values);
    else if (!helm.ignoreMissingValueFiles)
      throw new Error(
        `failed to execute helm template command: open ${path}/${file}: no such file or directory`,
      );
  }
  if (helm.valuesObject) values = mergeValues(values, helm.valuesObject);
  else if (helm.values)
    values = mergeValues(values, (parse(helm.values) ?? {}) as Values);
  values = copy(values);
  for (const { name, value, forceString } of helm.parameters ?? [])
    setParameter(values, name, value, forceString);
  return values;
}

/** `helm template` of the chart at the source's path. */
export function renderHelm(
  tree: SourceTree,
  source: ApplicationSource,
  release: { name: string; namespace: string },
): KubernetesObject[] {
  const name = source.helm?.releaseName ?? release.name;
  if (name.length > longestReleaseName) {
    throw new Error(
      `failed to execute helm template command: release name "${name}" exceeds max length of ${longestReleaseName}`,
    );
  }
  const chart = parse(tree.read(`${source.path}/Chart.yaml`) ?? '') as {
    name?: string;
    version?: string;
    appVersion?: string;
  };
  const scope: Scope = {
    Values: valuesOf(tree, source),
    Release: {
      Name: name,
      Namespace: release.namespace,
      Service: 'Helm',
      IsInstall: true,
    },
    Chart: {
      Name: chart.name,
      Version: chart.version,
      AppVersion: chart.appVersion,
    },
  };
  return tree
    .list(`${source.path}/templates`)
    .filter(path => /\.ya?ml$/.test(path) && !/\/_[^/]*$/.test(path))
    .sort()
    .flatMap(path => {
      try {
        return parseObjects(renderTemplate(tree.read(path)!, scope));
      } catch (error) {
        throw new Error(
          `failed to execute helm template command: template: ${path}: ${
            error instanceof Error ? error.message : String(error)
          }`,
        );
      }
    });
}

/** All objects of a YAML stream; empty documents are none. */
export function parseObjects(text: string): KubernetesObject[] {
  return parseAllDocuments(text).flatMap(document => {
    if (document.errors.length) throw document.errors[0];
    const object = document.toJS() as KubernetesObject | null;
    return object ? [object] : [];
  });
}
