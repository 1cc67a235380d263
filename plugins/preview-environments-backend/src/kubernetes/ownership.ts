import {
  ID_LABEL,
  INSTANCE_LABEL,
  MANAGED_BY,
  MANAGED_BY_LABEL,
} from '@previewenv/plugin-preview-environments-common';
import { KubernetesObject } from './types';

/** Marks an object that no preview owns: it serves all of the instance's, and stays when they go. */
export const sharedLabel = 'preview-environments.io/shared';

/** Whose an object is: which preview of which instance. */
export interface Owner {
  instance: string;
  /** Undefined: shared by all previews of the instance. */
  id: string | undefined;
}

/** The labels that every object of ours carries. */
export function labelsOf(owner: Owner): Record<string, string> {
  return {
    [MANAGED_BY_LABEL]: MANAGED_BY,
    ...(owner.id === undefined
      ? { [sharedLabel]: 'true' }
      : { [ID_LABEL]: owner.id }),
    [INSTANCE_LABEL]: owner.instance,
  };
}

/** Selects the objects of an instance, or of one preview of it. */
export function selectorOf(owner: { instance: string; id?: string }): string {
  const terms = [
    `${MANAGED_BY_LABEL}=${MANAGED_BY}`,
    `${INSTANCE_LABEL}=${owner.instance}`,
  ];
  if (owner.id !== undefined) terms.push(`${ID_LABEL}=${owner.id}`);
  return terms.join(',');
}

/** Why an object is not the owner's, in words for a person; undefined when it is. */
export function foreignBecause(
  object: KubernetesObject,
  owner: Owner,
): string | undefined {
  const labels = object.metadata.labels ?? {};
  for (const [label, expected] of Object.entries(labelsOf(owner))) {
    if (labels[label] === undefined) return `it has no label ${label}`;
    if (labels[label] !== expected) {
      return `its label ${label} is ${labels[label]}, not ${expected}`;
    }
  }
  return undefined;
}

/** The owner that an object names; undefined when its labels don't name one of this manager. */
export function ownerOf(object: KubernetesObject): Owner | undefined {
  const labels = object.metadata.labels ?? {};
  const id = labels[ID_LABEL];
  const instance = labels[INSTANCE_LABEL];
  const ours = labels[MANAGED_BY_LABEL] === MANAGED_BY;
  if (!ours || !instance) return undefined;
  if (id) return { id, instance };
  return labels[sharedLabel] === 'true'
    ? { id: undefined, instance }
    : undefined;
}
