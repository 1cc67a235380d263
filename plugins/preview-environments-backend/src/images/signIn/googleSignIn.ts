import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { outage, readBody, RegistryHttp } from '../RegistryHttp';
import { SignIn } from './types';

/** Where machines and pods of Google Cloud learn who they are (Compute Engine, metadata server). */
const address =
  'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token';
const largestAnswer = 64 * 1024;

const token = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});

/** Gets the user of a registry of Google Cloud for the service account that the backend runs as. */
export function googleSignIn({
  http,
  now,
}: {
  http: RegistryHttp;
  now: () => Date;
}): SignIn {
  return async host => {
    const { hostname } = new URL(address);
    const answer = await http.send({
      method: 'GET',
      url: address,
      headers: { 'metadata-flavor': 'Google' },
    });
    if (answer.status === 404) {
      await answer.body?.cancel();
      throw new RefusedError(
        `the machine that the backend runs on has no service account to ask ${host} with: give it one, or set a user under previewEnvironments.registries`,
      );
    }
    if (!answer.ok) {
      await answer.body?.cancel();
      throw outage(hostname, answer);
    }
    const text = await readBody(answer, hostname, largestAnswer);
    const { data } = token.safeParse(parse(text));
    if (!data)
      throw new WaitingError(
        `${hostname} answered without a token for ${host}`,
      );
    return {
      username: 'oauth2accesstoken',
      password: data.access_token,
      expiresAt: new Date(now().getTime() + data.expires_in * 1000),
    };
  };
}

function parse(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    // Said by the caller, as an answer without a token.
    return undefined;
  }
}
