/** A quantity as Kubernetes writes it, not negative: `500m`, `1.5`, `2Gi`, `1e3`. */
export const QUANTITY_PATTERN =
  /^\+?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+|Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E)?$/;

/** What a quantity looks like, for messages. */
export const QUANTITY_HINT =
  "must be a Kubernetes quantity such as '500m', '2' or 1Gi";
