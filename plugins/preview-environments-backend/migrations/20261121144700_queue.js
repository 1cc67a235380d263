// @ts-check

/**
 * Who is served next, and who is parked. All times are milliseconds since 1970 by the database's clock.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('preview_looks', table => {
    table
      .smallint('urgency')
      .notNullable()
      .defaultTo(2)
      .comment('0: a person or the code host, 1: what was seen, 2: the timer');
    table.bigInteger('hinted_at').comment('When the newest urgent hint came');
    table.bigInteger('turn').comment('The place in line; empty: not lined up');
    table
      .integer('repeats')
      .notNullable()
      .defaultTo(0)
      .comment('How many looks in a row failed by the same unknown error');
    table.bigInteger('failing_since');
    table.bigInteger('parked_at');

    const linedUp = knex.whereNotNull('turn');
    table.index(['urgency', 'turn', 'preview_id'], 'preview_looks_line', {
      predicate: linedUp,
    });
    table.index(['next_look', 'preview_id'], 'preview_looks_longest_waiting', {
      predicate: linedUp,
    });
    table.index(
      ['host', 'repository_id', 'urgency', 'turn'],
      'preview_looks_repository_line',
      { predicate: linedUp },
    );
    table.index(
      ['host', 'repository_id', 'urgency', 'hinted_at'],
      'preview_looks_newest',
      { predicate: linedUp },
    );
    table.index(['next_look', 'preview_id'], 'preview_looks_not_lined_up', {
      predicate: knex.whereNull('turn'),
    });
    table.index(['lease_until'], 'preview_looks_under_way', {
      predicate: knex.whereNotNull('lease_until'),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('preview_looks', table => {
    for (const index of [
      'preview_looks_line',
      'preview_looks_longest_waiting',
      'preview_looks_repository_line',
      'preview_looks_newest',
      'preview_looks_not_lined_up',
      'preview_looks_under_way',
    ]) {
      table.dropIndex([], index);
    }
    table.dropColumns(
      'urgency',
      'hinted_at',
      'turn',
      'repeats',
      'failing_since',
      'parked_at',
    );
  });
};
