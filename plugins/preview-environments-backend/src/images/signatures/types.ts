/** What was found out about the signatures of an image. */
export type SignatureVerdict =
  | { state: 'signed' }
  /** The reason goes on after "it". It may pass: most images are signed after they were pushed. */
  | { state: 'unsigned'; reason: string };

/** Says whether an image carries the signature that the organisation asks for. */
export interface Signatures {
  /** One word for what is asked for: whoever has verified an image by another one has to do so again. */
  readonly policy: string;
  /**
   * Verifies the image with that digest and no other. Throws a WaitingError where it can't be told now, and a RefusedError where the
   * configuration has to change.
   */
  verify(image: { name: string }, digest: string): Promise<SignatureVerdict>;
}
