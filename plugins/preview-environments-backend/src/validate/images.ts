import {
  Finding,
  PreviewDefinition,
} from '@previewenv/plugin-preview-environments-common';

/** What keeps images from being deployed where the organisation asks for their signatures: a tag may name something else by then. Pure. */
export function imageFindings(
  { spec: { images } }: PreviewDefinition,
  { signedImages }: { signedImages?: boolean },
): Finding[] {
  if (!signedImages) return [];
  return images.flatMap(({ set }, index): Finding[] =>
    set.helm && !set.helm.digest
      ? [
          {
            severity: 'error',
            field: `spec.images[${index}].set.helm`,
            message:
              'needs digest, because the platform has signatures verified (previewEnvironments.images.signatures), and what was verified is what is deployed',
          },
        ]
      : [],
  );
}
