// @ts-check

/**
 * Removals that are stuck, what was left behind when one was given up, and what people were told of.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('previews', table => {
    table
      .bigInteger('stuck_since')
      .comment('Empty: no removal is past a deadline');
  });

  await knex.schema.createTable('abandoned_objects', table => {
    table.comment('Objects that an administrator left in the clusters');
    table.string('cluster').notNullable();
    table.string('uid').notNullable();
    table.string('preview_id').comment('Whose they were, where that is known');
    table.string('abandoned_by').notNullable();
    table.bigInteger('abandoned_at').notNullable();
    table.text('object').notNullable().comment('What it is, JSON');
    table.primary(['cluster', 'uid']);
  });

  await knex.schema.createTable('raised_alerts', table => {
    table.comment('What people have been told of and is not over');
    table.string('key').primary();
    table.bigInteger('raised_at').notNullable();
    table.text('alert').notNullable().comment('Its text, JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('raised_alerts');
  await knex.schema.dropTable('abandoned_objects');
  await knex.schema.alterTable('previews', table => {
    table.dropColumn('stuck_since');
  });
};
