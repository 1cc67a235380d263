import { ImageEvidence, WantedImage } from '../images';
import {
  AbsentDefinition,
  ComponentDefinition,
  DesiredComponent,
  ProbeStatus,
} from '../preview';
import { RepositoryName } from '../repositories';

/** Definitions of a repository's default branch. */
export interface DefinitionSource {
  /** A renamed repository has two names for a while; the first that is known counts. `problems` say why there may be more than `components`, each with its cure. */
  read(names: RepositoryName[]): Promise<{
    components: ComponentDefinition[];
    problems: string[];
    absent: AbsentDefinition[];
  }>;
}

/** Where images of commits appear. */
export interface ImageSource {
  /** One word for what is asked of images beyond being there; undefined: nothing. Whoever was found by another one is looked at again. */
  readonly policy?: string;
  /** Throws a WaitingError or a RefusedError where nothing can be told. */
  look(image: WantedImage): Promise<ImageEvidence>;
}

/** Asks a preview's host through the gateway. */
export interface Prober {
  probe(component: DesiredComponent): Promise<ProbeStatus>;
}
