import { RefusedError } from '@previewenv/plugin-preview-environments-node';

/** A private registry of Amazon ECR, and where tokens for it are got. */
export interface EcrHost {
  account: string;
  region: string;
  /** Of Amazon ECR's own API. */
  apiHost: string;
}

/** `123456789012.dkr.ecr.eu-central-1.amazonaws.com`, in China with `.cn`, with FIPS as `ecr-fips`; and the dual-stack form. */
const forms = [
  /^(?<account>\d{12})\.dkr\.(?<service>ecr|ecr-fips)\.(?<region>[a-z0-9-]+)\.(?<domain>amazonaws\.com(?:\.cn)?)$/,
  /^(?<account>\d{12})\.dkr-(?<service>ecr|ecr-fips)\.(?<region>[a-z0-9-]+)\.on\.aws$/,
];

/** Undefined when the host is no private registry of Amazon ECR. */
export function parseEcrHost(host: string): EcrHost | undefined {
  for (const form of forms) {
    const parts = form.exec(host)?.groups;
    if (!parts) continue;
    const { account, service, region, domain = 'amazonaws.com' } = parts;
    return {
      account,
      region,
      apiHost:
        service === 'ecr'
          ? `api.ecr.${region}.${domain}`
          : `ecr-fips.${region}.${domain}`,
    };
  }
  return undefined;
}

/** Throws a RefusedError that names the configuration. */
export function ecrHostOf(host: string): EcrHost {
  const parsed = parseEcrHost(host);
  if (parsed) return parsed;
  throw new RefusedError(
    `${host} is no private registry of Amazon ECR, like 123456789012.dkr.ecr.eu-central-1.amazonaws.com: take signIn: aws off it under previewEnvironments.registries`,
  );
}
