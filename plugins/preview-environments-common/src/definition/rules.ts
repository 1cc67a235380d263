import { Objection, Path } from './findings';
import { isHostName, isImageTag } from './names';
import {
  PlaceholderName,
  fillPlaceholders,
  placeholderValuesOf,
  placeholdersIn,
} from './placeholders';
import { PreviewDefinition } from './schema';

type Rule = (definition: PreviewDefinition) => Objection[];

/** Any pull request: what comes out of a definition for it has to be valid. */
const SAMPLE = placeholderValuesOf({
  previewId: 'web-pr-42',
  pullRequest: { number: 42, baseRef: 'main', headRef: 'feature' },
  commitSha: '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213',
  component: 'web',
});

const OF_ONE_PULL_REQUEST: readonly PlaceholderName[] = [
  'preview.id',
  'pullRequest.number',
  'pullRequest.headSlug',
  'commit.sha',
  'commit.short',
];

const oneKindOfSource: Rule = ({ spec: { source } }) =>
  source.helm && source.kustomize
    ? [
        {
          path: ['spec', 'source', 'kustomize'],
          message: 'a source is either helm or kustomize',
          atKey: true,
        },
      ]
    : [];

const imagesGoSomewhere: Rule = ({ spec: { images, source } }) =>
  images.flatMap(({ set }, index): Objection[] => {
    const path = ['spec', 'images', index, 'set'];
    if ((set.helm === undefined) === (set.kustomize === undefined)) {
      return [{ path, message: 'must be either helm or kustomize' }];
    }
    if (set.helm && source.kustomize && !source.helm) {
      return [
        { path, message: 'sets Helm parameters, but the source is kustomize' },
      ];
    }
    return set.kustomize && source.helm && !source.kustomize
      ? [{ path, message: 'sets a Kustomize image, but the source is helm' }]
      : [];
  });

const oneToolForAllImages: Rule = ({ spec: { images } }) => {
  const kustomized = images.findIndex(({ set }) => set.kustomize);
  return kustomized >= 0 && images.some(({ set }) => set.helm)
    ? [
        {
          path: ['spec', 'images', kustomized, 'set'],
          message:
            'sets a Kustomize image, but another image sets Helm parameters; a source is rendered by one of them',
        },
      ]
    : [];
};

/** Two writers of one parameter: the later would win in silence. */
const oneWriterPerTarget: Rule = ({ spec: { images, source } }) => {
  const taken = new Set(Object.keys(source.helm?.parameters ?? {}));
  return images.flatMap(({ set }, index) => {
    const path = ['spec', 'images', index, 'set'];
    const targets: { path: Path; target: string | undefined }[] = [
      { path: [...path, 'helm', 'tag'], target: set.helm?.tag },
      { path: [...path, 'helm', 'digest'], target: set.helm?.digest },
      { path: [...path, 'kustomize'], target: set.kustomize },
    ];
    return targets.flatMap(({ path: at, target }) => {
      if (target === undefined) {
        return [];
      }
      const objection = { path: at, message: `${target} is set twice` };
      const isTaken = taken.has(target);
      taken.add(target);
      return isTaken ? [objection] : [];
    });
  });
};

const tagsAreTags: Rule = ({ spec: { images } }) =>
  images.flatMap(({ tag }, index): Objection[] => {
    const path = ['spec', 'images', index, 'tag'];
    if (!isImageTag(fillPlaceholders(tag, SAMPLE))) {
      return [
        {
          path,
          message:
            'must be an image tag: at most 128 letters, digits, dots, hyphens and underscores',
        },
      ];
    }
    const used = placeholdersIn(tag);
    return used.includes('commit.sha') || used.includes('commit.short')
      ? []
      : [
          {
            path,
            severity: 'warning',
            message:
              'is the same for every commit, so that a new commit can not be told from the one before; add {{ commit.short }}',
          },
        ];
  });

const hostsAreHosts: Rule = ({ spec: { routing } }) => {
  if (!routing) {
    return [];
  }
  const path = ['spec', 'routing', 'host'];
  if (!isHostName(fillPlaceholders(routing.host, SAMPLE))) {
    return [
      {
        path,
        message:
          'must be a host name in lower case such as {{ preview.id }}.preview.example.com',
      },
    ];
  }
  return placeholdersIn(routing.host).some(name =>
    OF_ONE_PULL_REQUEST.includes(name),
  )
    ? []
    : [
        {
          path,
          severity: 'warning',
          message:
            'is the same for every pull request, so that only one of them can have it; add {{ preview.id }}',
        },
      ];
};

const forksWait: Rule = ({ spec: { trigger } }) =>
  trigger.forks === 'allow'
    ? [
        {
          path: ['spec', 'trigger', 'forks'],
          severity: 'warning',
          message: 'pull requests from forks get no preview in this version',
        },
      ]
    : [];

const rules: readonly Rule[] = [
  oneKindOfSource,
  imagesGoSomewhere,
  oneToolForAllImages,
  oneWriterPerTarget,
  tagsAreTags,
  hostsAreHosts,
  forksWait,
];

/** Objects to fields that are right each for itself but not together. */
export function ruleObjections(definition: PreviewDefinition): Objection[] {
  return rules.flatMap(rule => rule(definition));
}
