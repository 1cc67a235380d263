import { KubernetesObject } from './types';

/** The labels and annotations that make an object ours (design: names in the cluster). */
export const ownershipLabels = {
  managedBy: 'app.kubernetes.io/managed-by',
  id: 'preview-environments.io/id',
  instance: 'preview-environments.io/instance',
} as const;

/** The value of the managed-by label. */
export const managedBy = 'preview-environments';

/** Whose an object is: which preview of which instance. */
export interface Owner {
  instance: string;
  id: string;
}

/** The labels that every object of ours carries. */
export function labelsOf(owner: Owner): Record<string, string> {
  return {
    [ownershipLabels.managedBy]: managedBy,
    [ownershipLabels.id]: owner.id,
    [ownershipLabels.instance]: owner.instance,
  };
}

/** Selects the objects of an instance, or of one preview of it. */
export function selectorOf(owner: { instance: string; id?: string }): string {
  const { managedBy: manager, instance, id } = ownershipLabels;
  const terms = [`${manager}=${managedBy}`, `${instance}=${owner.instance}`];
  if (owner.id !== undefined) terms.push(`${id}=${owner.id}`);
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
  const id = labels[ownershipLabels.id];
  const instance = labels[ownershipLabels.instance];
  const ours = labels[ownershipLabels.managedBy] === managedBy;
  return ours && id && instance ? { id, instance } : undefined;
}
