// @ts-check

/**
 * What is remembered while something is absent (rule 7.21). All times are the database's own, in milliseconds since 1970.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('removal_permits', table => {
    table.comment('Removals that are inferred from absence');
    table.string('subject').primary().comment('A preview, or an orphan');
    table.bigInteger('read_at').notNullable().comment('The first reading');
    table.bigInteger('held_at').comment('Since when it waits for a release');
    table.bigInteger('permitted_at').index();
    table.string('released_by').comment('Empty: it was within the cap');
  });

  await knex.schema.createTable('known_definitions', table => {
    table.comment('The last good definitions of default branches');
    table.string('repository').notNullable().comment('host/owner/name');
    table.string('path').notNullable();
    table.text('entity_refs').notNullable().comment('JSON');
    table.string('revision').notNullable();
    table.text('text', 'longtext').notNullable().comment('The file');
    table.bigInteger('missing_since').comment('Empty: it is there');
    table.bigInteger('absent_at').comment('When a second reading agreed');
    table.primary(['repository', 'path']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('known_definitions');
  await knex.schema.dropTable('removal_permits');
};
