import { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import { ApiRouter } from '@backstage/backend-openapi-utils';
import { Request } from 'express';
import { spec } from '../../schema/openapi.generated';
import { Caller } from '../Previews';
import { Leftovers } from './Leftovers';
import { toOrphan, toSweep } from './toJson';

/** Runs an operation for whoever sent the request, audited. */
export type AsCaller = <T>(
  request: Request<any, any, any, any>,
  event: Omit<AuditorServiceCreateEventOptions, 'request'>,
  operation: (caller: Caller) => Promise<T>,
) => Promise<T>;

/** The part of the REST API that is for administrators: what is left over, and what is held back. */
export function addLeftoverRoutes(
  router: ApiRouter<typeof spec>,
  leftovers: Leftovers,
  asCaller: AsCaller,
): void {
  router.get('/v1/orphans', async (request, response) => {
    const orphans = await asCaller(
      request,
      { eventId: 'orphan-fetch', meta: { queryType: 'all' } },
      caller => leftovers.orphans(caller),
    );
    response.json({ items: orphans.map(toOrphan), pageInfo: {} });
  });

  router.post('/v1/orphans/:id/release', async (request, response) => {
    const { id: orphanId } = request.params;
    const orphan = await asCaller(
      request,
      {
        eventId: 'orphan-release',
        severityLevel: 'high',
        meta: { orphanId },
      },
      caller => leftovers.releaseOrphan(orphanId, caller),
    );
    response.json(toOrphan(orphan));
  });

  router.get('/v1/sweep', async (request, response) => {
    const sweep = await asCaller(
      request,
      { eventId: 'sweep-fetch', meta: { queryType: 'status' } },
      caller => leftovers.sweep(caller),
    );
    response.json(toSweep(sweep));
  });

  router.post('/v1/sweep/release', async (request, response) => {
    const sweep = await asCaller(
      request,
      { eventId: 'sweep-release', severityLevel: 'high' },
      caller => leftovers.releaseSweep(caller),
    );
    response.json(toSweep(sweep));
  });
}
