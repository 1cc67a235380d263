import { ApiRouter } from '@backstage/backend-openapi-utils';
import { spec } from '../../schema/openapi.generated';
import { AsCaller } from '../orphans/leftoverRoutes';
import { Links } from './Links';

/** The part of the REST API that leads to previews on hosts of the shared environment. */
export function addLinkRoutes(
  router: ApiRouter<typeof spec>,
  links: Links,
  asCaller: AsCaller,
): void {
  router.post('/v1/previews/:id/entry', async (request, response) => {
    const { id } = request.params;
    const { host, path } = request.body ?? {};
    const { url, expiresAt } = await asCaller(
      request,
      { eventId: 'preview-entry', meta: { previewId: id, host } },
      caller => links.make(id, { host, path }, caller),
    );
    response.json({ url, expiresAt: expiresAt.toISOString() });
  });

  router.get('/v1/previews/:id/entry', async (request, response) => {
    const { id } = request.params;
    const objects = await asCaller(
      request,
      {
        eventId: 'preview-fetch',
        meta: { queryType: 'entry', previewId: id },
      },
      caller => links.objects(id, caller),
    );
    response.json({ items: objects });
  });

  router.get('/v1/entry/:token', async (request, response) => {
    const target = await links.follow(request.params.token);
    response.setHeader('cache-control', 'no-store');
    // The link is the permission: it stays out of the logs of where it leads.
    response.setHeader('referrer-policy', 'no-referrer');
    response.redirect(302, target);
  });
}
