/** Something that acts on the cluster by itself until it is stopped. */
export interface Controller {
  start(): void;
  stop(): void | Promise<void>;
}
