import { ApiRouter } from '@backstage/backend-openapi-utils';
import { spec } from '../../schema/openapi.generated';
import { parseEntityRefParameter } from '../entityFilter';
import { AsCaller } from '../orphans';
import { BranchPreviews } from './BranchPreviews';

/** Asks for the preview of a branch. Asking twice asks for one, of the later lease. */
export function addBranchRoute(
  router: ApiRouter<typeof spec>,
  branches: BranchPreviews,
  asCaller: AsCaller,
): void {
  router.post('/v1/previews', async (request, response) => {
    const { entityRef, repository, branch, ttl } = request.body;
    const { expiresAt, ...answer } = await asCaller(
      request,
      {
        eventId: 'preview-create',
        severityLevel: 'medium',
        meta: { entityRef, repository, branch, ttl },
      },
      async caller =>
        branches.ask(
          {
            entityRef:
              entityRef === undefined
                ? undefined
                : parseEntityRefParameter('entityRef', entityRef),
            repository,
            branch,
            ttl,
          },
          caller,
        ),
    );
    response
      .status(202)
      .json({ ...answer, expiresAt: expiresAt.toISOString() });
  });
}
