// @ts-check

/**
 * Indexes for thousands of previews.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('preview_looks', table => {
    table.index(
      ['urgency', 'next_look', 'preview_id'],
      'preview_looks_not_lined_up_urgent',
      { predicate: knex.whereNull('turn') },
    );
    table.index(['host', 'repository_id'], 'preview_looks_repository');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('preview_looks', table => {
    table.dropIndex([], 'preview_looks_not_lined_up_urgent');
    table.dropIndex([], 'preview_looks_repository');
  });
};
