/** What the ground is built with, by project or by file. */
export interface Setting {
  /** All three services have previews, in the mesh and with web as the entry of the others. */
  chained: boolean;
  /** The Gateway in namespace infra; edge, Traefik's, when undefined. */
  gateway?: string;
  /** More keys of the cluster and of its gateway in the backend's configuration. */
  cluster?: { gateway?: object; [key: string]: unknown };
}
