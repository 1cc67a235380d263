import { RegistryHttp } from '../RegistryHttp';
import { Cloud } from '../settings';
import { AwsIdentity, awsSignIn } from './awsSignIn';
import { googleSignIn } from './googleSignIn';
import { SignIn } from './types';

/** The clouds that registries can be signed in to with the backend's own identity. */
export function signInsOf(options: {
  /** The identity that the platform has configured for an account of AWS. */
  awsIdentityFor: (account: string) => Promise<AwsIdentity>;
  fetch?: typeof fetch;
  timeoutMilliseconds?: number;
  now?: () => Date;
}): Record<Cloud, SignIn> {
  const { awsIdentityFor, now = () => new Date() } = options;
  const http = new RegistryHttp({
    fetch: options.fetch ?? fetch,
    timeoutMilliseconds: options.timeoutMilliseconds ?? 10_000,
    now,
  });
  return {
    aws: awsSignIn({ identityFor: awsIdentityFor, http, now }),
    google: googleSignIn({ http, now }),
  };
}
