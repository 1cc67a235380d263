// @ts-check

/**
 * A look may tell the code host of a preview and end before it writes that down. The next one has to know of that, however it ended.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('preview_looks', table => {
    table
      .integer('begun')
      .notNullable()
      .defaultTo(0)
      .comment('Looks since the last one that was written down');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('preview_looks', table => {
    table.dropColumn('begun');
  });
};
