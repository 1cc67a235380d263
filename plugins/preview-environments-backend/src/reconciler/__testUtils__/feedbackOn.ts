import { mockServices } from '@backstage/backend-test-utils';
import { CodeHost } from '@previewenv/plugin-preview-environments-node';
import {
  commentOf,
  deploymentPlaceOf,
  deploymentsOf,
  statusOf,
} from '../../feedback';
import { CommentChannel, DeploymentChannel, StatusChannel } from '../channels';
import { Feedback } from '../Feedback';

export const options = {
  instance: 'test',
  appBaseUrl: 'https://backstage.example.com',
};

const deployed = { ...options, environment: 'preview' };

/** Feedback by all channels, as the product gives it. */
export function feedbackOn(codeHost: CodeHost, now: () => Date): Feedback {
  return new Feedback({
    codeHost,
    channels: [
      new CommentChannel({
        codeHost,
        textOf: one => commentOf(one, options),
        now,
      }),
      new StatusChannel({
        codeHost,
        reportOf: one => statusOf(one, { ...options, as: 'status' }),
      }),
      new DeploymentChannel({
        codeHost,
        placeOf: one => deploymentPlaceOf(one, deployed),
        reportsOf: one => deploymentsOf(one, deployed),
      }),
    ],
    logger: mockServices.logger.mock(),
    now,
  });
}
