import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import {
  AbsentDefinition,
  ComponentDefinition,
  DesiredComponent,
  ProbeStatus,
} from '../preview';

/** Definitions of a repository's default branch. */
export interface DefinitionSource {
  /** A renamed repository has two names for a while; the first that is known counts. `problems` say why there may be more than `components`, each with its cure. */
  read(names: RepositoryRef[]): Promise<{
    components: ComponentDefinition[];
    problems: string[];
    absent: AbsentDefinition[];
  }>;
}

/** Where images of commits appear. */
export interface ImageSource {
  /** Undefined only when the registry itself says that there is no such tag. */
  find(image: {
    name: string;
    tag: string;
  }): Promise<{ digest: string | undefined } | undefined>;
}

/** Asks a preview's host through the gateway. */
export interface Prober {
  probe(component: DesiredComponent): Promise<ProbeStatus>;
}
