import { join, resolve } from 'node:path';

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(
      `${name} is not set: this runs inside the kit, by \`npm run test:cluster\` or test/cluster/kit/in`,
    );
  }
  return value;
}

/** The project's root. */
// eslint-disable-next-line no-restricted-syntax -- the tests run from their source, they are never built
export const root = resolve(__dirname, '../../../..');

/** What the kit that is up keeps in its folder; our own data lies beside it, so that `down` removes both. */
export const kit = {
  get directory() {
    return required('KIT_RUN');
  },
  get auditLog() {
    return join(kit.directory, 'log/audit.log');
  },
  get data() {
    return process.env.KIT_DATA ?? join(kit.directory, 'ground');
  },
};

/** Everything of ours listens here; the network namespace is empty but for the kit. */
export const ports = {
  backend: 7007,
  github: 7008,
  git: 7010,
  kitGit: 7011,
  registry: 7050,
};

/** The Gateway `infra/edge` of the kit. */
export const gateway = { address: '10.99.0.1', port: 80 };

/** The shipped manifests name these; the kit takes them as they are. */
export const instance = 'default';
export const argoNamespace = 'previews';
export const backendUser = 'system:serviceaccount:preview-environments:backend';
