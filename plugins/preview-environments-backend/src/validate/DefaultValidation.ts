import { AuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  DEFINITION_ANNOTATION,
  Finding,
  parsePreviewDefinition,
  PreviewDefinition,
  projectSlugAnnotationOf,
} from '@previewenv/plugin-preview-environments-common';
import {
  CodeHost,
  isRefused,
  isWaiting,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { ComponentDefinition, PreviewPolicy } from '../preview';
import { missingFile, WatchedRepositories } from '../repositories';
import { entityPlace, ofAnnotation } from './entityPlace';
import { imageFindings } from './images';
import { platformFindings } from './platform';
import { trustFindings } from './trust';

export interface DefaultValidationOptions {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  codeHost: Pick<CodeHost, 'serves' | 'readRepository' | 'readFile'>;
  repositories: Pick<WatchedRepositories, 'find'>;
  policy: () => PreviewPolicy;
  /** What the clusters have against a definition, each by live reads. */
  surroundings: ((definition: PreviewDefinition) => Promise<Finding[]>)[];
}

/**
 * Says of a definition, or of what an entity names, what would keep previews from working: in the file, in the platform's configuration
 * and in the clusters. Everything is read, nothing is written, and nothing is remembered of it.
 */
export class DefaultValidation {
  readonly #options: DefaultValidationOptions;

  constructor(options: DefaultValidationOptions) {
    this.#options = options;
  }

  async ofDefinition(text: string): Promise<Finding[]> {
    const { definition, findings } = parsePreviewDefinition(text);
    if (!definition) return findings;
    const component = componentOf('preview.yaml', definition);
    return [
      ...findings,
      ...(await this.#inPlace(component, [], component.name)),
    ];
  }

  /** Throws a NotFoundError when the catalog does not have the entity. */
  async ofEntity(entityRef: string): Promise<Finding[]> {
    const { catalog, auth, codeHost } = this.#options;
    const entity = await catalog.getEntityByRef(entityRef, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    if (!entity) throw new NotFoundError(`There is no entity ${entityRef}`);
    const place = entityPlace(entity, host => codeHost.serves(host));
    if ('finding' in place) return [place.finding];
    const { ref, path } = place;
    const annotation = projectSlugAnnotationOf(entity);
    try {
      const { archived } = await codeHost.readRepository(ref);
      return [
        ...(archived ? [ofAnnotation(annotation, archivedText(ref))] : []),
        ...(await this.#inRepository(ref, path)),
      ];
    } catch (error) {
      if (isRefused(error) || isWaiting(error))
        return [ofAnnotation(annotation, error.message)];
      throw error;
    }
  }

  async #inRepository(ref: RepositoryRef, path: string): Promise<Finding[]> {
    const file = await this.#options.codeHost.readFile(ref, path);
    if (!file) return [ofAnnotation(DEFINITION_ANNOTATION, missingFile(path))];
    const { definition, findings } = parsePreviewDefinition(file.text);
    if (!definition) return findings;
    const others = await this.#othersOf(ref, path);
    return [
      ...findings,
      ...(await this.#inPlace(componentOf(path, definition), others, ref.name)),
    ];
  }

  /** The other definitions of the repository that can be used. */
  async #othersOf(
    ref: RepositoryRef,
    path: string,
  ): Promise<ComponentDefinition[]> {
    const { codeHost, repositories } = this.#options;
    const watched = repositories.find(ref)?.definitions ?? [];
    const found = await Promise.all(
      watched
        .filter(other => other.path !== path)
        .map(async other => {
          const file = await codeHost.readFile(ref, other.path);
          const { definition } = parsePreviewDefinition(file?.text ?? '');
          return definition ? [componentOf(other.path, definition)] : [];
        }),
    );
    return found.flat();
  }

  async #inPlace(
    component: ComponentDefinition,
    others: ComponentDefinition[],
    repository: string,
  ): Promise<Finding[]> {
    const { policy, surroundings } = this.#options;
    const around = await Promise.all(
      surroundings.map(findings => findings(component.definition)),
    );
    return [
      ...platformFindings(component, others, { policy: policy(), repository }),
      ...trustFindings(component.definition, policy().trust),
      ...imageFindings(component.definition, policy()),
      ...around.flat(),
    ];
  }
}

function componentOf(
  path: string,
  definition: PreviewDefinition,
): ComponentDefinition {
  return { name: definition.metadata.name, path, entityRefs: [], definition };
}

function archivedText({ owner, name }: RepositoryRef): string {
  return `${owner}/${name} is archived, and its pull requests count as closed; name the repository that took its place`;
}
