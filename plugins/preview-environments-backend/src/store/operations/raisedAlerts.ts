import { Knex } from 'knex';
import { isEqual } from 'lodash';
import { Alert } from '../../alerts/types';
import { databaseNow } from '../clock';
import { AlertRow } from '../tables';

/** Writes an alert down. False, and nothing is written, when it is known with the same text. */
export async function rememberAlert(
  knex: Knex,
  alert: Alert,
): Promise<boolean> {
  const { key, ...text } = alert;
  const known = await knex<AlertRow>('raised_alerts').where({ key }).first();
  if (known && isEqual(JSON.parse(known.alert), definedOf(text))) return false;

  const row = { alert: JSON.stringify(text) };
  if (known) {
    // Of several that write the same change, the first one tells it.
    const changed = await knex<AlertRow>('raised_alerts')
      .where({ key, alert: known.alert })
      .update(row);
    return changed === 1;
  }
  const inserted = await knex<AlertRow>('raised_alerts')
    .insert({ key, raised_at: await databaseNow(knex), ...row })
    .onConflict('key')
    .ignore()
    .returning('key');
  return inserted.length === 1;
}

/** Takes an alert out and answers it; undefined for all but the first who asks, and when there is none. */
export async function forgetAlert(
  knex: Knex,
  key: string,
): Promise<Alert | undefined> {
  const known = await knex<AlertRow>('raised_alerts').where({ key }).first();
  if (!known) return undefined;
  const deleted = await knex<AlertRow>('raised_alerts').where({ key }).delete();
  return deleted === 1 ? { key, ...JSON.parse(known.alert) } : undefined;
}

/** JSON has no undefined. */
function definedOf(text: Omit<Alert, 'key'>): Omit<Alert, 'key'> {
  return JSON.parse(JSON.stringify(text));
}
