import { nearest } from '@previewenv/plugin-preview-environments-common';
import { z } from 'zod';
import { ClusterCredentials, clusterCredentialsSchema } from '../kubernetes';

const kinds = ['in-cluster', 'kubeconfig', 'token-file', 'exec'];
const missing =
  'is missing; each cluster needs an identity of ours, for instance { type: in-cluster }';

/** Credentials as `kubernetes` knows them, with messages for people. */
export const credentialsSchema = z
  .unknown()
  .transform((value, context): ClusterCredentials => {
    const result = clusterCredentialsSchema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      context.addIssue({
        code: 'custom',
        path: issue.path,
        message: value === undefined ? missing : messageOf(issue, value),
      });
    }
    return z.NEVER;
  });

function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.path[0] !== 'type') return issue.message;
  const { type } = value as { type?: unknown };
  const meant = nearest(String(type), kinds);
  // Rule 7.4: client-side auth providers are refused at start.
  return `has to be one of ${kinds.join(', ')}${
    meant ? `; did you mean ${meant}?` : ''
  }. Providers that sign in as the user (google, oidc, aks …) can't be used: nobody is signed in when the backend works`;
}
