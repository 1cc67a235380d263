// @ts-check

/**
 * What the comparison of clusters and store found. All times are the database's own, in milliseconds since 1970.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('preview_orphans', table => {
    table.comment('What is in a cluster without a reason');
    table.string('id').primary();
    table.string('cluster').notNullable();
    table.string('preview_id').comment('Empty: it names none');
    table.bigInteger('found_at').notNullable();
    table.bigInteger('confirmed_at').comment('When it was found again');
    table.string('state').notNullable();
    table
      .text('detail', 'longtext')
      .notNullable()
      .comment('Its objects, the reason and what blocks it, JSON');
  });

  await knex.schema.createTable('cluster_sweeps', table => {
    table.comment('How the last comparison went; written on change only');
    table.string('id').primary();
    table.bigInteger('swept_at').comment('Empty: it never succeeded');
    table.text('problems').notNullable().comment('JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('cluster_sweeps');
  await knex.schema.dropTable('preview_orphans');
};
