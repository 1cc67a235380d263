import { z } from 'zod';

/** Indexes of several images, in the formats of OCI and Docker. */
const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** Images of one platform and indexes of several. */
export const manifestTypes = [
  ...indexTypes,
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

const digestForm = /^sha256:[0-9a-f]{64}$/;

const indexSchema = z.object({
  manifests: z.array(
    z.object({
      digest: z.string().regex(digestForm),
      platform: z
        .object({
          os: z.string(),
          architecture: z.string(),
          variant: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

export interface PlatformImage {
  digest: string;
  /** `linux/arm64/v8`; undefined where the index does not say. */
  platform: string | undefined;
}

/** The digest that a registry names with its answer; undefined when it names none that can be used. */
export function digestIn({ headers }: Response): string | undefined {
  const digest = headers.get('docker-content-digest') ?? '';
  return digestForm.test(digest) ? digest : undefined;
}

/** Whether the answer is an index of several images. */
export function isIndex({ headers }: Response): boolean {
  const [type] = (headers.get('content-type') ?? '').split(';');
  return indexTypes.includes(type.trim().toLowerCase());
}

/** The images of an index; undefined when the text is none. */
export function imagesOf(body: Buffer): PlatformImage[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  const { data } = indexSchema.safeParse(parsed);
  return data?.manifests
    .filter(({ platform }) => !isAttestation(platform))
    .map(({ digest, platform }) => ({
      digest,
      platform:
        platform &&
        [platform.os, platform.architecture, platform.variant]
          .filter(Boolean)
          .join('/'),
    }));
}

/** BuildKit puts what it attests beside the images, for no platform. */
function isAttestation(
  platform: { os: string; architecture: string } | undefined,
): boolean {
  return platform?.os === 'unknown' && platform.architecture === 'unknown';
}

/** Those of the wanted platforms that no image is for. A wanted `linux/arm64` takes any variant. */
export function platformsMissing(
  images: PlatformImage[],
  wanted: string[],
): string[] {
  const there = images.flatMap(({ platform }) => platform ?? []);
  return wanted.filter(
    one => !there.some(each => each === one || each.startsWith(`${one}/`)),
  );
}
