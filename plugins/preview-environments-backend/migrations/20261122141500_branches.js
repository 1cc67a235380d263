// @ts-check

/**
 * A branch has no number that its preview could be found by. Kept for as long as the preview is remembered.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('preview_branches', table => {
    table.comment('Which branches previews without a pull request are for');
    table.string('preview_id').primary();
    table.string('host').notNullable();
    table.string('repository_id').notNullable();
    table.string('branch').notNullable();
    table.string('entity_ref').comment('Empty: all of the repository');
    table.index(['host', 'repository_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('preview_branches');
};
