import { PreviewDefinition } from '@previewenv/plugin-preview-environments-common';

/** A name in a preview's namespace that leads elsewhere (rule 7.1). */
export interface DesiredAlias {
  name: string;
  service: string;
  namespace: string;
}

/**
 * Where the names lead that pods of a preview call the shared environment by. To the baseline, from where a mesh leads on to the
 * preview's own components; without a mesh, straight to those. A Service that a component brings itself needs no alias.
 */
export function aliasesOf(
  definitions: PreviewDefinition[],
  namespace: string,
): DesiredAlias[] {
  const own = new Set(
    definitions.flatMap(({ spec }) => spec.routing?.service.name ?? []),
  );
  const aliases = new Map<string, DesiredAlias>();
  for (const { spec } of definitions) {
    const { baseline } = spec;
    for (const name of baseline?.services ?? []) {
      if (!baseline || own.has(name)) continue;
      const component =
        spec.routing?.mesh === 'none'
          ? standingFor(name, baseline.namespace, definitions)
          : undefined;
      // The namespace has one name for all of its pods: who uses no mesh can reach the component in no other way.
      if (!component && aliases.get(name)?.namespace === namespace) continue;
      aliases.set(name, {
        name,
        service: component ?? name,
        namespace: component ? namespace : baseline.namespace,
      });
    }
  }
  return [...aliases.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** The Service of the component that is called like the baseline's, or says that it stands for it. */
function standingFor(
  name: string,
  baselineNamespace: string,
  definitions: PreviewDefinition[],
): string | undefined {
  const component = definitions.find(({ metadata, spec: { routing } }) => {
    if (metadata.name === name) return true;
    const targets = routing && routing.mesh !== 'none' ? routing.mesh : [];
    return targets.some(
      ({ service, namespace }) =>
        service === name && namespace === baselineNamespace,
    );
  });
  return component?.spec.routing?.service.name;
}
