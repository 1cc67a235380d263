/* eslint-disable @backstage/no-undeclared-imports -- as in parts.ts, without all that the other parts bring along */
export type { AuditRecord } from '@previewenv/test-cluster/src/ground/auditLog';
export { isWrite } from '@previewenv/test-cluster/src/ground/auditLog';
