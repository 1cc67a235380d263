import { setTimeout as pause } from 'node:timers/promises';
import { makeService, previewPods } from '../ground';
import { DataPlane } from '../planes';
import { HeaderLines } from '../rawRequest';
import { makeRoute } from '../routes';

/** Something that routing of previews needs, or could use, and how to find out whether an implementation has it. */
export interface Capability {
  /** As a row of the table. */
  title: string;
  /** A DNS label: the case's routes and Service are named so. */
  name: string;
  /** Undefined: both kinds. */
  only?: DataPlane['kind'];
  /** Answers what the table shows. */
  find(plane: DataPlane, name: string): Promise<string>;
}

/** Implementations apply a route a moment after they have judged it. */
export const appliedWithinMilliseconds = 5_000;
const pollMilliseconds = 100;

export async function eventually(
  check: () => Promise<boolean>,
): Promise<boolean> {
  const deadline = performance.now() + appliedWithinMilliseconds;
  do {
    if (await check()) return true;
    await pause(pollMilliseconds);
  } while (performance.now() < deadline);
  return false;
}

export const yesOrNo = (can: boolean) => (can ? 'yes' : 'no');

export const preview = { name: previewPods, port: 80 };
const expression = '^(.*,)?[ \\t]*preview[ \\t]*=[ \\t]*pr-1[ \\t]*([;,].*)?$';
export const byBaggage = {
  headers: [{ name: 'baggage', type: 'RegularExpression', value: expression }],
};
export const marked: HeaderLines = [['baggage', 'preview=pr-1']];

/** A route with a rule of the case and the baseline for everything else; answers whether it was taken. */
export async function routed(
  plane: DataPlane,
  name: string,
  rule: object,
): Promise<boolean> {
  await makeService(name);
  const baseline = { name, port: 80 };
  const objections = await makeRoute(plane, {
    name,
    rules: [rule, { backendRefs: [baseline] }],
  });
  return objections.length === 0;
}

export const answeredBy =
  (plane: DataPlane, name: string) =>
  async (headers: HeaderLines, path = '/') =>
    (await plane.ask(name, { headers, path })).pod?.env.APP;

/** Do these requests get the preview, once the route is in force, and those the baseline? */
export async function tells(
  plane: DataPlane,
  name: string,
  rule: object,
  requests: { preview: HeaderLines[]; baseline?: HeaderLines[] },
): Promise<string> {
  if (!(await routed(plane, name, rule))) return 'no';
  const ask = answeredBy(plane, name);
  const all = async (lines: HeaderLines[], app: string) =>
    (await Promise.all(lines.map(line => ask(line)))).every(
      answer => answer === app,
    );
  return yesOrNo(
    await eventually(
      async () =>
        (await all(requests.preview, previewPods)) &&
        (await all(requests.baseline ?? [[]], 'baseline')),
    ),
  );
}

export const byMatch = (match: object) => ({
  matches: [match],
  backendRefs: [preview],
});
