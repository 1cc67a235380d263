import { FieldError, invalid } from './apiError';
import { KubernetesObject, ResourceKind } from './types';

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualified =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/** Kinds whose names are single labels; a Service's also starts with a letter. */
const singleLabel = new Set(['Namespace', 'Service']);

const invalidValue = (
  field: string,
  value: unknown,
  why: string,
): FieldError => ({
  field,
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
});

export const requiredValue = (field: string, why: string = ''): FieldError => ({
  field,
  reason: 'FieldValueRequired',
  message: `Required value${why ? `: ${why}` : ''}`,
});

function nameErrors({ kind }: ResourceKind, name: string): FieldError[] {
  if (!singleLabel.has(kind)) {
    if (name.length > 253)
      return [
        invalidValue('metadata.name', name, 'must be no more than 253 bytes'),
      ];
    if (
      subdomain.test(name) ||
      kind === 'RoleBinding' ||
      kind === 'Role' ||
      kind === 'ClusterRole'
    )
      return [];
    return [
      invalidValue(
        'metadata.name',
        name,
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ),
    ];
  }
  if (name.length > 63)
    return [
      invalidValue('metadata.name', name, 'must be no more than 63 bytes'),
    ];
  if (kind === 'Service' && !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    return [
      invalidValue(
        'metadata.name',
        name,
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
      ),
    ];
  }
  if (label.test(name)) return [];
  return [
    invalidValue(
      'metadata.name',
      name,
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ),
  ];
}

function labelErrors(labels: Record<string, string> = {}): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    if (!qualified.test(key)) {
      return [
        invalidValue(
          'metadata.labels',
          key,
          "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        ),
      ];
    }
    if (value.length > 63)
      return [
        invalidValue('metadata.labels', value, 'must be no more than 63 bytes'),
      ];
    if (labelValue.test(value)) return [];
    return [
      invalidValue(
        'metadata.labels',
        value,
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      ),
    ];
  });
}

function hostnameErrors({ kind, spec }: KubernetesObject): FieldError[] {
  if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') return [];
  const hostnames =
    (spec as { hostnames?: string[] } | undefined)?.hostnames ?? [];
  return hostnames.flatMap((hostname, index) => {
    const field = `spec.hostnames[${index}]`;
    if (hostname.length > 253)
      return [
        invalidValue(
          field,
          hostname,
          'Too long: may not be more than 253 bytes',
        ),
      ];
    if (subdomain.test(hostname.replace(/^\*\./, ''))) return [];
    return [
      invalidValue(
        field,
        hostname,
        "spec.hostnames[] in body should match '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'",
      ),
    ];
  });
}

function requiredErrors({ kind, spec }: KubernetesObject): FieldError[] {
  const fields = (spec ?? {}) as Record<string, unknown>;
  const missing = (...names: string[]): FieldError[] =>
    names
      .filter(name => fields[name] === undefined)
      .map(name => requiredValue(`spec.${name}`));
  if (kind === 'Application') return missing('destination', 'project');
  if (kind === 'Gateway') return missing('gatewayClassName', 'listeners');
  if (kind === 'Deployment' || kind === 'ReplicaSet')
    return missing('selector', 'template');
  if (kind === 'Job') return missing('template');
  if (kind === 'Service' && fields.type === 'ExternalName')
    return missing('externalName');
  return [];
}

/** Refuses what a real server's validation refuses, as far as a client here can meet it. */
export function validate(
  resource: ResourceKind,
  object: KubernetesObject,
): void {
  const errors = [
    ...nameErrors(resource, object.metadata.name),
    ...labelErrors(object.metadata.labels),
    ...hostnameErrors(object),
    ...requiredErrors(object),
  ];
  if (errors.length) throw invalid(resource, object.metadata.name, errors);
}
