import { deepStrictEqual, match } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

/** A registry, and what is held to be able to read it. */
export interface RegistryGround {
  /** With its port: `localhost:5000`. */
  host: string;
  /** Undefined only when the registry says that there is no such image. */
  find(image: {
    name: string;
    tag: string;
  }): Promise<{ digest: string } | undefined>;
  /** Makes an image with other content than any before, and answers with its digest. */
  push(repository: string, tag: string): Promise<string>;
}

/** A rule of the contract: passes silently, or throws what is wrong. */
export interface RegistryScenario {
  name: string;
  run(ground: RegistryGround, repository: string): Promise<void>;
}

/** What we rely on in a registry, the stand-in's and a real one's alike. */
export const registryContract: RegistryScenario[] = [
  {
    name: 'says that an image is not there, in a repository that nobody pushed to',
    async run({ find, host }, repository) {
      const name = `${host}/${repository}`;
      deepStrictEqual(await find({ name, tag: 'none' }), undefined);
    },
  },
  {
    name: 'says that a tag is not there, beside one that is',
    async run({ find, host, push }, repository) {
      const name = `${host}/${repository}`;
      await push(repository, 'other');
      deepStrictEqual(await find({ name, tag: 'none' }), undefined);
    },
  },
  {
    name: 'shows an image from the moment it was pushed, by its digest',
    async run({ find, host, push }, repository) {
      const image = { name: `${host}/${repository}`, tag: 'pr-42-1a2b3c4' };
      deepStrictEqual(await find(image), undefined);
      const digest = await push(repository, image.tag);
      match(digest, /^sha256:[0-9a-f]{64}$/);
      deepStrictEqual(await find(image), { digest });
    },
  },
  {
    name: 'shows the new image when a tag was pushed again',
    async run({ find, host, push }, repository) {
      const image = { name: `${host}/${repository}`, tag: 'latest' };
      await push(repository, image.tag);
      const before = await find(image);
      const digest = await push(repository, image.tag);
      deepStrictEqual(await find(image), { digest });
      deepStrictEqual(before?.digest === digest, false);
    },
  },
  {
    name: 'gives a token for each repository that is asked for',
    async run({ find, host, push }, repository) {
      const other = `${repository}-other`;
      const one = await push(repository, 'x');
      const two = await push(other, 'x');
      const names = [`${host}/${repository}`, `${host}/${other}`];
      const found = await Promise.all(
        names.map(name => find({ name, tag: 'x' })),
      );
      deepStrictEqual(found, [{ digest: one }, { digest: two }]);
    },
  },
];

/** Runs one scenario in a repository of its own. */
export async function runRegistryScenario(
  scenario: RegistryScenario,
  ground: RegistryGround,
): Promise<void> {
  const repository = `contract/${randomBytes(4).toString('hex')}`;
  await scenario.run(ground, repository);
}
