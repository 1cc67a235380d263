// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('preview_builds', table => {
    table.comment(
      'Builds that were asked for, so that none is asked for twice',
    );
    table.string('preview_id').notNullable();
    table.string('sha', 64).notNullable();
    table.string('build').notNullable().comment('Names what was asked');
    table.integer('attempts').notNullable();
    table.bigInteger('sent_at').comment('Empty: not yet with success');
    table.bigInteger('retry_at').comment('Empty: no reason to try again');
    table.text('url').comment('The page of the build, where it is known');
    table.text('problem').comment('Why the last attempt failed');
    table.primary(['preview_id', 'sha', 'build']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('preview_builds');
};
