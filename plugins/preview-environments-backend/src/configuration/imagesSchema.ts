import { z } from 'zod';
import { section } from './section';
import { duration, oneOf, text } from './values';

const signerCure =
  'needs either key, or issuer with one of identity and identityPattern';

const expression = (cure: string) =>
  text(cure).refine(value => {
    try {
      return new RegExp(value).source.length > 0;
    } catch {
      // What is wrong with it does not matter: the message shows what is right.
      return false;
    }
  }, cure);

const cosign = section({
  command: text('has to be the path or the name of the program cosign').default(
    'cosign',
  ),
  key: text(
    'has to be a public key: the path of its file, or its address at a service that keeps keys, for instance awskms:///alias/previews',
  ).optional(),
  identity: text(
    'has to be the identity that certificates name, for instance the address of a workflow',
  ).optional(),
  identityPattern: expression(
    'has to be a regular expression for the identities that certificates name',
  ).optional(),
  issuer: text(
    'has to be who vouches for the identity, for instance https://token.actions.githubusercontent.com',
  ).optional(),
  transparencyLog: oneOf(['required', 'ignored']).default('required'),
  // A look may take no longer than its lease.
  timeout: duration({ minimumSeconds: 1 }).default({ seconds: 20 }),
}).transform((value, context) => {
  const { key, identity, identityPattern, issuer, ...rest } = value;
  const identities = [identity, identityPattern].filter(
    one => one !== undefined,
  );
  if (key !== undefined && identities.length === 0 && issuer === undefined)
    return { ...rest, signer: { key } };
  if (key === undefined && identities.length === 1 && issuer !== undefined)
    return {
      ...rest,
      signer:
        identity === undefined
          ? { identityPattern: identities[0], issuer }
          : { identity, issuer },
    };
  context.addIssue({ code: 'custom', message: signerCure });
  return z.NEVER;
});

/** `previewEnvironments.images`: what the organisation asks of images. */
export const imagesSchema = section({
  signatures: section({ cosign }).optional(),
}).prefault({});
