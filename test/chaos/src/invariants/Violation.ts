/** Everything that must be true; the tests of this folder show each of them broken. */
export const invariants = {
  'every wanted preview works':
    'each open pull request that should have a preview has one that answers with its newest commit',
  'nothing else exists':
    'no namespace, Application or route of ours for any other pull request, and nothing that is still going',
  'foreign objects untouched':
    'what belongs to others is as it was, also what is named like ours',
  leases:
    'a worker makes at most one write of an older generation after a newer one has written',
  'close order':
    'routes go before Applications, Applications before namespaces, each proven gone',
  'closed stays closed':
    'nothing is made for a closed pull request once its removal has begun',
  'no wrong deletion':
    'nothing is removed of a preview that was wanted all the time',
  'deletions are capped':
    'what is only inferred from absence goes a share at a time, until a person says more',
  comments: 'one comment per pull request, and what it says is true',
  reports:
    'the deployments and the status of a pull request say what is, and no address that does not answer',
  'at rest no writes':
    'no write to Kubernetes, the code host and our own tables',
} as const;

export type Invariant = keyof typeof invariants;

/** One way in which one of them was broken. */
export interface Violation {
  invariant: Invariant;
  /** For a person who looks for the cause. */
  what: string;
}
