import { CodeHost } from '@previewenv/plugin-preview-environments-node';
import { PreviewEnvironmentsConfiguration } from '../configuration';
import {
  commentOf,
  deploymentPlaceOf,
  deploymentsOf,
  statusOf,
} from '../feedback';
import {
  Channel,
  CommentChannel,
  DeploymentChannel,
  StatusChannel,
} from '../reconciler';

/** Where previews are told at the code host, the most important place first: that is the one which is written when few writes are left. */
export function channelsOf(
  configuration: PreviewEnvironmentsConfiguration,
  codeHost: CodeHost,
): Channel[] {
  const { instance, appBaseUrl } = configuration;
  const { comment, deployment, environment, status } = configuration.feedback;
  const options = { instance, appBaseUrl };
  const now = () => new Date();
  return [
    ...(comment
      ? [
          new CommentChannel({
            codeHost,
            textOf: record => commentOf(record, options),
            now,
          }),
        ]
      : []),
    ...(status === 'off'
      ? []
      : [
          new StatusChannel({
            codeHost,
            reportOf: record => statusOf(record, { ...options, as: status }),
          }),
        ]),
    ...(deployment
      ? [
          new DeploymentChannel({
            codeHost,
            placeOf: record =>
              deploymentPlaceOf(record, { ...options, environment }),
            reportsOf: record =>
              deploymentsOf(record, { ...options, environment }),
          }),
        ]
      : []),
  ];
}
