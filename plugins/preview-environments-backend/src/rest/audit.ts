import {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { assertError } from '@backstage/errors';

/** Runs `operation` between the audit events of its beginning and its end. */
export async function audited<T>(
  auditor: AuditorService,
  event: AuditorServiceCreateEventOptions,
  operation: () => Promise<T>,
): Promise<T> {
  const auditorEvent = await auditor.createEvent(event);
  try {
    const result = await operation();
    await auditorEvent.success();
    return result;
  } catch (error) {
    assertError(error);
    await auditorEvent.fail({ error });
    throw error;
  }
}
