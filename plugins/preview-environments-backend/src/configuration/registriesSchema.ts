import { z } from 'zod';
import { parseEcrHost } from '../images';
import { section } from './section';
import { oneOf, text, trueOrFalse } from './values';

/** Registries of Google Cloud: Artifact Registry, and Container Registry, whose names it serves. */
const googleHost = /^([a-z0-9-]+-docker\.pkg\.dev|([a-z]+\.)?gcr\.io)$/;

const registry = section({
  host: text('has to be the host of a registry, for instance ghcr.io'),
  username: text('has to be the name of a user that may pull').optional(),
  password: text('has to be the password or token of that user').optional(),
  signIn: oneOf(['aws', 'google']).optional(),
  insecure: trueOrFalse().optional(),
  tokenHosts: z
    .array(text('has to be a host, for instance auth.example.com'))
    .optional(),
})
  .refine(
    ({ username, password }) =>
      (username === undefined) === (password === undefined),
    'needs username and password together, or neither',
  )
  .refine(
    ({ username, signIn }) => username === undefined || signIn === undefined,
    'has to have either a username or signIn',
  )
  // Whoever asked there by plain HTTP, or somewhere else, would give the cloud's token away.
  .refine(
    ({ signIn, insecure }) => signIn === undefined || !insecure,
    'can not be insecure with signIn',
  )
  .refine(
    ({ signIn, host }) => signIn !== 'aws' || parseEcrHost(host) !== undefined,
    'is no private registry of Amazon ECR, like 123456789012.dkr.ecr.eu-central-1.amazonaws.com, which signIn: aws is for',
  )
  .refine(
    ({ signIn, host }) => signIn !== 'google' || googleHost.test(host),
    'is no registry of Google Cloud, like europe-docker.pkg.dev, which signIn: google is for',
  );

/** `previewEnvironments.registries`. */
export const registriesSchema = z
  .array(registry, { error: 'has to be a list' })
  .default([]);
