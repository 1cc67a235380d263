import { Objection, Path } from './findings';
import { isHostName } from './names';
import {
  fillPlaceholders,
  PlaceholderName,
  placeholdersIn,
} from './placeholders';
import { Rule, SAMPLE } from './rule';
import { PreviewDefinition } from './schema';

const OF_ONE_PULL_REQUEST: readonly PlaceholderName[] = [
  'preview.id',
  'pullRequest.number',
  'pullRequest.headSlug',
  'commit.sha',
  'commit.short',
];

const ROUTING: Path = ['spec', 'routing'];

type Routing = NonNullable<PreviewDefinition['spec']['routing']>;

function hostsOf({
  host,
  otherHosts,
}: Routing): { path: Path; text: string }[] {
  return otherHosts.length > 0
    ? [host, ...otherHosts].map((text, index) => ({
        path: [...ROUTING, 'hosts', index],
        text,
      }))
    : [{ path: [...ROUTING, 'host'], text: host }];
}

const hostsAreHosts: Rule = ({ spec: { routing } }) => {
  if (!routing) {
    return [];
  }
  const hosts = hostsOf(routing);
  return hosts.flatMap(({ path, text: host }, index): Objection[] => {
    if (placeholdersIn(host).includes('preview.origin')) {
      return [];
    }
    if (!isHostName(fillPlaceholders(host, SAMPLE))) {
      return [
        {
          path,
          message:
            'must be a host name in lower case such as {{ preview.id }}.preview.example.com',
        },
      ];
    }
    if (hosts.findIndex(({ text }) => text === host) < index) {
      return [{ path, message: `${host} is named twice` }];
    }
    return placeholdersIn(host).some(name => OF_ONE_PULL_REQUEST.includes(name))
      ? []
      : [
          {
            path,
            severity: 'warning',
            message:
              'is the same for every pull request, so that only one of them can have it; add {{ preview.id }}',
          },
        ];
  });
};

const stableHostsAreHosts: Rule = ({ spec: { routing } }) =>
  (routing?.stableHosts ?? []).flatMap((host, index, hosts): Objection[] => {
    const path = [...ROUTING, 'stableHosts', index];
    if (!isHostName(host)) {
      return [
        {
          path,
          message:
            'must be a host name in lower case such as staging.example.com',
        },
      ];
    }
    return hosts.indexOf(host) < index
      ? [{ path, message: `${host} is named twice` }]
      : [];
  });

/** GRPCRoute has no CORS filter, and no cookies either: browsers do not speak gRPC. */
const browsersSpeakHttp: Rule = ({ spec: { routing } }) => {
  const { protocol } = routing?.entry ?? routing?.service ?? {};
  if (!routing || protocol !== 'grpc') {
    return [];
  }
  const meant = [
    ...(routing.cors ? ['cors'] : []),
    ...(routing.stableHosts.length > 0 ? ['stableHosts'] : []),
  ];
  return meant.map(field => ({
    path: [...ROUTING, field],
    message: 'is for browsers, which do not speak gRPC',
    atKey: true,
  }));
};

/** It is known once the hosts are, and of use to what is deployed only. */
const originIsForTheDeployed: Rule = ({
  spec: { images, routing, source },
}) => {
  const places: { path: Path; text: string }[] = [
    ...images.map(({ tag }, index) => ({
      path: ['spec', 'images', index, 'tag'],
      text: tag,
    })),
    ...(routing ? hostsOf(routing) : []),
    ...(routing
      ? []
      : Object.entries(source.helm?.parameters ?? {}).map(([name, text]) => ({
          path: ['spec', 'source', 'helm', 'parameters', name],
          text,
        }))),
  ];
  return places
    .filter(({ text }) => placeholdersIn(text).includes('preview.origin'))
    .map(({ path }) => ({
      path,
      message:
        '{{ preview.origin }} can only be used in spec.source.helm.parameters and spec.cleanup.job.env, and needs spec.routing',
    }));
};

/** What a definition says of its way in has to fit together. */
export const routingRules: readonly Rule[] = [
  originIsForTheDeployed,
  hostsAreHosts,
  stableHostsAreHosts,
  browsersSpeakHttp,
];
