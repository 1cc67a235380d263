import { PermissionsService } from '@backstage/backend-plugin-api';
import { ApiRouter } from '@backstage/backend-openapi-utils';
import {
  previewEnvironmentsAdminPermission,
  Quota as QuotaJson,
} from '@previewenv/plugin-preview-environments-common';
import { Quota } from '../../codehosts';
import { spec } from '../../schema/openapi.generated';
import { AsCaller } from '../orphans/leftoverRoutes';
import { demand, heldPermissions } from '../permissions';

/** The part of the REST API that shows administrators how many requests code hosts still allow. It asks no code host. */
export function addQuotaRoutes(
  router: ApiRouter<typeof spec>,
  {
    quotas,
    permissions,
  }: { quotas: () => Quota[]; permissions: PermissionsService },
  asCaller: AsCaller,
): void {
  router.get('/v1/quotas', async (request, response) => {
    const known = await asCaller(
      request,
      { eventId: 'quota-fetch', meta: { queryType: 'all' } },
      async caller => {
        const admin = previewEnvironmentsAdminPermission;
        demand(await heldPermissions(permissions, [admin], caller), admin);
        return quotas();
      },
    );
    response.json({ items: known.map(toJson), pageInfo: {} });
  });
}

function toJson(quota: Quota): QuotaJson {
  const { host, account, limit, remaining, resetsAt, pausedUntil } = quota;
  return {
    host,
    account,
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetsAt ? { resetsAt: resetsAt.toISOString() } : {}),
    ...(pausedUntil ? { pausedUntil: pausedUntil.toISOString() } : {}),
    short: quota.short,
    requests: quota.requests,
  };
}
