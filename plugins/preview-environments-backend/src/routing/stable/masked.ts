import { KubernetesObject } from '../../kubernetes';
import { leaveWord, sealName } from './match';

const hidden = '…';
const sealed = new RegExp(`(${sealName}=\\(?)[A-Za-z0-9_|-]+`, 'g');

/** The route as it may be shown: whoever reads a seal could be led by it. */
export function masked(route: KubernetesObject): KubernetesObject {
  const { apiVersion, kind, metadata, spec } = route;
  const { name, namespace, labels } = metadata;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, labels },
    spec: withoutSeals(spec),
  };
}

function withoutSeals(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(sealed, `$1${hidden}`);
  if (Array.isArray(value)) return value.map(withoutSeals);
  if (typeof value !== 'object' || value === null) return value;
  const isSeal =
    'name' in value &&
    value.name === sealName &&
    'value' in value &&
    value.value !== leaveWord;
  return Object.fromEntries(
    Object.entries(value).map(([field, content]) => [
      field,
      isSeal && field === 'value' ? hidden : withoutSeals(content),
    ]),
  );
}
