import {
  Orphan as OrphanJson,
  Sweep,
} from '@previewenv/plugin-preview-environments-common';
import { Orphan } from '../../preview';
import { SweepView } from './Leftovers';

/** The JSON of an orphan; what tells its objects apart stays here. */
export function toOrphan(orphan: Orphan): OrphanJson {
  const { id, cluster, previewId, reason, state, blockedBy } = orphan;
  return {
    id,
    ...(previewId !== undefined && { previewId }),
    cluster,
    objects: orphan.objects.map(object => ({
      cluster: object.cluster,
      apiVersion: object.apiVersion,
      kind: object.kind,
      ...(object.namespace !== undefined && { namespace: object.namespace }),
      name: object.name,
    })),
    reason,
    foundAt: orphan.foundAt.toISOString(),
    ...(orphan.confirmedAt && {
      confirmedAt: orphan.confirmedAt.toISOString(),
    }),
    state,
    blockedBy,
  };
}

export function toSweep({ sweptAt, problems, held }: SweepView): Sweep {
  return {
    ...(sweptAt && { sweptAt: sweptAt.toISOString() }),
    problems,
    ...(held && { held: { ...held, since: held.since.toISOString() } }),
  };
}
