import { PreviewGroupMember } from '@previewenv/plugin-preview-environments-common';
import { changeKindAt, leftOutReasons, PreviewRecord } from '../../preview';
import { ShownMember } from './members';

/** Whoever may not see a member learns that there is one, and no more. */
export function toGroupMember(
  { linked, record, hidden }: ShownMember,
  { repository }: Pick<PreviewRecord, 'repository'>,
): PreviewGroupMember {
  const kind = changeKindAt(linked.host, repository);
  const { owner, name, number, url, services, because } = linked;
  return {
    ...(record && { id: record.id, phase: record.phase }),
    ...(!hidden && {
      pullRequest: {
        slug: `${owner}/${name}`,
        number,
        ...(kind && { kind }),
        ...(url && /^https?:\/\//i.test(url) && { url }),
      },
    }),
    services: hidden ? [] : services,
    ...(because && { reason: leftOutReasons[because] }),
  };
}
