import { ComponentDefinition } from './components';
import { ClusterPolicy } from './policy';
import { DesiredRoute, hostsOf } from './wayIn';

/** A component, as far as its name and its way in go. */
interface Reached {
  name: string;
  cluster: string;
  route: DesiredRoute | undefined;
}

/** What is wrong with the hosts that a component asks for; undefined when nothing is. */
export function hostProblem(
  { path }: ComponentDefinition,
  { route, cluster: name }: Reached,
  cluster: ClusterPolicy,
): string | undefined {
  if (!route) return undefined;
  const outside = hostsOf(route).find(
    host => !cluster.hostSuffixes.some(suffix => host.endsWith(`.${suffix}`)),
  );
  if (outside)
    return `${path}: spec.routing.host: ${outside} is outside the hosts that previews on ${name} may have (they end in ${cluster.hostSuffixes
      .map(suffix => `.${suffix}`)
      .join(' or ')})`;
  const unknown = route.stable?.hosts.find(
    host => !cluster.stableHosts.includes(host),
  );
  return (
    unknown &&
    `${path}: spec.routing.stableHosts: ${unknown} is not one of the hosts that links to previews on ${name} may lead to (${
      cluster.stableHosts.join(', ') || 'none is configured'
    })`
  );
}

/** What a component has in common with an earlier one that only one of them can have. */
export function namedTwice(
  earlier: Reached[],
  component: Reached,
): string | undefined {
  const sameName = earlier.find(({ name }) => name === component.name);
  if (sameName)
    return `Two definitions name the component ${component.name}; metadata.name must be unique in a repository`;
  const hosts = component.route ? hostsOf(component.route) : [];
  for (const { name, route } of earlier) {
    const taken = route && hostsOf(route).find(host => hosts.includes(host));
    if (taken)
      return `The components ${name} and ${component.name} both ask for the host ${taken}; give one of them another spec.routing.host`;
  }
  return undefined;
}
