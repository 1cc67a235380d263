// @ts-check

/**
 * What began the steps of a timeline, and since when a preview has been gone. All times are milliseconds since 1970.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('preview_history', table => {
    table.text('origin').comment('What led to it, where the cause is none');
  });
  await knex.schema.alterTable('previews', table => {
    table.bigInteger('gone_at');
    table.index(['gone_at', 'id'], 'previews_gone', {
      predicate: knex.whereNotNull('gone_at'),
    });
  });
  const gone = await knex('previews')
    .where({ phase: 'gone' })
    .select('id', 'state');
  for (const { id, state } of gone) {
    const goneAt = Date.parse(JSON.parse(state).phaseSince);
    await knex('previews').where({ id }).update({ gone_at: goneAt });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('previews', table => {
    table.dropIndex([], 'previews_gone');
    table.dropColumn('gone_at');
  });
  await knex.schema.alterTable('preview_history', table => {
    table.dropColumn('origin');
  });
};
