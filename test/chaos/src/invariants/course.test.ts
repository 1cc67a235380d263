import { JournalEntry } from '../drive/Journal';
import { Write } from '../ground/trace';
import { done, write } from './__testUtils__/world';
import { checkClosedStaysClosed } from './closedStaysClosed';
import { checkWrongDeletions } from './wrongDeletion';

const opened = done({ at: 0 });
const closed = (at: number) =>
  done({ at, action: 'close', wish: 'removed', open: false });
const reopened = (at: number) => done({ at, action: 'reopen' });
const deleted = (at: number, generation = 2) =>
  write({ at, generation, verb: 'delete' });
const made = (at: number, generation: number) => write({ at, generation });

describe('closed stays closed', () => {
  it.each`
    scenario                                         | journal                                           | writes                        | broken
    ${'made again by a later look'}                  | ${[opened, closed(10)]}                           | ${[deleted(20), made(30, 3)]} | ${1}
    ${'made by a look that had begun before'}        | ${[opened, closed(10)]}                           | ${[made(15, 1), deleted(20)]} | ${0}
    ${'made late by a worker that was overtaken'}    | ${[opened, closed(10)]}                           | ${[deleted(20), made(30, 1)]} | ${0}
    ${'made after it was reopened'}                  | ${[opened, closed(10), reopened(25)]}             | ${[deleted(20), made(30, 3)]} | ${0}
    ${'made after it was reopened and closed again'} | ${[opened, closed(10), reopened(25), closed(28)]} | ${[deleted(29), made(30, 3)]} | ${1}
    ${'never removed'}                               | ${[opened, closed(10)]}                           | ${[made(15, 1)]}              | ${0}
  `(
    'finds $broken breaches: $scenario',
    (row: { journal: JournalEntry[]; writes: Write[]; broken: number }) => {
      expect(checkClosedStaysClosed(row.writes, row.journal)).toHaveLength(
        row.broken,
      );
    },
  );
});

describe('wrong deletions', () => {
  const finishing = 120_000;
  const soon = 60_000;
  const late = 10 * 60_000;
  it.each`
    scenario                                 | journal                                 | at          | broken
    ${'wanted from the beginning'}           | ${[opened]}                             | ${soon}     | ${1}
    ${'closed'}                              | ${[opened, closed(10)]}                 | ${soon}     | ${0}
    ${'reopened while it was being removed'} | ${[opened, closed(10), reopened(20)]}   | ${soon}     | ${0}
    ${'reopened long before'}                | ${[opened, closed(10), reopened(20)]}   | ${late}     | ${1}
    ${'closed long after it was reopened'}   | ${[opened, reopened(20), closed(late)]} | ${late + 1} | ${0}
    ${'of nobody that was ever opened'}      | ${[]}                                   | ${soon}     | ${0}
  `(
    'finds $broken: $scenario',
    (row: { journal: JournalEntry[]; at: number; broken: number }) => {
      expect(
        checkWrongDeletions([deleted(row.at)], row.journal, finishing),
      ).toHaveLength(row.broken);
    },
  );

  it.each`
    scenario                                     | begun | remade    | broken
    ${'it began while it was closed'}            | ${15} | ${[]}     | ${0}
    ${'the one that had begun rightly was over'} | ${15} | ${[late]} | ${1}
  `(
    'finds $broken late in a life that is wanted again: $scenario',
    (row: { begun: number; remade: number[]; broken: number }) => {
      const writes = [
        deleted(row.begun),
        ...row.remade.map(at => made(at, 3)),
        deleted(late + 1),
      ];
      const journal = [opened, closed(10), reopened(20)];
      expect(checkWrongDeletions(writes, journal, finishing)).toHaveLength(
        row.broken,
      );
    },
  );

  it('leaves out what is only a part of a preview', () => {
    const secret = write({ verb: 'delete', resource: 'secrets', at: soon });
    expect(checkWrongDeletions([secret], [opened], finishing)).toEqual([]);
  });
});
