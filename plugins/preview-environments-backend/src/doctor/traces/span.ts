/** What is read of a span, whatever the backend. */
export interface Span {
  id: string;
  parentId: string | undefined;
  /** `service.name`. */
  service: string;
  /** In lower case: `server`, `client`, … */
  kind: string;
  attributes: Record<string, string>;
}
