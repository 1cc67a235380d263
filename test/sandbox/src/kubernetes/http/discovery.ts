import { allResources, groupOf } from '../resources';

const verbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

const groupVersions = (): string[] => [
  ...new Set(allResources.map(({ apiVersion }) => apiVersion)),
];

function resourceList(groupVersion: string): unknown {
  const kinds = allResources.filter(
    ({ apiVersion }) => apiVersion === groupVersion,
  );
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: kinds.flatMap(
      ({ plural, kind, namespaced, statusSubresource }) => [
        {
          name: plural,
          singularName: kind.toLowerCase(),
          namespaced,
          kind,
          verbs,
        },
        ...(statusSubresource
          ? [
              {
                name: `${plural}/status`,
                singularName: '',
                namespaced,
                kind,
                verbs: ['get', 'patch', 'update'],
              },
            ]
          : []),
      ],
    ),
  };
}

function group(groupVersion: string): object {
  const [name, version] = groupVersion.split('/');
  return {
    name,
    versions: [{ groupVersion, version }],
    preferredVersion: { groupVersion, version },
  };
}

/** The answers by which clients learn what a server has. Undefined for other paths. */
export function discover(path: string, address: string): unknown {
  const groups = groupVersions().filter(groupVersion =>
    groupVersion.includes('/'),
  );
  if (path === '/version') {
    return {
      major: '1',
      minor: '36',
      gitVersion: 'v1.36.3-sandbox',
      platform: 'sandbox/amd64',
    };
  }
  if (path === '/api') {
    return {
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [
        { clientCIDR: '0.0.0.0/0', serverAddress: address },
      ],
    };
  }
  if (path === '/apis')
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groups.map(group),
    };
  if (path === '/api/v1') return resourceList('v1');
  const [, name, version] = /^\/apis\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  const known = groups.find(
    groupVersion => groupOf({ apiVersion: groupVersion }) === name,
  );
  if (!known) return undefined;
  if (!version) return { kind: 'APIGroup', apiVersion: 'v1', ...group(known) };
  return known === `${name}/${version}` ? resourceList(known) : undefined;
}
