// @ts-check

/**
 * What replicas have to know together of code hosts: answers for conditional requests, and how much was written in whose name.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('code_host_answers', table => {
    table.comment('Answers that conditional requests can be about');
    table
      .string('key', 64)
      .primary()
      .comment('Names the request and the token');
    table.text('etag').notNullable();
    table.text('value').notNullable().comment('JSON of what is used of it');
    table.integer('more').notNullable().comment('1: a page follows');
    table.bigInteger('read_at').notNullable().index();
  });
  await knex.schema.createTable('code_host_accounts', table => {
    table.comment('Who we are at code hosts, and what the hosts ask of us');
    table.string('account').primary();
    table.bigInteger('paused_until').notNullable();
    table.text('writes').notNullable().comment('Times of the last hour, JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('code_host_accounts');
  await knex.schema.dropTable('code_host_answers');
};
