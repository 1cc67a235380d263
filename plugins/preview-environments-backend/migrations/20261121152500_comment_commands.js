// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('comment_commands', table => {
    table.comment('Comments that a webhook told of, so that none counts twice');
    table.string('preview_id').notNullable();
    table.string('comment_id').notNullable();
    table.bigInteger('noted_at').notNullable();
    table.bigInteger('settled_at').index().comment('Empty: not looked at yet');
    table.string('topic').comment('What it was about, when it was granted');
    table.primary(['preview_id', 'comment_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('comment_commands');
};
