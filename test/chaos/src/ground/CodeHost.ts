import { GitHub } from '@previewenv/test-sandbox';
import { instance, owner, previewIdOf } from '../places';
import { Ground, PullChange, PullRequest } from './Ground';
import { send } from './send';

const definitionFile = 'preview.yaml';

/** The code host of every ground: a stand-in, in this process. */
export class CodeHost {
  readonly #github: GitHub;
  readonly #repositories: string[];

  constructor(options: { github: GitHub; repositories: string[] }) {
    this.#github = options.github;
    this.#repositories = options.repositories;
  }

  get address(): Ground['addresses']['codeHost'] {
    const { port } = this.#github;
    return { name: `localhost:${port}`, port };
  }

  /** Makes or changes a pull request, and tells the webhooks. */
  async change(
    repository: string,
    number: number,
    change: PullChange,
  ): Promise<void> {
    await this.#control('PUT', `${repository}/pulls/${number}`, {
      body: JSON.stringify(change),
    });
  }

  async pulls(): Promise<PullRequest[]> {
    return this.#github.hub
      .repositories()
      .filter(({ name }) => this.#repositories.includes(name))
      .flatMap(({ name, pulls, comments, deployments, statuses }) =>
        pulls.map(({ number, state, draft, labels, headSha }) => ({
          repository: name,
          number,
          open: state === 'open',
          draft,
          labels,
          headSha,
          comments: comments
            .filter(({ issue }) => issue === number)
            .map(({ user, body }) => ({ author: user, body })),
          deployments: deployments
            .filter(
              ({ payload }) =>
                markerOf(payload) ===
                `preview-environments:${instance}:${previewIdOf(name, number)}`,
            )
            .map(({ sha, statuses: said }) => ({
              sha,
              state: said.at(-1)?.state ?? 'pending',
            })),
          status: statuses.findLast(
            ({ sha, context }) =>
              sha === headSha && context === `preview/${instance}`,
          )?.state,
        })),
      );
  }

  /** Answers how to put it back. */
  async removeDefinition(repository: string): Promise<() => Promise<void>> {
    const { hub } = this.#github;
    const { branches, defaultBranch } = hub.repository(owner, repository)!;
    const body = hub.objects.readFile(branches[defaultBranch], definitionFile)!;
    const path = `${repository}/files/${definitionFile}`;
    await this.#control('DELETE', path);
    return () => this.#control('PUT', path, { body });
  }

  async #control(
    method: string,
    path: string,
    options: { body?: string | Buffer } = {},
  ): Promise<void> {
    await send(
      method,
      `http://127.0.0.1:${this.#github.port}/_/repos/${owner}/${path}`,
      options,
    );
  }
}

/** Whoever makes a deployment puts there what they like. */
function markerOf(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'marker' in payload
    ? payload.marker
    : undefined;
}
