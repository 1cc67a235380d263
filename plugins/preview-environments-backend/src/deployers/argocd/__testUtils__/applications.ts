import { DesiredDeployment } from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject } from '../../../kubernetes';
import {
  component,
  policy,
  previewId,
  pullRequest,
} from '../../../preview/__testUtils__/builders';
import { desire } from '../../../preview/desired';
import { applicationOf, ArgoCdSettings, sourceOf } from '../application';
import { ApplicationView } from '../status';

export const settings: ArgoCdSettings = {
  instance: 'test',
  namespace: 'previews',
  project: 'previews',
  destination: { server: 'https://kubernetes.default.svc' },
};

/** The deployment of `web` at the head of its pull request; `change` says what is different. */
export function deployment(
  change: Partial<DesiredDeployment> = {},
): DesiredDeployment {
  const wanted = desire(previewId, pullRequest(), [component()], policy);
  if ('problem' in wanted) throw new Error(wanted.problem);
  return { ...wanted.desired.components[0].deployment, ...change };
}

/** The same of another commit. */
export function older(): DesiredDeployment {
  const [image] = deployment().images;
  return deployment({ images: [{ ...image, tag: 'pr-42-0000000' }] });
}

/** The Application of `web` as Argo CD leaves it when the status is this. */
export function application(
  status: ApplicationView['status'] | undefined,
  metadata: Partial<KubernetesObject['metadata']> = {},
): KubernetesObject {
  const object = applicationOf(deployment(), settings);
  return {
    ...object,
    metadata: { ...object.metadata, ...metadata },
    ...(status && { status }),
  };
}

/** The status of an Application whose present source was compared, synced and found healthy; `change` says what is different. */
export function upStatus(
  change: ApplicationView['status'] = {},
): ApplicationView['status'] {
  return {
    sync: {
      status: 'Synced',
      comparedTo: { source: asArgoCdWritesIt(sourceOf(deployment())) },
    },
    health: { status: 'Healthy' },
    ...change,
  };
}

/** Argo CD's types leave out every empty field (`omitempty`), and so does whatever it writes. */
export function asArgoCdWritesIt(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asArgoCdWritesIt);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([field, content]) => [field, asArgoCdWritesIt(content)] as const)
      .filter(([, content]) => !isEmpty(content)),
  );
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}
