// Loaded into a backend before anything else: its wall clock is shifted by the milliseconds in a file, and its monotonic
// clock is not, as when a machine's clock is set. Ends the backend when the harness is gone.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env.CHAOS_CLOCK_FILE;
const RealDate = Date;
const pollMilliseconds = 200;
const parent = process.ppid;
let shift = 0;

const now = () => RealDate.now() + shift;

const ShiftedDate = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length ? given : [now()], newTarget),
  get: (target, key, receiver) =>
    key === 'now' ? now : Reflect.get(target, key, receiver),
});
for (const [object, key] of [
  [RealDate.prototype, 'constructor'],
  [globalThis, 'Date'],
])
  Object.defineProperty(object, key, { value: ShiftedDate });

function read() {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return 0;
    throw error;
  }
}

setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
  const wanted = read();
  if (wanted === shift) return;
  shift = wanted;
  writeFileSync(`${file}.seen`, String(shift));
}, pollMilliseconds).unref();
