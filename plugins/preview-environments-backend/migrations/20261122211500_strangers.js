// @ts-check

/**
 * Who may not command need not be asked about again with every comment.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('comment_commands', table => {
    table.string('author').comment('In lower case, as the webhook says');
    table.string('host');
    table.string('repository_id');
    table
      .bigInteger('refused_at')
      .comment('When the code host said that its author may not command');
    table.index(['author', 'refused_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('comment_commands', table => {
    table.dropIndex(['author', 'refused_at']);
    table.dropColumns('author', 'host', 'repository_id', 'refused_at');
  });
};
