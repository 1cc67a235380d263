import {
  RefusedError,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { GitlabClient } from './GitlabClient';
import { Projects } from './Projects';

const purpose = { doing: 'write environments', role: 'Developer' as const };

const environmentSchema = z.object({
  id: z.number(),
  name: z.string(),
  external_url: z.string().nullish(),
  state: z.string(),
});

type Environment = z.infer<typeof environmentSchema>;

/** The environments of a project, found by their name: GitLab keeps one of each. */
export class Environments {
  readonly #client: GitlabClient;
  readonly #projects: Projects;

  constructor(client: GitlabClient, projects: Projects) {
    this.#client = client;
    this.#projects = projects;
  }

  /** Makes it be there with that address. Without one it keeps what it has. One that was stopped stays so until the next deployment. */
  async ensure(
    repository: RepositoryRef,
    name: string,
    url: string | undefined,
  ): Promise<{ stopped: boolean }> {
    const known = await this.#find(repository, name);
    const address = url ? { external_url: url } : {};
    if (!known)
      await this.#write(repository, 'POST', '', {
        name,
        tier: 'development',
        ...address,
      });
    else if (url && known.external_url !== url)
      await this.#write(repository, 'PUT', `/${known.id}`, address);
    return { stopped: known?.state === 'stopped' };
  }

  async isShown(repository: RepositoryRef, name: string): Promise<boolean> {
    const known = await this.#find(repository, name);
    return known !== undefined && known.state !== 'stopped';
  }

  /** No job that the project has for the stopping is run: it is not a job of the project that ends the preview. */
  async stop(repository: RepositoryRef, name: string): Promise<void> {
    const known = await this.#find(repository, name);
    if (!known || known.state === 'stopped') return;
    const force = { force: true };
    await this.#write(repository, 'POST', `/${known.id}/stop`, force);
  }

  async #find(
    repository: RepositoryRef,
    name: string,
  ): Promise<Environment | undefined> {
    const { path } = await this.#projects.of(repository);
    const found = await this.#client.read(
      { repository, path: `${path}/environments`, query: { name }, purpose },
      z.array(environmentSchema),
    );
    return found?.find(environment => environment.name === name);
  }

  async #write(
    repository: RepositoryRef,
    method: 'POST' | 'PUT',
    rest: string,
    body: Record<string, unknown>,
  ): Promise<void> {
    const { path } = await this.#projects.of(repository);
    const written = await this.#client.write(
      {
        repository,
        method,
        path: `${path}/environments${rest}`,
        body,
        purpose,
      },
      z.unknown().transform(() => true),
    );
    if (written) return;
    const { host, owner, name } = repository;
    throw new RefusedError(
      `${owner}/${name}: ${host} does not let us ${purpose.doing}: give the owner of the token of integrations.gitlab the role ${purpose.role} there, or switch previewEnvironments.feedback.deployment off`,
    );
  }
}
