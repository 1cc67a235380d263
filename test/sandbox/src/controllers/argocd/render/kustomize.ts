import { posix } from 'node:path';
import { parse } from 'yaml';
import { KubernetesObject } from '../../../kubernetes';
import { ApplicationSource } from '../application';
import { SourceTree } from '../source';
import { parseObjects } from './helm';

interface Kustomization {
  resources?: string[];
  namePrefix?: string;
  nameSuffix?: string;
  images?: {
    name: string;
    newName?: string;
    newTag?: string;
    digest?: string;
  }[];
}

interface ImageChange {
  name: string;
  newName?: string;
  tag?: string;
  digest?: string;
}

const files = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The path of a folder's kustomization, if it has one. */
export function kustomizationOf(
  tree: SourceTree,
  folder: string,
): string | undefined {
  return files
    .map(file => posix.join(folder, file))
    .find(path => tree.read(path) !== undefined);
}

/** `name=new:tag`, `name:tag`, `name@digest`, as Argo CD's `kustomize.images` has them. */
function parseImage(text: string): ImageChange {
  const [left, right] = text.includes('=')
    ? text.split('=')
    : [undefined, text];
  const [reference, digest] = right.split('@');
  const colon = reference.lastIndexOf(':');
  const tagged = colon > reference.lastIndexOf('/');
  const base = tagged ? reference.slice(0, colon) : reference;
  return {
    name: left ?? base,
    newName: left === undefined ? undefined : base,
    tag: tagged ? reference.slice(colon + 1) : undefined,
    digest,
  };
}

function changeImage(image: string, changes: ImageChange[]): string {
  const { name: base } = parseImage(image.split('@')[0]);
  const change = changes.find(({ name }) => name === base);
  if (!change) return image;
  const name = change.newName ?? base;
  if (change.digest) return `${name}@${change.digest}`;
  return change.tag ? `${name}:${change.tag}` : image.replace(base, name);
}

/** Every `image` of every container, wherever a pod template is. */
function visitImages(value: unknown, change: (image: string) => string): void {
  if (Array.isArray(value)) value.forEach(item => visitImages(item, change));
  if (typeof value !== 'object' || value === null) return;
  const fields = value as Record<string, unknown>;
  for (const list of [fields.containers, fields.initContainers]) {
    if (!Array.isArray(list)) continue;
    for (const container of list as { image?: string }[])
      if (container.image) container.image = change(container.image);
  }
  Object.values(fields).forEach(field => visitImages(field, change));
}

function build(tree: SourceTree, folder: string): KubernetesObject[] {
  const file = kustomizationOf(tree, folder);
  if (!file)
    throw new Error(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
    );
  const kustomization = (parse(tree.read(file)!) ?? {}) as Kustomization;
  const objects = (kustomization.resources ?? []).flatMap(resource => {
    const path = posix.join(folder, resource);
    const text = tree.read(path);
    if (text !== undefined) return parseObjects(text);
    if (kustomizationOf(tree, path)) return build(tree, path);
    throw new Error(
      `accumulating resources from '${resource}': open ${path}: no such file or directory`,
    );
  });
  const images = (kustomization.images ?? []).map(
    ({ name, newName, newTag, digest }) => ({
      name,
      newName,
      tag: newTag,
      digest,
    }),
  );
  visitImages(objects, image => changeImage(image, images));
  return rename(objects, kustomization.namePrefix, kustomization.nameSuffix);
}

function rename(
  objects: KubernetesObject[],
  prefix: string = '',
  suffix: string = '',
): KubernetesObject[] {
  return objects.map(object => ({
    ...object,
    metadata: {
      ...object.metadata,
      name: `${prefix}${object.metadata.name}${suffix}`,
    },
  }));
}

/** `kustomize build` of the source's path with the source's own changes on top. */
export function renderKustomize(
  tree: SourceTree,
  { path = '', kustomize = {} }: ApplicationSource,
): KubernetesObject[] {
  const objects = build(tree, path);
  const images = (kustomize.images ?? []).map(parseImage);
  visitImages(objects, image => changeImage(image, images));
  for (const { metadata } of objects) {
    if (kustomize.commonLabels)
      metadata.labels = { ...metadata.labels, ...kustomize.commonLabels };
  }
  return rename(objects, kustomize.namePrefix, kustomize.nameSuffix);
}
