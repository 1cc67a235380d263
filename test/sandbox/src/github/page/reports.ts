import { Html, html } from '../../html';
import { StoredPull, StoredRepository } from '../model';

const text = (value: unknown): string =>
  typeof value === 'string' ? value : '';

/** Only what a browser opens as a page. */
const address = (value: unknown): string | undefined =>
  /^https?:\/\//.test(text(value)) ? text(value) : undefined;

/** What was said of the head commit and of the commits that were deployed, each in its last words. */
export function reports(
  repository: StoredRepository,
  pull: StoredPull,
  shas: string[],
): Html {
  const statuses = new Map(
    repository.statuses
      .filter(({ sha }) => sha === pull.headSha)
      .map(status => [text(status.context), status]),
  );
  const checks = new Map(
    (repository.checkRuns ?? [])
      .filter(({ headSha }) => headSha === pull.headSha)
      .map(check => [`${check.user} ${check.name}`, check]),
  );
  const deployments = repository.deployments.filter(({ sha }) =>
    shas.includes(text(sha)),
  );
  if (!statuses.size && !checks.size && !deployments.length)
    return html`<p class="quiet">None yet.</p>`;
  return html`<ul class="list">
    ${[...statuses].map(([name, { state, description, target_url: target }]) =>
      line({ name, state, description, link: address(target) }),
    )}
    ${[...checks.values()].map(
      ({ name, status, conclusion, output, detailsUrl }) =>
        line({
          name,
          state: conclusion ?? status,
          description: output.summary,
          link: address(detailsUrl),
        }),
    )}
    ${deployments.map(({ environment, sha, statuses: said }) => {
      const last = said.at(-1);
      return line({
        name: `${text(environment)} ${text(sha).slice(0, 7)}`,
        state: last?.state ?? 'pending',
        description: last?.description,
        link: address(last?.environment_url),
      });
    })}
  </ul>`;
}

function line(options: {
  name: string;
  state: unknown;
  description: unknown;
  link: string | undefined;
}): Html {
  const { name, state, description, link } = options;
  return html`<li>
    <span class="badge">${text(state)}</span>
    ${link ? html`<a href="${link}">${name}</a>` : name}
    <span class="quiet">${text(description)}</span>
  </li>`;
}
