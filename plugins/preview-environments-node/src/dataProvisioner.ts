/**
 * A store of data that a preview has for itself, for instance a database that was seeded from a dump.
 *
 * @public
 */
export interface DesiredData {
  previewId: string;
  component: string;
  cluster: string;
  namespace: string;
  /** `postgres`, or what the implementation calls its engine. */
  engine: string;
}

/**
 * How the data is doing.
 *
 * @public
 */
export type DataStatus =
  | { state: 'absent' }
  | { state: 'preparing'; reason: string }
  | { state: 'ready' }
  | { state: 'failed'; reason: string }
  | { state: 'deleting'; reason: string; blockedBy: string[] };

/**
 * Makes data for previews and takes it away again. The verbs may be called at any time, any number of times, by any replica.
 *
 * @public
 */
export interface DataProvisioner {
  ensure(data: DesiredData): Promise<'created' | 'updated' | 'unchanged'>;
  status(data: DesiredData): Promise<DataStatus>;
  /** Starts or continues the removal. `absent` only from a live read. */
  destroy(data: DesiredData): Promise<DataStatus>;
}
