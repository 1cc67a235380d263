import { oneWayToBuild } from './buildRules';
import { Objection, Path } from './findings';
import { isImageTag } from './names';
import { fillPlaceholders, placeholdersIn } from './placeholders';
import { PreviewDefinition } from './schema';
import { meshRules } from './meshRules';
import { Rule, SAMPLE } from './rule';
import { routingRules } from './routingRules';

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

const foreignCode: Rule = ({ spec: { trigger } }) =>
  trigger.forks === 'allow'
    ? [
        {
          path: ['spec', 'trigger', 'forks'],
          severity: 'warning',
          message:
            'lets code of strangers run without a look at it, where the platform does not forbid that (previewEnvironments.trust)',
        },
      ]
    : [];

const rules: readonly Rule[] = [
  oneKindOfSource,
  imagesGoSomewhere,
  oneToolForAllImages,
  oneWriterPerTarget,
  tagsAreTags,
  oneWayToBuild,
  ...routingRules,
  ...meshRules,
  foreignCode,
];

/** Objects to fields that are right each for itself but not together. */
export function ruleObjections(definition: PreviewDefinition): Objection[] {
  return rules.flatMap(rule => rule(definition));
}
