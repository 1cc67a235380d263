import { Linked, PreviewRecord } from '../../preview';
import { Store } from '../../store';
import { Visibility } from '../visibility';

/** A linked pull request as one caller sees it. */
export interface ShownMember {
  linked: Linked;
  /** Undefined when it has no preview that the caller may see. */
  record: PreviewRecord | undefined;
  /** It may not be named to the caller. */
  hidden: boolean;
}

/** Everybody who is linked to a preview; undefined for one that nobody is linked to. */
export async function membersOf(
  store: Pick<Store, 'get'>,
  { group }: PreviewRecord,
): Promise<ShownMember[] | undefined> {
  if (!group?.linked.length) return undefined;
  return Promise.all(
    group.linked.map(async linked => ({
      linked,
      record:
        linked.previewId === undefined
          ? undefined
          : await store.get(linked.previewId),
      hidden: false,
    })),
  );
}

/** What is known of nobody's preview is what the pull request itself says; of all others the caller has to see one of their components. */
export async function revealMembers(
  members: ShownMember[] | undefined,
  visibility: Pick<Visibility, 'reveal'>,
): Promise<ShownMember[] | undefined> {
  if (!members) return undefined;
  const records = members.flatMap(({ record }) => record ?? []);
  const visible = new Map(
    (await visibility.reveal(records)).flatMap(record =>
      record ? [[record.id, record]] : [],
    ),
  );
  return members.map(({ linked }) => {
    const { previewId } = linked;
    const record = previewId === undefined ? undefined : visible.get(previewId);
    return { linked, record, hidden: previewId !== undefined && !record };
  });
}
