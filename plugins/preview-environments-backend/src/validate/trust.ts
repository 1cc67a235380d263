import {
  Finding,
  PreviewDefinition,
} from '@previewenv/plugin-preview-environments-common';
import { strengthened, TrustFloor } from '../preview';

const fields = ['forks', 'authors', 'drafts', 'bots'] as const;

/** What a definition asks for and does not get, because the organisation is stricter. Pure. */
export function trustFindings(
  { spec: { trigger } }: PreviewDefinition,
  floor: TrustFloor,
): Finding[] {
  const counts = strengthened(trigger, floor);
  return fields
    .filter(field => trigger[field] !== counts[field])
    .map(field => ({
      severity: 'warning',
      field: `spec.trigger.${field}`,
      message: `counts as ${counts[field]} here, because the platform says so (previewEnvironments.trust.${field})`,
    }));
}
