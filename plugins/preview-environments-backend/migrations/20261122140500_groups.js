// @ts-check

/**
 * What pull requests declare themselves linked by.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('preview_links', table => {
    table.comment('What links pull requests, by whoever may declare it');
    table.string('preview_id').notNullable();
    table
      .string('key', 64)
      .notNullable()
      .index()
      .comment('Names a pull request, branch or label; a hash');
    table.primary(['preview_id', 'key']);
  });
  await knex.schema.alterTable('previews', table => {
    table.index(['host', 'repository', 'number'], 'previews_pull_request');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('previews', table => {
    table.dropIndex([], 'previews_pull_request');
  });
  await knex.schema.dropTable('preview_links');
};
