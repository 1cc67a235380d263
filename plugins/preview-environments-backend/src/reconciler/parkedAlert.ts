import { Alert } from '../alerts';
import { Claim } from '../preview';

export const parkedKey = (previewId: string) => `parked:${previewId}`;

/** Says that a preview is hardly looked at any more, because looking at it always ends in the same error. */
export function parkedAlert(
  { previewId, repository: { owner, name }, number }: Claim,
  message: string,
): Alert {
  return {
    key: parkedKey(previewId),
    title: `Preview ${previewId} is parked`,
    description: `Every look at pull request ${number} of ${owner}/${name} ends in the same error: ${message}. It is tried again every half hour, and when somebody changes the pull request or asks for a redeployment.`,
  };
}
