import { z } from 'zod';

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';

/** One DNS label (RFC 1123), which is what Kubernetes asks of Namespaces and Services. */
export const DNS_LABEL_PATTERN = new RegExp(`^${LABEL}$`);

const HOST_PATTERN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const IMAGE_TAG_PATTERN = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const IMAGE_NAME_PATTERN =
  /^(?:[a-zA-Z0-9](?:[-a-zA-Z0-9.]*[a-zA-Z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

const IMAGE_REFERENCE_PATTERN = new RegExp(
  `${IMAGE_NAME_PATTERN.source.slice(
    0,
    -1,
  )}(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
);

const NAME_HINT =
  'lower-case letters, digits and hyphens, with no hyphen at either end';

/** A DNS label of at most `maximum` characters. */
export function dnsLabel(maximum = 63) {
  return z
    .string()
    .max(maximum, `must have at most ${maximum} characters`)
    .regex(DNS_LABEL_PATTERN, `must be ${NAME_HINT}`);
}

/** A TCP port. */
export function port() {
  return z
    .int('must be a whole number')
    .min(1, 'must be a port from 1 to 65535')
    .max(65535, 'must be a port from 1 to 65535');
}

/** The name of an image, without tag and digest. */
export function imageName() {
  return z
    .string()
    .max(255, 'must have at most 255 characters')
    .regex(
      IMAGE_NAME_PATTERN,
      'must be an image name in lower case such as ghcr.io/acme/web, without tag and digest (the tag has a field of its own)',
    );
}

/** An image with its tag, its digest or both. */
export function imageReference() {
  return z
    .string()
    .max(512, 'must have at most 512 characters')
    .regex(
      IMAGE_REFERENCE_PATTERN,
      'must be an image such as ghcr.io/acme/tools:1.4',
    );
}

/** The name of most Kubernetes objects (RFC 1123 subdomain). */
export function objectName() {
  return z
    .string()
    .max(253, 'must have at most 253 characters')
    .regex(
      HOST_PATTERN,
      `must be ${NAME_HINT}, or several such parts with dots`,
    );
}

/**
 * Whether a text can be the host of a route: DNS labels of at most 63 characters, at most 253 in all. Wildcards are no
 * hosts here, because each preview has its own.
 *
 * @public
 */
export function isHostName(text: string): boolean {
  return (
    text.length <= 253 &&
    HOST_PATTERN.test(text) &&
    text.split('.').every(label => label.length <= 63)
  );
}

/**
 * Whether a registry accepts a text as the tag of an image (OCI distribution specification).
 *
 * @public
 */
export function isImageTag(text: string): boolean {
  return IMAGE_TAG_PATTERN.test(text);
}
