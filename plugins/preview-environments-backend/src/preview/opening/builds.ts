import {
  AskedBuild,
  BuildRequest,
  BuildTrigger,
  DesiredBuild,
  RunFact,
  triggerName,
} from '../builds';
import { Step } from '../decision';
import { Situation } from './stage';

/** How the build of an awaited image goes. */
export interface BuildProgress {
  /** Why there will be no image; undefined while there may be. */
  failed: string | undefined;
  /** What to say of it while it is awaited; may be empty. */
  note: string;
  runUrl: string | undefined;
}

/** What is known of a build by its check, by its run, and by whoever was asked for it. */
export function progressOf(
  situation: Situation,
  build: DesiredBuild | undefined,
): BuildProgress {
  const { builds } = situation.observed;
  const trigger = build?.trigger && triggerName(build.trigger);
  const asked = trigger === undefined ? undefined : builds?.asked[trigger];
  const name = build?.check;
  const check = name === undefined ? undefined : builds?.checks[name];
  // Where another one is wanted, the last run says nothing any more.
  const isOver = wantedSince(asked, situation) !== undefined;
  const run =
    trigger === undefined || isOver ? undefined : builds?.runs[trigger];
  const runUrl = check?.url ?? run?.url ?? asked?.url;
  if (check?.state === 'failed')
    return { failed: `its check ${name} has failed.`, note: '', runUrl };
  // A run may fail by what comes after the check that has seen the image.
  if (run?.state === 'failed' && check?.state !== 'succeeded')
    return {
      failed: `the run of ${trigger} has failed.`,
      note: '',
      runUrl: run.url ?? runUrl,
    };
  return { failed: undefined, note: noteOn(asked, run), runUrl };
}

function noteOn(
  asked: AskedBuild | undefined,
  run: RunFact | undefined,
): string {
  if (asked?.problem)
    return `; its build could not be asked for: ${asked.problem}`;
  return run?.state === 'unreadable'
    ? `; how its build goes is not known: ${run.reason}`
    : '';
}

/**
 * The builds that are to be asked for now: each once for a commit, again when that failed, and when a person asks for a new deployment
 * since. After the end of the wait nothing but a person begins a build.
 */
export function dueBuilds(situation: Situation, waits: boolean): Step[] {
  const { builds } = situation.observed;
  if (!builds) return [];
  return requests(situation).flatMap((request): Step[] => {
    const asked = builds.asked[triggerName(request.trigger)];
    return isDue(asked, situation, waits)
      ? [
          {
            kind: 'request-build',
            request: {
              ...request,
              attempts: asked?.attempts ?? 0,
              wantedAt: wantedSince(asked, situation),
            },
          },
        ]
      : [];
  });
}

function isDue(
  asked: AskedBuild | undefined,
  situation: Situation,
  waits: boolean,
): boolean {
  if (!asked) return waits;
  if (asked.retryAt) return waits && asked.retryAt <= situation.now;
  return wantedSince(asked, situation) !== undefined;
}

/** When a person asked for a new deployment since the build was asked for. */
function wantedSince(
  asked: AskedBuild | undefined,
  { record }: Situation,
): Date | undefined {
  const at = record?.redeploy?.at;
  return at && asked?.sentAt && at > asked.sentAt ? at : undefined;
}

/** One for each trigger of an image that is not there, with all the images that come of it. */
function requests({
  observed,
  desired,
}: Situation): Omit<BuildRequest, 'attempts' | 'wantedAt'>[] {
  const { pullRequest } = observed;
  const found = new Map<string, { trigger: BuildTrigger; images: string[] }>();
  const missing = new Set<string>();
  for (const component of desired.components) {
    const statuses = observed.componentFacts[component.name].images;
    component.images.forEach(({ image, build }, index) => {
      if (!build?.trigger) return;
      const name = triggerName(build.trigger);
      const { images } = found.get(name) ?? { images: [] };
      found.set(name, {
        trigger: build.trigger,
        images: [...images, `${image.name}:${image.tag}`],
      });
      if (statuses[index].state !== 'found') missing.add(name);
    });
  }
  return [...found]
    .filter(([name]) => missing.has(name))
    .map(([, { trigger, images }]) => ({
      previewId: desired.components[0].deployment.previewId,
      repository: pullRequest.repository,
      number: pullRequest.number,
      sha: pullRequest.head.sha,
      trigger,
      images,
    }));
}
