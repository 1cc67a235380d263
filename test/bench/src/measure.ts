import { setTimeout as pause } from 'node:timers/promises';
import { TimedRecord } from '@previewenv/test-cluster/src/ground/auditLog';
import { AuditTail } from './AuditTail';
import { ApiCalls, codeHost, headOf } from './codeHost';
import { Contender } from './contender';
import { costOf } from './cost';
import { cpuBetween, programs } from './waits/programs';
import { Window } from './waits/Waits';

/** One pull request that was opened and closed. */
export interface Event {
  /** Webhook sent to Application made, milliseconds. */
  created: number;
  /** Webhook sent to the first deletion, milliseconds. */
  removed: number;
  /** The time of `created`. */
  opening: Window;
  /** From the opening to a moment after the first deletion. */
  github: ApiCalls;
  writes: number;
}

const patienceMilliseconds = 120_000;
/** What follows the Application belongs to the event, too: comments, routes, statuses. */
const aftermathMilliseconds = 4_000;

const succeeded = ({ responseStatus }: TimedRecord) =>
  (responseStatus?.code ?? 500) < 300;

const isWrite = ({ verb }: TimedRecord) =>
  ['create', 'update', 'patch', 'delete'].includes(verb);

/** Opens a pull request, waits for its Application, closes it, and waits until its removal begins. */
export async function measureEvent(
  contender: Contender,
  audit: AuditTail,
  number: number,
): Promise<Event> {
  await contender.prepare(number);
  await codeHost.hookTo(contender.hook);
  await codeHost.forgetCalls();
  await audit.skip();

  const before = await costOf(contender.pid());
  const opened = Date.now();
  const opening = codeHost.put(contender.repository, number, {
    state: 'open',
    sha: headOf(number),
  });
  const creation = await audit.first(
    `${contender.name}: the Application of #${number}`,
    record => succeeded(record) && contender.creates(record),
    { withinMilliseconds: patienceMilliseconds },
  );
  const after = await costOf(contender.pid());
  await opening;
  await pause(aftermathMilliseconds);
  const github = await codeHost.calls();
  const writes = (await audit.all()).filter(
    record => isWrite(record) && contender.writes(record),
  ).length;

  await audit.skip();
  const closed = Date.now();
  await codeHost.put(contender.repository, number, { state: 'closed' });
  const deletion = await audit.first(
    `${contender.name}: the removal of #${number}`,
    record => contender.removes(number, record),
    { withinMilliseconds: patienceMilliseconds },
  );
  const created = Date.parse(creation.stageTimestamp);
  return {
    created: created - opened,
    opening: {
      begin: opened,
      end: created,
      cpuMilliseconds: after.cpuMilliseconds - before.cpuMilliseconds,
    },
    removed: Date.parse(deletion.requestReceivedTimestamp) - closed,
    github,
    writes,
  };
}

/** Many pull requests that were opened at once. */
export interface Burst {
  /** Until the last one's Application was made. */
  milliseconds: number;
  /** What the contender's process took for it. */
  cpuMilliseconds: number;
  /** What every program of the machine took meanwhile. */
  cpuByProgram: Record<string, number>;
  /** The time of `milliseconds`. */
  window: Window;
}

/** Opens many at once, and waits until the last one's Application is there. */
export async function measureBurst(
  contender: Contender,
  audit: AuditTail,
  numbers: number[],
): Promise<Burst> {
  for (const number of numbers) await contender.prepare(number);
  await codeHost.hookTo(contender.hook);
  await audit.skip();
  const programsBefore = await programs();
  const before = await costOf(contender.pid());
  const begin = Date.now();
  const openings = Promise.all(
    numbers.map(number =>
      codeHost.put(contender.repository, number, {
        state: 'open',
        sha: headOf(number),
      }),
    ),
  );
  let created = 0;
  const last = await audit.first(
    `${contender.name}: ${numbers.length} Applications`,
    record => {
      if (succeeded(record) && contender.creates(record)) created += 1;
      return created === numbers.length;
    },
    { withinMilliseconds: 5 * patienceMilliseconds },
  );
  const after = await costOf(contender.pid());
  const programsAfter = await programs();
  await openings;
  const end = Date.parse(last.stageTimestamp);
  const cpuMilliseconds = after.cpuMilliseconds - before.cpuMilliseconds;
  return {
    milliseconds: end - begin,
    cpuMilliseconds,
    cpuByProgram: cpuBetween(programsBefore, programsAfter),
    window: { begin, end, cpuMilliseconds },
  };
}
