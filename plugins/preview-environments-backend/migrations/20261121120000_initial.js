// @ts-check

/**
 * All times are milliseconds since 1970. Those of the work queue and of admissions are the database's own.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('repository_slugs', table => {
    table.comment('Which repository the ids of previews belong to');
    table.string('host').notNullable();
    table.string('repository_id').notNullable();
    table.string('slug').notNullable().unique();
    table.string('owner').notNullable();
    table.string('name').notNullable();
    table.primary(['host', 'repository_id']);
  });

  await knex.schema.createTable('preview_looks', table => {
    table.comment('The work queue: one row per pull request to look at');
    table.string('preview_id').primary();
    table.string('host').notNullable();
    table.string('repository_id').notNullable();
    table.integer('number').notNullable();
    table.bigInteger('next_look').index().comment('Empty: only on a hint');
    table.bigInteger('lease_until');
    table.string('lease_owner').comment('Empty: nobody looks');
    table.bigInteger('lease_generation').notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('last_error');
    table.integer('hints').notNullable().comment('Counts what changed');
    table
      .integer('claimed_hints')
      .notNullable()
      .defaultTo(0)
      .comment('The count that the look under way has seen');
    table.bigInteger('taken_over_at');
  });

  await knex.schema.createTable('preview_look_causes', table => {
    table.comment('Why a look is due');
    table.string('preview_id').notNullable();
    table.string('cause').notNullable();
    table.integer('hint').notNullable().comment('The count of its arrival');
    table.primary(['preview_id', 'cause']);
  });

  await knex.schema.createTable('previews', table => {
    table.comment('Previews, and the tombstones of those that are gone');
    table.string('id').primary();
    table.string('host').notNullable();
    table.string('repository_id').notNullable();
    table.string('repository').notNullable().comment('owner/name, lower case');
    table.integer('number').notNullable();
    table.string('phase').notNullable().index();
    table.bigInteger('created_at').notNullable();
    table.text('state', 'longtext').notNullable().comment('The record, JSON');
    table.index(['created_at', 'id']);
    table.index(['host', 'repository_id']);
  });

  await knex.schema.createTable('preview_components', table => {
    table.comment('Which catalog entities a preview shows');
    table.string('preview_id').notNullable();
    table.string('entity_ref').notNullable().index();
    table.primary(['preview_id', 'entity_ref']);
  });

  await knex.schema.createTable('preview_wishes', table => {
    table.comment('What a person asked for and no look has seen yet');
    table.string('preview_id').primary();
    table.string('kind').notNullable();
    table.string('requested_by').notNullable();
    table.bigInteger('requested_at').notNullable();
    table.string('head_sha').notNullable();
    table.integer('hint').notNullable().comment('The count of its arrival');
  });

  await knex.schema.createTable('preview_history', table => {
    table.comment('The timelines of previews');
    table.bigIncrements('id');
    table.string('preview_id').notNullable();
    table.bigInteger('at').notNullable();
    table.string('phase').notNullable();
    table.text('reason').notNullable();
    table.text('cause').notNullable();
    table.index(['preview_id', 'id']);
  });

  await knex.schema.createTable('preview_admissions', table => {
    table.comment('Who counts against the limits, and who waits');
    table.string('preview_id').primary();
    table.string('host').notNullable();
    table.string('repository_id').notNullable();
    table.integer('number').notNullable();
    table.bigInteger('joined_at').notNullable();
    table.bigInteger('admitted_at');
  });

  await knex.schema.createTable('watched_repositories', table => {
    table.comment('What the last listings of repositories came to');
    table.string('host').notNullable();
    table.string('owner').notNullable();
    table.string('name').notNullable();
    table.string('repository_id');
    table.bigInteger('listed_at');
    table.text('problems').notNullable();
    table.primary(['host', 'owner', 'name']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'watched_repositories',
    'preview_admissions',
    'preview_history',
    'preview_wishes',
    'preview_components',
    'previews',
    'preview_look_causes',
    'preview_looks',
    'repository_slugs',
  ]) {
    await knex.schema.dropTable(table);
  }
};
