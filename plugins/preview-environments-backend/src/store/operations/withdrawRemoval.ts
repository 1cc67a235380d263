import { Knex } from 'knex';
import { RemovalPermitRow } from '../tables';

/** Forgets a removal that was asked for: the subject was found again, or goes for another reason. */
export async function withdrawRemoval(
  knex: Knex,
  subject: string,
): Promise<void> {
  await knex<RemovalPermitRow>('removal_permits').where({ subject }).delete();
}
