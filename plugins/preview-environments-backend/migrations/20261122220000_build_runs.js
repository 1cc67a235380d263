// @ts-check

/**
 * A build that was asked for is followed by its run, where the code host has named it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('preview_builds', table => {
    table.string('run_id').comment('Empty: the code host has named none');
    table.index('run_id');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('preview_builds', table => {
    table.dropIndex('run_id');
    table.dropColumn('run_id');
  });
};
