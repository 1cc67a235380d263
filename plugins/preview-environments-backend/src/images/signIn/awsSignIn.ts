import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { SignatureV4 } from '@smithy/signature-v4';
import { z } from 'zod';
import { outage, readBody, RegistryHttp } from '../RegistryHttp';
import { EcrHost, ecrHostOf } from './ecrHost';
import { Sha256 } from './Sha256';
import { SignIn } from './types';

/** An identity in AWS, as its SDK's providers give it. */
export interface AwsIdentity {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface AwsSignInOptions {
  /** The identity that the platform has configured for an account. */
  identityFor: (account: string) => Promise<AwsIdentity>;
  http: RegistryHttp;
  now: () => Date;
}

/** Amazon ECR, GetAuthorizationToken. */
const action = 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken';
const largestAnswer = 64 * 1024;

const tokens = z.object({
  authorizationData: z
    .array(
      z.object({
        authorizationToken: z.string().min(1),
        // Seconds; Amazon's tokens live for twelve hours.
        expiresAt: z.number().optional(),
      }),
    )
    .min(1),
});

const refusal = z.object({ __type: z.string() });

/** Gets the user of a private registry of Amazon ECR. The identity needs `ecr:GetAuthorizationToken`, and what pulling takes. */
export function awsSignIn({
  identityFor,
  http,
  now,
}: AwsSignInOptions): SignIn {
  return async host => {
    const registry = ecrHostOf(host);
    const { headers, body } = await signedRequest(
      registry,
      await identity(identityFor, registry),
      now(),
    );
    const answer = await http.send({
      method: 'POST',
      url: `https://${registry.apiHost}/`,
      headers,
      body,
    });
    const text = await readBody(answer, registry.apiHost, largestAnswer);
    if (!answer.ok) throw refused(host, registry, answer, text);
    const [username, password, expiresAt] = userIn(text) ?? [];
    if (username === undefined || password === undefined)
      throw new WaitingError(
        `${registry.apiHost} answered without a token for ${host}`,
      );
    return { username, password, expiresAt };
  };
}

async function identity(
  identityFor: AwsSignInOptions['identityFor'],
  { account, apiHost }: EcrHost,
): Promise<AwsIdentity> {
  try {
    return await identityFor(account);
  } catch (error) {
    // The SDK names files and addresses of the machine, which are nobody's business on a pull request.
    throw new WaitingError(
      `the backend has no identity in AWS to ask ${apiHost} with: set aws.accounts or aws.mainAccount in Backstage's configuration, or run it with a role`,
      { cause: error },
    );
  }
}

async function signedRequest(
  { region, apiHost }: EcrHost,
  credentials: AwsIdentity,
  signingDate: Date,
): Promise<{ headers: Record<string, string>; body: string }> {
  const body = '{}';
  const signer = new SignatureV4({
    credentials,
    region,
    service: 'ecr',
    sha256: Sha256,
  });
  const { headers } = await signer.sign(
    {
      method: 'POST',
      protocol: 'https:',
      hostname: apiHost,
      path: '/',
      headers: {
        host: apiHost,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': action,
      },
      body,
    },
    { signingDate },
  );
  return { headers, body };
}

function userIn(text: Buffer): [string, string, Date | undefined] | undefined {
  const { data } = tokens.safeParse(parse(text));
  if (!data) return undefined;
  const [{ authorizationToken, expiresAt }] = data.authorizationData;
  const user = Buffer.from(authorizationToken, 'base64').toString('utf8');
  const colon = user.indexOf(':');
  if (colon < 1) return undefined;
  return [
    user.slice(0, colon),
    user.slice(colon + 1),
    expiresAt === undefined ? undefined : new Date(expiresAt * 1000),
  ];
}

function refused(
  host: string,
  { apiHost }: EcrHost,
  answer: Response,
  text: Buffer,
): Error {
  const { data } = refusal.safeParse(parse(text));
  const [, code] = /(?:^|#)(\w{1,80})$/.exec(data?.__type ?? '') ?? [];
  if (answer.status >= 500 || answer.status === 429 || code === undefined)
    return outage(apiHost, answer);
  if (code === 'ThrottlingException')
    return new WaitingError(`${apiHost} limits the rate of requests`);
  return new RefusedError(
    `AWS gives the backend no token for ${host} (${code}): its identity needs ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer`,
  );
}

function parse(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    // Said by the caller, as an answer that says nothing.
    return undefined;
  }
}
