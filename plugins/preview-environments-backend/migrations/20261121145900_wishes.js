// @ts-check

/**
 * Who asks for more time must not take back what somebody else asked on another matter: one wish per preview and topic.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const pending = await knex('preview_wishes').select();
  await knex.schema.dropTable('preview_wishes');
  await knex.schema.createTable('preview_wishes', table => {
    table.comment('What people asked for and no look has seen yet');
    table.string('preview_id').notNullable();
    table.string('topic').notNullable();
    table.string('kind').notNullable();
    table.string('requested_by').notNullable();
    table.bigInteger('requested_at').notNullable();
    table.string('head_sha').notNullable();
    table.bigInteger('until').comment('Of an extension');
    table.integer('hint').notNullable().comment('The count of its arrival');
    table.primary(['preview_id', 'topic']);
  });
  for (const wish of pending) {
    await knex('preview_wishes').insert({ ...wish, topic: 'existence' });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  const pending = await knex('preview_wishes')
    .where({ topic: 'existence' })
    .select();
  await knex.schema.dropTable('preview_wishes');
  await knex.schema.createTable('preview_wishes', table => {
    table.string('preview_id').primary();
    table.string('kind').notNullable();
    table.string('requested_by').notNullable();
    table.bigInteger('requested_at').notNullable();
    table.string('head_sha').notNullable();
    table.integer('hint').notNullable();
  });
  for (const { topic: _topic, until: _until, ...wish } of pending) {
    await knex('preview_wishes').insert(wish);
  }
};
