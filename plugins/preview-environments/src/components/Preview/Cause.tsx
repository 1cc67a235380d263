import { Fragment } from 'react';
import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** A person or group who did something, as in "keep requested by user:default/ann; watch Job". */
const SOMEBODY = /(?<=\bby )((?:user|group):[\w.-]+\/[\w.-]*\w)/;

/** What led to something, in the backend's words; a person in it becomes a link. */
export function Cause({ text }: { text: string }) {
  return (
    <>
      {text.split(SOMEBODY).map((part, index) => (
        <Fragment key={index}>
          {index % 2 === 1 ? <EntityRefLink entityRef={part} /> : part}
        </Fragment>
      ))}
    </>
  );
}
