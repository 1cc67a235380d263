import {
  MeshTarget,
  meshTargetName,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { Knowledge } from '../../kubernetes';
import { RouteView } from '../hosts';
import { isOn, RouteMatch, takesEverything } from './serviceRoutes';
import { baselineRouteName, meshKindOf } from './targets';

/** What is on a target already. */
export interface BaselineView {
  /** What the owners of the Service match by routes of their own. */
  matches: RouteMatch[];
  /** Whether one of those takes whatever the others leave. */
  takesEverything: boolean;
  /** Whether the route that all our previews share was seen. */
  hasOwn: boolean;
  /** Why no route of ours may join those that are there, and what to do. */
  conflict(): string | undefined;
  overridesOf(previewId: string): { kind: string; name: string }[];
}

/** From the watched routes of the cluster; presence only, as always with what is watched (rule 7.11). Throws a WaitingError while they are not known. */
export function baselineView(
  target: MeshTarget,
  known: Knowledge<RouteView>,
  instance: string,
): BaselineView {
  if (known.state === 'unknown')
    throw new WaitingError(
      `The routes of cluster ${target.cluster} are not known yet: ${known.reason}`,
      { afterMilliseconds: 1_000 },
    );
  const here = known.items.filter(view => isOn(view, target));
  const { kind } = meshKindOf(target);
  // Routes of other instances lead keyed requests to their previews, or are their way to the same baseline.
  const owners = here.filter(view => view.instance === undefined);
  const matches = owners
    .filter(view => view.kind === kind)
    .flatMap(view => view.matches);
  return {
    matches,
    takesEverything: matches.some(takesEverything),
    hasOwn: here.some(
      view =>
        view.kind === kind && view.name === baselineRouteName(target, instance),
    ),
    conflict: () => {
      const other = owners.find(view => view.kind !== kind);
      return (
        other &&
        `${other.key} is on Service ${meshTargetName(
          target,
        )}: beside it a ${kind} can't be, as routes of one Service and port are of one kind. Set spec.routing.service.protocol to fit, or remove that route.`
      );
    },
    overridesOf: previewId =>
      here.filter(
        view => view.previewId === previewId && view.instance === instance,
      ),
  };
}
