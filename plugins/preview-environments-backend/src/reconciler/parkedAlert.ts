import { Alert } from '../alerts';
import { Claim, isBranch } from '../preview';

export const parkedKey = (previewId: string) => `parked:${previewId}`;

/**
 * Says that a preview is hardly looked at any more. Without the error, which names other details each time: an alert is told again when its
 * text changes.
 */
export function parkedAlert({
  previewId,
  repository: { owner, name },
  number,
}: Claim): Alert {
  return {
    key: parkedKey(previewId),
    title: `Preview ${previewId} is parked`,
    description: `Every look at ${
      isBranch({ number }) ? 'a branch' : `number ${number}`
    } of ${owner}/${name} ends in the same error, which the page of the previews names. It is tried again every half hour, and when something changes on the code host or somebody asks for a redeployment.`,
    link: '/previews',
  };
}
