import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** A person or group at the end of a cause, as in "keep requested by user:default/ann". */
const SOMEBODY = /^(.* by )((?:user|group):[\w.-]+\/[\w.-]+)$/;

/** What led to something, in the backend's words; a person in it becomes a link. */
export function Cause({ text }: { text: string }) {
  const [, before, entityRef] = SOMEBODY.exec(text) ?? [];
  return entityRef ? (
    <>
      {before}
      <EntityRefLink entityRef={entityRef} />
    </>
  ) : (
    <>{text}</>
  );
}
