import {
  AuditorService,
  AuditorServiceCreateEventOptions,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { PreviewAction } from '@previewenv/plugin-preview-environments-common';
import express, { Request, Router } from 'express';
import { spec } from '../schema/openapi.generated';
import { Mode } from './actions';
import { audited } from './audit';
import {
  parseHistoryCursor,
  parsePreviewCursor,
  toHistoryCursor,
  toPreviewCursor,
} from './cursors';
import { parseEntityRefParameter, selectEntities } from './entityFilter';
import { Quota } from '../codehosts';
import { Doctor } from '../doctor';
import { addDoctorRoute } from './doctor';
import { addBranchRoute, BranchPreviews } from './branches';
import { addAdoptionRoutes, AdoptablesOf } from './adoption';
import { addLinkRoutes, Links } from './links';
import { addLeftoverRoutes, Leftovers } from './orphans';
import { Caller, Previews, ShownPreview } from './Previews';
import { addQuotaRoutes } from './quotas';
import {
  toClusterObject,
  toHistoryEntry,
  toPreview,
  toWatchedRepository,
} from './toJson';
import { addValidateRoute } from './validate';

export interface RouterOptions {
  previews: Previews;
  leftovers: Leftovers;
  branches: BranchPreviews;
  links: Links;
  adoptables: AdoptablesOf;
  quotas: () => Quota[];
  permissions: PermissionsService;
  doctor: Pick<Doctor, 'examine'>;
  catalog: Pick<CatalogService, 'streamEntities'>;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  mode: Mode;
  /** Tests have the responses checked, too. */
  validateResponses?: boolean;
}

/** The REST API as `schema/openapi.yaml` describes it: every request is checked against that before it comes here. */
export function createRouter(options: RouterOptions): Router {
  const {
    previews,
    leftovers,
    links,
    doctor,
    catalog,
    httpAuth,
    auditor,
    mode,
  } = options;
  const router = createValidatedOpenApiRouter(spec, {
    // A definition of the size that the description allows, with every character escaped in JSON.
    middleware: [express.json({ limit: '2mb' })],
    validatorOptions: { validateResponses: options.validateResponses ?? false },
  });

  const shown = (preview: ShownPreview) =>
    toPreview(preview, { mode, links: links.terms });
  const asCaller = <T>(
    request: Request<any, any, any, any>,
    event: Omit<AuditorServiceCreateEventOptions, 'request'>,
    operation: (caller: Caller) => Promise<T>,
  ): Promise<T> =>
    audited(auditor, { ...event, request }, async () =>
      operation(
        await httpAuth.credentials(request, { allow: ['user', 'service'] }),
      ),
    );

  router.get('/v1/previews', async (request, response) => {
    const {
      entityRef,
      owner,
      repository,
      phase,
      limit = 20,
      cursor,
    } = request.query;
    const fetched = await asCaller(
      request,
      {
        eventId: 'preview-fetch',
        meta: { queryType: 'all', ...request.query },
      },
      async caller => {
        const after =
          cursor === undefined ? undefined : parsePreviewCursor(cursor);
        const entityRefs = await selectEntities(
          catalog,
          { entityRef, owner },
          caller,
        );
        return previews.list(
          { entityRefs, repository, phases: phase, limit, after },
          caller,
        );
      },
    );
    response.json({
      items: fetched.items.map(shown),
      pageInfo: fetched.next
        ? { nextCursor: toPreviewCursor(fetched.next) }
        : {},
    });
  });

  router.get('/v1/previews/:id', async (request, response) => {
    const { id } = request.params;
    const preview = await asCaller(request, fetchOf('by-id', id), caller =>
      previews.get(id, caller),
    );
    response.json(shown(preview));
  });

  router.delete('/v1/previews/:id', async (request, response) => {
    const { id } = request.params;
    const preview = await asCaller(request, changeOf('delete', id), caller =>
      previews.remove(id, caller),
    );
    response.status(202).json(shown(preview));
  });

  router.post('/v1/previews/:id/redeploy', async (request, response) => {
    const { id } = request.params;
    const preview = await asCaller(request, changeOf('redeploy', id), caller =>
      previews.redeploy(id, caller),
    );
    response.status(202).json(shown(preview));
  });

  router.post('/v1/previews/:id/approve', async (request, response) => {
    const { id } = request.params;
    const { headSha } = request.body;
    const preview = await asCaller(
      request,
      {
        ...changeOf('approve', id, 'high'),
        meta: { previewId: id, headSha },
      },
      caller => previews.approve(id, { headSha }, caller),
    );
    response.status(202).json(shown(preview));
  });

  router.post('/v1/previews/:id/extend', async (request, response) => {
    const { id } = request.params;
    const by = request.body?.by;
    const preview = await asCaller(
      request,
      { ...changeOf('extend', id), meta: { previewId: id, by } },
      caller => previews.extend(id, { by, unbounded: false }, caller),
    );
    response.status(202).json(shown(preview));
  });

  router.post('/v1/previews/:id/keep', async (request, response) => {
    const { id } = request.params;
    const preview = await asCaller(request, changeOf('keep', id), caller =>
      previews.keep(id, caller),
    );
    response.status(202).json(shown(preview));
  });

  router.post('/v1/previews/:id/unkeep', async (request, response) => {
    const { id } = request.params;
    const preview = await asCaller(request, changeOf('unkeep', id), caller =>
      previews.unkeep(id, caller),
    );
    response.status(202).json(shown(preview));
  });

  router.post('/v1/previews/:id/sleep', async (request, response) => {
    const { id } = request.params;
    const preview = await asCaller(request, changeOf('sleep', id), caller =>
      previews.sleep(id, caller),
    );
    response.status(202).json(shown(preview));
  });

  router.post('/v1/previews/:id/wake', async (request, response) => {
    const { id } = request.params;
    const preview = await asCaller(request, changeOf('wake', id), caller =>
      previews.wake(id, caller),
    );
    response.status(202).json(shown(preview));
  });

  router.post('/v1/previews/:id/release', async (request, response) => {
    const { id } = request.params;
    const { dryRun = false } = request.body ?? {};
    const { released, abandons } = await asCaller(
      request,
      dryRun ? fetchOf('release', id) : changeOf('release', id, 'high'),
      caller => previews.release(id, { dryRun }, caller),
    );
    response.json({ released, abandons: abandons.map(toClusterObject) });
  });

  router.get('/v1/previews/:id/history', async (request, response) => {
    const { id } = request.params;
    const { limit = 50, cursor } = request.query;
    const page = await asCaller(request, fetchOf('history', id), async caller =>
      previews.history(
        id,
        {
          limit,
          before: cursor === undefined ? undefined : parseHistoryCursor(cursor),
        },
        caller,
      ),
    );
    response.json({
      items: page.entries.map(toHistoryEntry),
      pageInfo:
        page.next === undefined
          ? {}
          : { nextCursor: toHistoryCursor(page.next) },
    });
  });

  router.get('/v1/previews/:id/objects', async (request, response) => {
    const { id } = request.params;
    const objects = await asCaller(request, fetchOf('objects', id), caller =>
      previews.objects(id, caller),
    );
    response.json({ items: objects.map(toClusterObject), pageInfo: {} });
  });

  router.get('/v1/previews/:id/logs', async (request, response) => {
    const { id } = request.params;
    const { pod, container, tail = 200 } = request.query;
    const text = await asCaller(request, fetchOf('logs', id), caller =>
      previews.logs(id, { pod, container, tailLines: tail }, caller),
    );
    response.json({ text });
  });

  router.get('/v1/repositories', async (request, response) => {
    const { entityRef } = request.query;
    const repositories = await asCaller(
      request,
      {
        eventId: 'repository-fetch',
        meta: { queryType: 'by-entity', entityRef },
      },
      async caller =>
        previews.repositories(
          parseEntityRefParameter('entityRef', entityRef),
          caller,
        ),
    );
    response.json({
      items: repositories.map(toWatchedRepository),
      pageInfo: {},
    });
  });

  addBranchRoute(router, options.branches, asCaller);
  addLeftoverRoutes(router, leftovers, asCaller);
  addLinkRoutes(router, links, asCaller);
  addAdoptionRoutes(router, options, asCaller);
  addQuotaRoutes(router, options, asCaller);
  addDoctorRoute(router, { previews, doctor }, asCaller);
  addValidateRoute(router, previews, asCaller);

  return router;
}

function fetchOf(queryType: string, previewId: string) {
  return { eventId: 'preview-fetch', meta: { queryType, previewId } };
}

function changeOf(
  change: PreviewAction['name'],
  previewId: string,
  severityLevel: 'medium' | 'high' = 'medium',
) {
  return {
    eventId: `preview-${change}`,
    severityLevel,
    meta: { previewId },
  };
}
