import { RootConfigService } from '@backstage/backend-plugin-api';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { durationToMilliseconds } from '@backstage/types';
import { PreviewEnvironmentsConfiguration } from '../configuration';
import { Cosign, ImageRegistry, SignedImages, signInsOf } from '../images';

/** The registries that images appear in, with whoever the platform's configuration lets us be there, and what it asks of images. */
export function makeImages(options: {
  configuration: PreviewEnvironmentsConfiguration;
  /** Backstage's own: `aws` in it says who we are in AWS. */
  config: RootConfigService;
}): ImageRegistry | SignedImages {
  const { configuration, config } = options;
  let accounts: DefaultAwsCredentialsManager | undefined;
  const signIns = signInsOf({
    awsIdentityFor: async accountId => {
      // Not before it is needed: most platforms configure nothing of AWS.
      accounts ??= DefaultAwsCredentialsManager.fromConfig(config);
      const { sdkCredentialProvider } = await accounts.getCredentialProvider({
        accountId,
      });
      return sdkCredentialProvider();
    },
  });
  const images = new ImageRegistry(configuration.registries, { signIns });
  const { signatures } = configuration.images;
  if (!signatures) return images;
  const { timeout, ...settings } = signatures.cosign;
  const cosign = new Cosign({
    settings: {
      ...settings,
      timeoutMilliseconds: durationToMilliseconds(timeout),
    },
    accessTo: image => images.accessTo(image),
  });
  return new SignedImages({
    images,
    signatures: cosign,
    now: () => new Date(),
  });
}
