import { Invariant } from '../invariants/Violation';
import { Lanes } from '../plan/faults';
import { once, only, throughout } from '../plan/fewFaults';

/** One of the product's safeguards, taken out. */
export interface Mutation {
  name: string;
  /** The invariants one of which has to notice. */
  caughtBy: Invariant[];
  /** What the safeguard is there for. */
  troubles: Lanes;
  replacements: {
    /** Inside of the backend's package. */
    file: string;
    from: string;
    to: string;
  }[];
}

const quiet = only({});

export const mutations: Mutation[] = [
  {
    name: 'tombstone-off',
    caughtBy: ['closed stays closed'],
    troubles: only({
      requests: [
        throughout('GitHub stale 304', 0.9),
        // Without late hints nobody would read again what is closed.
        throughout('webhook delayed', 0.5),
        throughout('webhook doubled', 0.5),
      ],
    }),
    replacements: [
      {
        file: 'src/preview/tombstone.ts',
        from: 'return closedAt && new Date(pullRequest.updatedAt) <= closedAt',
        to: 'return closedAt && !closedAt',
      },
      {
        // Older readings are set aside for another reason as well.
        file: 'src/preview/tombstone.ts',
        from: 'record !== undefined &&',
        to: 'record !== undefined && !record &&',
      },
    ],
  },
  {
    name: 'fencing-off',
    caughtBy: ['leases'],
    troubles: only({
      // Not every backend that goes on has something left to write.
      processes: [0.05, 0.2, 0.35, 0.5, 0.65, 0.8].map((at, index) =>
        once('backend SIGSTOP', { at, seconds: 18, backend: index % 2 }),
      ),
    }),
    replacements: [
      {
        file: 'src/kubernetes/lease.ts',
        from: 'if (lease && lease.remainingMilliseconds() <= timeoutMilliseconds)',
        to: 'if (lease && timeoutMilliseconds < 0)',
      },
      {
        // The other half: whoever goes on has its write's timeout behind it, and ends there.
        file: 'src/kubernetes/timeLimit.ts',
        from: '      this.#controller.abort();\n    }, milliseconds);',
        to: '    }, milliseconds);',
      },
    ],
  },
  {
    name: 'second-read-off',
    caughtBy: ['no wrong deletion'],
    troubles: quiet,
    replacements: [
      {
        // A definition that is missing,
        file: 'src/store/operations/missDefinition.ts',
        from: 'if (before.missing_since === null) {',
        to: 'if (before.missing_since === undefined) {',
      },
      {
        file: 'src/store/operations/missDefinition.ts',
        from: 'if (now - Number(before.missing_since) < secondReadingMilliseconds)',
        to: 'if (secondReadingMilliseconds < 0)',
      },
      {
        // a preview without any,
        file: 'src/store/operations/permitRemoval.ts',
        from: '? Number(own.read_at) + reading.afterMilliseconds - now',
        to: '? 0',
      },
      {
        // and an orphan.
        file: 'src/sweep/followOrphans.ts',
        from: 'at.getTime() - Math.max(...times) >= apartMilliseconds',
        to: 'true',
      },
    ],
  },
  {
    name: 'cap-off',
    caughtBy: ['deletions are capped'],
    troubles: quiet,
    replacements: [
      {
        file: 'src/store/operations/permitRemoval.ts',
        from: 'const permitted = await fits(tx, cap, now);',
        to: 'const permitted = true;',
      },
    ],
  },
  {
    name: 'order-reversed',
    caughtBy: ['close order'],
    troubles: quiet,
    replacements: [
      {
        file: 'src/preview/closing/close.ts',
        from: 'of closeOrder)',
        to: 'of [...closeOrder].reverse())',
      },
    ],
  },
  {
    name: 'missed-open',
    caughtBy: ['every wanted preview works'],
    troubles: only({ requests: [throughout('webhook lost', 0.9)] }),
    replacements: [
      {
        file: 'src/codehosts/compareListing.ts',
        from: "if (!known) return 'listing: open';",
        to: 'if (!known) return undefined;',
      },
    ],
  },
  {
    name: 'missed-close',
    caughtBy: ['nothing else exists'],
    troubles: only({ requests: [throughout('webhook lost', 0.5)] }),
    replacements: [
      {
        file: 'src/codehosts/compareListing.ts',
        from: '!closed && !unreadable && !open.has(number),',
        to: '!closed && !unreadable && !number,',
      },
    ],
  },
  {
    name: 'instance-off',
    caughtBy: ['foreign objects untouched'],
    troubles: quiet,
    replacements: [
      {
        file: 'src/kubernetes/ownership.ts',
        from: '    `${INSTANCE_LABEL}=${owner.instance}`,\n',
        to: '',
      },
      {
        file: 'src/kubernetes/ownership.ts',
        from: 'if (labels[label] !== expected) {',
        to: 'if (label !== INSTANCE_LABEL && labels[label] !== expected) {',
      },
      {
        file: 'src/sweep/inventory.ts',
        from: 'metadata.labels[INSTANCE_LABEL] === instance &&',
        to: 'instance !== undefined &&',
      },
    ],
  },
  {
    name: 'comment-anew',
    caughtBy: ['comments'],
    troubles: quiet,
    replacements: [
      {
        file: 'src/codehosts/github/StickyComment.ts',
        from: 'const written = edited ?? (await this.#create(ref, body));',
        to: 'const written = await this.#create(ref, body);',
      },
    ],
  },
  {
    name: 'deployment-left',
    caughtBy: ['reports'],
    troubles: quiet,
    replacements: [
      {
        file: 'src/feedback/reports.ts',
        from: "if (isOver) return known ? 'inactive' : undefined;",
        to: 'if (isOver) return undefined;',
      },
    ],
  },
  {
    name: 'unchanged-written',
    caughtBy: ['at rest no writes'],
    troubles: quiet,
    replacements: [
      {
        file: 'src/codehosts/RepositoryStatuses.ts',
        from: 'if (isEqual(before, after)) return;',
        to: 'if (!after) return;',
      },
      {
        file: 'src/store/operations/saveRepository.ts',
        from: 'if (before && sameStatus(before, row)) return;',
        to: 'if (before && !sameStatus) return;',
      },
    ],
  },
];

export function findMutation(name: string): Mutation {
  const found = mutations.find(mutation => mutation.name === name);
  if (found) return found;
  throw new Error(
    `There is no mutation ${name}; there are ${mutations
      .map(mutation => mutation.name)
      .join(', ')}`,
  );
}
