/** One of the product's safeguards, taken out. */
export interface Mutation {
  name: string;
  /** The invariants one of which has to notice. */
  caughtBy: string[];
  replacements: {
    /** Inside of the backend's package. */
    file: string;
    from: string;
    to: string;
  }[];
}

export const mutations: Mutation[] = [
  {
    name: 'tombstone-off',
    caughtBy: ['closed stays closed'],
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
    replacements: [
      {
        file: 'src/kubernetes/lease.ts',
        from: 'if (lease && lease.remainingMilliseconds() <= timeoutMilliseconds)',
        to: 'if (lease && timeoutMilliseconds < 0)',
      },
    ],
  },
  {
    name: 'second-read-off',
    caughtBy: ['no wrong deletion'],
    replacements: [
      {
        file: 'src/store/operations/permitRemoval.ts',
        from: '? Number(own.read_at) + reading.afterMilliseconds - now',
        to: '? 0',
      },
      {
        file: 'src/sweep/followOrphans.ts',
        from: 'at.getTime() - Math.max(...times) >= apartMilliseconds',
        to: 'true',
      },
    ],
  },
  {
    name: 'cap-off',
    caughtBy: ['deletions are capped'],
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
    replacements: [
      {
        file: 'src/preview/closing/close.ts',
        from: 'of closeOrder)',
        to: 'of [...closeOrder].reverse())',
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
