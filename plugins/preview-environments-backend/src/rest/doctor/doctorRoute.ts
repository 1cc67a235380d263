import { ApiRouter } from '@backstage/backend-openapi-utils';
import { Doctor } from '../../doctor';
import { spec } from '../../schema/openapi.generated';
import { AsCaller } from '../orphans';
import { Previews } from '../Previews';
import { toDiagnosis } from './toJson';

/**
 * Who may read a preview may have it examined: it changes nothing and asks no more of the preview than a visit of its URL does.
 */
export function addDoctorRoute(
  router: ApiRouter<typeof spec>,
  rooms: { previews: Pick<Previews, 'get'>; doctor: Pick<Doctor, 'examine'> },
  asCaller: AsCaller,
): void {
  router.post('/v1/previews/:id/doctor', async (request, response) => {
    const { id } = request.params;
    const { path = '/' } = request.body ?? {};
    const diagnosis = await asCaller(
      request,
      { eventId: 'preview-examine', meta: { previewId: id, path } },
      async credentials => {
        const { record } = await rooms.previews.get(id, credentials);
        return rooms.doctor.examine(record, path, { credentials });
      },
    );
    response.json(toDiagnosis(diagnosis));
  });
}
