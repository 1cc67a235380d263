/** What every write may say. */
export interface WriteOptions {
  /** The field manager. */
  manager: string;
  /** Answer as if, change nothing. */
  dryRun?: boolean;
  subresource?: 'status' | 'finalize' | undefined;
}

export type PropagationPolicy = 'Foreground' | 'Background' | 'Orphan';

export interface DeleteOptions {
  uid?: string;
  resourceVersion?: string;
  propagationPolicy?: PropagationPolicy;
  gracePeriodSeconds?: number;
  dryRun?: boolean;
}

export interface ObjectAddress {
  namespace: string | undefined;
  name: string;
}
