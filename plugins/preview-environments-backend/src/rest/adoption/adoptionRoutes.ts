import { PermissionsService } from '@backstage/backend-plugin-api';
import { ApiRouter } from '@backstage/backend-openapi-utils';
import { NotFoundError } from '@backstage/errors';
import { previewEnvironmentsAdminPermission } from '@previewenv/plugin-preview-environments-common';
import { Adoptable } from '../../routing';
import { spec } from '../../schema/openapi.generated';
import { AsCaller } from '../orphans/leftoverRoutes';
import { demand, heldPermissions } from '../permissions';

/** What platforms are asked to adopt, by cluster; undefined for a cluster that is not configured. */
export type AdoptablesOf = (cluster: string) => Adoptable[] | undefined;

/** The part of the REST API that shows administrators what only the platform may apply. */
export function addAdoptionRoutes(
  router: ApiRouter<typeof spec>,
  {
    adoptables,
    permissions,
  }: { adoptables: AdoptablesOf; permissions: PermissionsService },
  asCaller: AsCaller,
): void {
  router.get('/v1/clusters/:name/adoptable', async (request, response) => {
    const { name } = request.params;
    const items = await asCaller(
      request,
      { eventId: 'adoptable-fetch', meta: { cluster: name } },
      async caller => {
        const admin = previewEnvironmentsAdminPermission;
        demand(await heldPermissions(permissions, [admin], caller), admin);
        const found = adoptables(name);
        if (!found) throw new NotFoundError(`There is no cluster ${name}`);
        return found;
      },
    );
    response.json({
      items: items.map(({ purpose, explanation, object }) => ({
        purpose,
        explanation,
        object,
      })),
    });
  });
}
