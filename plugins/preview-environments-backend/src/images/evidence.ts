/** What a registry says of an image. What it does not say is an error: a WaitingError or a RefusedError. */
export type ImageEvidence =
  | FoundManifest
  /** It says that there is none; `answer` says who was asked by whom. */
  | { state: 'missing'; answer: string }
  /** There is one, which does not do. The reason may pass: something is still being pushed. */
  | { state: 'unfit'; reason: string };

/** An image that is there. */
export interface FoundManifest {
  state: 'found';
  /** What the tag names: one image, or an index of several. */
  digest: string;
  /** Of an index: the images of single platforms. Nodes run one of them, and some name that one. */
  manifests: string[];
}

/** An image as definitions name it, with what the clusters need of it. */
export interface WantedImage {
  name: string;
  tag: string;
  /** `linux/arm64`: each has to be in it if it is an index. Undefined or empty: any will do. */
  platforms?: string[];
  /** Found before: the registry is not asked again, only whether it may be deployed. */
  digest?: string;
  /** What was found with the digest. */
  manifests?: string[];
}
