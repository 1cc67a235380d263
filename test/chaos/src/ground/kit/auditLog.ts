export type { AuditRecord } from '@previewenv/test-cluster/src/ground/auditLog';
export { isWrite } from '@previewenv/test-cluster/src/ground/auditLog';
