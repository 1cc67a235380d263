import {
  chmod,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { ImageRegistry } from '../ImageRegistry';
import { RegistrySettings } from '../settings';
import { Cosign, CosignSettings } from './Cosign';

const digest = `sha256:${'a'.repeat(64)}`;
const web = { name: 'ghcr.io/acme/web' };
const hostile = '$(touch /tmp/x); --key=mine';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fake-cosign-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

let programs = 0;

/** A program in cosign's place: it says what it was given, and ends as the test wants it. */
async function fake(body: string): Promise<string> {
  programs += 1;
  const path = join(directory, `cosign-${programs}`);
  await writeFile(path, `#!${process.execPath}\n${body}`);
  await chmod(path, 0o700);
  return path;
}

const witness = () => join(directory, `witness-${programs}.json`);

/** Verifies everything, and writes down what it was given. */
const good = () =>
  fake(`
const { readFileSync, writeFileSync } = require('node:fs');
writeFileSync(${JSON.stringify(
    join(directory, `witness-${programs + 1}.json`),
  )}, JSON.stringify({
  args: process.argv.slice(2),
  names: Object.keys(process.env),
  docker: JSON.parse(readFileSync(process.env.DOCKER_CONFIG + '/config.json', 'utf8')),
  directory: process.env.DOCKER_CONFIG,
}));
const [, digest] = process.argv.at(-1).split('@');
console.error('Verification for somebody');
console.log(JSON.stringify([{ critical: { image: { 'docker-manifest-digest': digest } } }]));
`);

const signer = { key: '/etc/previews/cosign.pub' };

function verifier(
  settings: Partial<CosignSettings> & { command: string },
  registries: RegistrySettings[] = [],
): Cosign {
  const registry = new ImageRegistry(registries, {
    fetch: async () => {
      throw new Error('the registry is cosign’s to ask');
    },
  });
  return new Cosign({
    settings: {
      signer,
      transparencyLog: 'required',
      timeoutMilliseconds: 20_000,
      ...settings,
    },
    accessTo: image => registry.accessTo(image),
    environment: {
      PATH: process.env.PATH,
      HOME: directory,
      HTTPS_PROXY: 'http://proxy:3128',
      AWS_REGION: 'eu-central-1',
      GITHUB_TOKEN: 'a secret',
      COSIGN_PASSWORD: 'a secret',
    },
  });
}

async function given() {
  return JSON.parse(await readFile(witness(), 'utf8'));
}

const workflow =
  'https://github.com/acme/web/.github/workflows/image.yaml@refs/heads/main';
const issuer = 'https://token.actions.githubusercontent.com';

describe('cosign', () => {
  it.each`
    scenario                  | settings                                                | flags
    ${'a key'}                | ${{}}                                                   | ${['--key=/etc/previews/cosign.pub']}
    ${'a key, without log'}   | ${{ transparencyLog: 'ignored' }}                       | ${['--key=/etc/previews/cosign.pub', '--insecure-ignore-tlog=true']}
    ${'an identity'}          | ${{ signer: { identity: workflow, issuer } }}           | ${[`--certificate-identity=${workflow}`, `--certificate-oidc-issuer=${issuer}`]}
    ${'several identities'}   | ${{ signer: { identityPattern: '^https://', issuer } }} | ${['--certificate-identity-regexp=^https://', `--certificate-oidc-issuer=${issuer}`]}
    ${'a key that is a trap'} | ${{ signer: { key: hostile } }}                         | ${[`--key=${hostile}`]}
  `('is asked for the signature of $scenario', async ({ settings, flags }) => {
    const cosign = verifier({ command: await good(), ...settings });
    expect(await cosign.verify(web, digest)).toEqual({ state: 'signed' });
    expect((await given()).args).toEqual([
      'verify',
      '--output=json',
      ...flags,
      `ghcr.io/acme/web@${digest}`,
    ]);
  });

  it('is let into the registry by no more than it needs, and nothing of that stays', async () => {
    const before = await readdir(tmpdir());
    const cosign = verifier({ command: await good() }, [
      { host: 'ghcr.io', username: 'bot', password: 'ghcr secret' },
      { host: 'other.example.com', username: 'bot', password: 'other secret' },
    ]);
    await cosign.verify(web, digest);
    const { args, names, docker, directory: own } = await given();
    expect(docker).toEqual({
      auths: { 'ghcr.io': { auth: btoa('bot:ghcr secret') } },
    });
    expect(args.join(' ')).not.toContain('secret');
    expect(names.sort()).toEqual(
      ['PATH', 'HOME', 'HTTPS_PROXY', 'AWS_REGION', 'DOCKER_CONFIG'].sort(),
    );
    expect(before).not.toContain(own.split('/').at(-1));
    expect(await readdir(tmpdir())).not.toContain(own.split('/').at(-1));
  });

  it.each`
    image                          | registry                                                                         | reference                      | auths
    ${'nginx'}                     | ${{ host: 'docker.io', username: 'bot', password: 'x' }}                         | ${'docker.io/library/nginx'}   | ${{ 'https://index.docker.io/v1/': { auth: btoa('bot:x') } }}
    ${'localhost:5000/acme/web'}   | ${{ host: 'localhost:5000', insecure: true }}                                    | ${'localhost:5000/acme/web'}   | ${{}}
    ${'europe-docker.pkg.dev/a/b'} | ${{ host: 'europe-docker.pkg.dev', username: '_json_key', password: '{"a":1}' }} | ${'europe-docker.pkg.dev/a/b'} | ${{ 'europe-docker.pkg.dev': { auth: btoa('_json_key:{"a":1}') } }}
  `('finds $image', async ({ image, registry, reference, auths }) => {
    const cosign = verifier({ command: await good() }, [registry]);
    await cosign.verify({ name: image }, digest);
    const { args, docker } = await given();
    expect(args.at(-1)).toBe(`${reference}@${digest}`);
    expect(args.includes('--allow-http-registry=true')).toBe(
      registry.insecure === true,
    );
    expect(docker).toEqual({ auths });
  });

  it.each`
    scenario                                    | code  | reason
    ${'there is no signature'}                  | ${10} | ${'has no signature'}
    ${'the signature is of somebody else'}      | ${12} | ${'has no signature by whom the organisation asks for'}
    ${'the signature is without a certificate'} | ${13} | ${'has no signature with a certificate'}
  `('is sure that $scenario', async ({ code, reason }) => {
    const cosign = verifier({
      command: await fake(
        `console.error(${JSON.stringify(hostile)}); process.exit(${code})`,
      ),
    });
    expect(await cosign.verify(web, digest)).toEqual({
      state: 'unsigned',
      reason,
    });
  });

  it.each`
    scenario                       | body                                                             | says
    ${'it fails otherwise'}        | ${`console.log('${digest}'); process.exit(1)`}                   | ${/ended with 1: see previewEnvironments.images.signatures.cosign/}
    ${'it is killed'}              | ${`process.kill(process.pid, 'SIGKILL')`}                        | ${/ended with 128/}
    ${'it verifies another image'} | ${`console.log('[{"critical":{}}]')`}                            | ${/does not name sha256:a+ among what it has verified/}
    ${'it is another program'}     | ${''}                                                            | ${/does not name/}
    ${'it writes without end'}     | ${`for (;;) require('node:fs').writeSync(1, 'x'.repeat(65536))`} | ${/ended with 128/}
    ${'it takes too long'}         | ${'setInterval(() => {}, 1000)'}                                 | ${/has not verified .* within 1.5 s/}
  `('tells nothing where $scenario', async ({ body, says }) => {
    const cosign = verifier({
      command: await fake(`console.error('a secret');\n${body}`),
      timeoutMilliseconds: body.startsWith('setInterval') ? 1_500 : 20_000,
    });
    const error = await cosign.verify(web, digest).catch(caught => caught);
    expect(error).toBeInstanceOf(WaitingError);
    expect(error.message).toMatch(says);
    expect(error.message).not.toContain('a secret');
  });

  it('is missed where it is not installed', async () => {
    const cosign = verifier({ command: join(directory, 'no-cosign') });
    const error = await cosign.verify(web, digest).catch(caught => caught);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error.message).toMatch(/previewEnvironments\S+cosign.command/);
  });

  it('has another word for each thing that is asked for', () => {
    const policies = [
      { signer },
      { signer: { key: 'other.pub' } },
      { signer: { identity: workflow, issuer } },
      { signer: { identityPattern: workflow, issuer } },
      { transparencyLog: 'ignored' as const },
    ].map(settings => verifier({ command: 'cosign', ...settings }).policy);
    expect(new Set(policies).size).toBe(policies.length);
    expect(verifier({ command: '/usr/bin/cosign' }).policy).toBe(policies[0]);
  });
});
