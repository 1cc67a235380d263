import { ApiRouter } from '@backstage/backend-openapi-utils';
import { InputError } from '@backstage/errors';
import { spec } from '../../schema/openapi.generated';
import { parseEntityRefParameter } from '../entityFilter';
import { AsCaller } from '../orphans';
import { Previews } from '../Previews';
import { toFinding } from '../toJson';

/** Whether a definition, or what an entity names, would work. */
export function addValidateRoute(
  router: ApiRouter<typeof spec>,
  previews: Pick<Previews, 'validate' | 'validateEntity'>,
  asCaller: AsCaller,
): void {
  router.post('/v1/validate', async (request, response) => {
    const { definition, entityRef } = request.body;
    const findings = await asCaller(
      request,
      { eventId: 'definition-validate', meta: { entityRef } },
      async caller => {
        if (definition !== undefined && entityRef === undefined)
          return previews.validate(definition, caller);
        if (entityRef !== undefined && definition === undefined)
          return previews.validateEntity(
            parseEntityRefParameter('entityRef', entityRef),
            caller,
          );
        throw new InputError(
          'Give either definition, the text of a file, or entityRef',
        );
      },
    );
    response.json({ findings: findings.map(toFinding) });
  });
}
