/** The headers that carry the routing key: W3C Baggage, and its plain twin for what matches exactly only. */
export const keyHeaders = ['baggage', 'x-preview'] as const;

/**
 * Gives requests the key of a preview, and takes a header off that is for the gateway alone. The key is set and not added, so that no client can bring one of its own (design decision 10);
 * ids are lower-case letters, digits and hyphens, so that no proxy finds a format command in them.
 */
export function keyFilter(
  previewId: string,
  hidden?: string,
): {
  type: 'RequestHeaderModifier';
  requestHeaderModifier: {
    set: { name: string; value: string }[];
    remove?: string[];
  };
} {
  return {
    type: 'RequestHeaderModifier',
    requestHeaderModifier: {
      set: [
        { name: 'baggage', value: `preview=${previewId}` },
        { name: 'x-preview', value: previewId },
      ],
      ...(hidden && { remove: [hidden] }),
    },
  };
}
