import { Random } from '../random';
import { Action, ActionName, Moment, PullScript } from './actions';

/** The share of pull requests that are opened first and stay. */
const pillarShare = 0.04;
/** The share of the others that stay open at the end. */
const stayingShare = 0.18;

interface Model {
  open: boolean;
  draft: boolean;
  labelled: boolean;
  shas: string[];
}

const wanted = ({ open, draft, labelled }: Model): boolean =>
  open && !draft && labelled;

/** What can be done next, by the state that it is in. */
function choices({ open, draft, labelled }: Model): ActionName[] {
  if (!open) return ['reopen'];
  return [
    'push',
    'force-push',
    labelled ? 'unlabel' : 'relabel',
    draft ? 'ready for review' : 'draft',
    'close',
    'close',
    'rename branch',
  ];
}

function apply(model: Model, name: ActionName, random: Random): Action {
  const before = wanted(model);
  const action: Action = {
    name,
    when: momentFor(before, random),
    // Two changes within one second have one time at the code host.
    after: random.integer(1_100, 2_500),
  };
  if (name === 'close') model.open = false;
  if (name === 'reopen') model.open = true;
  if (name === 'draft') model.draft = true;
  if (name === 'ready for review') model.draft = false;
  if (name === 'unlabel') model.labelled = false;
  if (name === 'relabel') model.labelled = true;
  if (name === 'push') model.shas.push(random.sha());
  if (name === 'push') action.sha = model.shas.at(-1);
  if (name === 'force-push') action.sha = random.pick(model.shas);
  return action;
}

/** What runs can be caught building, syncing or settled; what goes, cleaning. */
function momentFor(running: boolean, random: Random): Moment {
  return running
    ? random.pick(['building', 'syncing', 'settled', 'settled'] as const)
    : random.pick(['cleaning', 'cleaning', 'settled'] as const);
}

function opening(random: Random): { model: Model; action: Action } {
  const sha = random.sha();
  const model = { open: true, draft: false, labelled: true, shas: [sha] };
  return { model, action: { name: 'open', when: 'building', after: 0, sha } };
}

function scriptOf(random: Random, stays: boolean): Action[] {
  const { model, action } = opening(random);
  const actions = [action];
  for (let left = random.integer(1, 4); left > 0; left--)
    actions.push(apply(model, random.pick(choices(model)), random));
  if (stays) {
    if (!model.open) actions.push(apply(model, 'reopen', random));
    if (model.draft) actions.push(apply(model, 'ready for review', random));
    if (!model.labelled) actions.push(apply(model, 'relabel', random));
  } else if (model.open) actions.push(apply(model, 'close', random));
  return actions;
}

/** The lives of all pull requests, in the order in which they begin. */
export function scriptsFor(
  random: Random,
  options: { pulls: number; repositories: string[] },
): PullScript[] {
  const { pulls, repositories } = options;
  const pillars = Math.max(3, Math.round(pulls * pillarShare));
  return Array.from({ length: pulls }, (_, index) => {
    const pillar = index < pillars;
    return {
      repository: repositories[index % repositories.length],
      number: Math.floor(index / repositories.length) + 1,
      pillar,
      actions: pillar
        ? [opening(random).action]
        : scriptOf(random, random.chance(stayingShare)),
    };
  });
}
