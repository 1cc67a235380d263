import { createHash } from 'node:crypto';
import { DesiredEdgeRoute } from '@previewenv/plugin-preview-environments-node';
import {
  componentLabel,
  HTTPRoute,
  KubernetesObject,
  labelsOf,
  purposeLabel,
  ReferenceGrant,
} from '../../kubernetes';
import { inRoutes, StableEntry, stableRules } from './stableRules';

/** The value of the label by which they are known. */
export const stablePurpose = 'stable-host';

/** The routes that lead a preview's visitors on a stable host, made from one route of the shared environment. */
export function stableRoutesOf(
  baseline: KubernetesObject,
  options: {
    host: string;
    component: string;
    instance: string;
    entry: StableEntry;
  },
): KubernetesObject[] {
  const { host, component, instance, entry } = options;
  const { previewId } = entry.route;
  const { namespace, name } = baseline.metadata;
  const origin = createHash('sha256')
    .update(`${host}\n${name}`)
    .digest('hex')
    .slice(0, 8);
  return inRoutes(stableRules(baseline, entry)).map((rules, index) => ({
    apiVersion: HTTPRoute.apiVersion,
    kind: HTTPRoute.kind,
    metadata: {
      name: `${previewId}-${component}-stable-${origin}-${index}`,
      namespace,
      labels: {
        ...labelsOf({ instance, id: previewId }),
        [componentLabel]: component,
        [purposeLabel]: stablePurpose,
      },
    },
    spec: {
      parentRefs: (baseline.spec as { parentRefs?: object[] }).parentRefs,
      hostnames: [host],
      rules,
    },
  }));
}

/** Lets routes of the shared environment lead to the preview's own Services; one for each namespace of such routes. */
export function stableGrants(
  { previewId, stable }: Pick<DesiredEdgeRoute, 'previewId' | 'stable'>,
  from: string,
  instance: string,
): KubernetesObject[] {
  const [group] = HTTPRoute.apiVersion.split('/');
  const homes = new Set(stable?.overrides.map(({ to }) => to.namespace));
  return [...homes].map(namespace => ({
    apiVersion: ReferenceGrant.apiVersion,
    kind: ReferenceGrant.kind,
    metadata: {
      name: `preview-${stablePurpose}-${from}`,
      namespace,
      labels: labelsOf({ instance, id: previewId }),
    },
    spec: {
      from: [{ group, kind: HTTPRoute.kind, namespace: from }],
      to: [{ group: '', kind: 'Service' }],
    },
  }));
}
