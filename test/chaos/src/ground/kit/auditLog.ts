export type { TimedRecord } from '@previewenv/test-cluster/src/ground/auditLog';
export { isWrite } from '@previewenv/test-cluster/src/ground/auditLog';
export { LineTail } from '@previewenv/test-cluster/src/ground/LineTail';
