import { Knex } from 'knex';
import { byTimer, Urgency, urgencyOf } from '../../preview';
import { CauseRow, LookRow } from '../tables';

/** How urgent the look after this one is: as the most urgent of the hints that came meanwhile, otherwise it is the timer's. */
export async function nextUrgency(
  tx: Knex.Transaction,
  { preview_id, claimed_hints }: LookRow,
): Promise<Urgency> {
  const unseen = await tx<CauseRow>('preview_look_causes')
    .where({ preview_id })
    .andWhere('hint', '>', claimed_hints)
    .select('cause');
  return unseen
    .map(({ cause }) => urgencyOf(cause))
    .reduce<Urgency>(
      (most, urgency) => (urgency < most ? urgency : most),
      byTimer,
    );
}
