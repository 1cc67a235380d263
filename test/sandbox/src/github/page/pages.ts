import { StoredComment, StoredPull, StoredRepository } from '../model';
import { Html, html } from '../../html';
import { layout } from './layout';
import { renderMarkdown } from './markdown';
import { reports } from './reports';

/** The file whose text the demo's page shows. */
export const headlineFile = 'headline.txt';

export interface PullPage {
  repository: StoredRepository;
  pull: StoredPull;
  files: string[];
  headline: string | undefined;
  /** The commits of the branch, newest first. */
  commits: { sha: string; message: string }[];
}

const pathOf = ({ owner, name }: StoredRepository): string =>
  `/${owner}/${name}`;

/** A moment as people read it. */
function when(timestamp: string): Html {
  const text = timestamp.replace('T', ' ').replace(/:\d\dZ$/, ' UTC');
  return html`<time datetime="${timestamp}">${text}</time>`;
}

function badge(pull: StoredPull): Html {
  if (pull.merged) return html`<span class="badge merged">Merged</span>`;
  if (pull.state === 'closed')
    return html`<span class="badge closed">Closed</span>`;
  return pull.draft
    ? html`<span class="badge draft">Draft</span>`
    : html`<span class="badge open">Open</span>`;
}

function pullList(repository: StoredRepository, pulls: StoredPull[]): Html {
  if (!pulls.length) return html`<p class="quiet">None yet.</p>`;
  const items = [...pulls]
    .sort((a, b) => b.number - a.number)
    .map(
      pull => html`<li>
        ${badge(pull)}
        <a href="${pathOf(repository)}/pull/${pull.number}">${pull.title}</a>
        <span class="number">#${pull.number}</span> ${pull.labels.map(
          name => html`<span class="badge">${name}</span> `,
        )} <br /><span class="quiet"
          >by ${pull.user}, branch <code>${pull.head}</code></span
        >
      </li>`,
    );
  return html`<ul class="list">
    ${items}
  </ul>`;
}

function openForm(
  repository: StoredRepository,
  headline: string | undefined,
): Html {
  if (!repository.branches[repository.defaultBranch])
    return html`<p class="quiet">The repository is empty.</p>`;
  const id = `headline-${repository.id}`;
  const text =
    headline === undefined
      ? html`<label for="${id}"
          >A line for the README<input
            type="text"
            id="${id}"
            name="text"
            value="A small change"
            maxlength="200"
            required
        /></label>`
      : html`<label for="${id}"
          >Headline of the page<input
            type="text"
            id="${id}"
            name="text"
            value="Fresh coffee for everyone"
            maxlength="200"
            required
        /></label>`;
  return html`<form
    method="post"
    action="${pathOf(repository)}/pulls"
    class="row"
  >
    ${text}
    <button class="main" type="submit">
      Open a pull request on ${repository.name}
    </button>
  </form>`;
}

export function homePage(
  repositories: {
    repository: StoredRepository;
    headline: string | undefined;
  }[],
): string {
  const cards = repositories.map(({ repository, headline }) => {
    const open = repository.pulls.filter(({ state }) => state === 'open');
    return html`<section
      class="card"
      aria-labelledby="repository-${repository.id}"
    >
      <h2 id="repository-${repository.id}">
        <a href="${pathOf(repository)}"
          >${repository.owner}/${repository.name}</a
        >
      </h2>
      <p class="quiet">${repository.description}</p>
      ${openForm(repository, headline)}
      <div id="open-${repository.id}" data-live>
        ${open.length > 0 && pullList(repository, open)}
      </div>
    </section>`;
  });
  return layout({
    title: 'Sandbox GitHub',
    content: html`<h1>Repositories</h1>
      <p>
        Open a pull request, and watch the Previews tab of the service. A pull
        request carries the label <span class="badge">preview</span>, which the
        service's preview.yaml asks for.
      </p>
      ${cards}`,
  });
}

export function repositoryPage(options: {
  repository: StoredRepository;
  headline: string | undefined;
  files: string[];
}): string {
  const { repository, headline, files } = options;
  const links = files.map(
    path =>
      html`<li>
        <a href="${pathOf(repository)}/blob/${repository.defaultBranch}/${path}"
          >${path}</a
        >
      </li>`,
  );
  return layout({
    title: `${repository.owner}/${repository.name}`,
    content: html`<h1>${repository.owner}/${repository.name}</h1>
      <p class="quiet">${repository.description}</p>
      <section class="card">
        <h2>New pull request</h2>
        ${openForm(repository, headline)}
      </section>
      <section class="card">
        <h2>Pull requests</h2>
        <div id="pulls" data-live>
          ${pullList(repository, repository.pulls)}
        </div>
      </section>
      <section class="card">
        <h2>Files on ${repository.defaultBranch}</h2>
        <ul class="list">
          ${links}
        </ul>
      </section>`,
  });
}

export function filePage(options: {
  repository: StoredRepository;
  ref: string;
  path: string;
  content: string;
}): string {
  const { repository, ref, path, content } = options;
  return layout({
    title: `${path} · ${repository.owner}/${repository.name}`,
    content: html`<h1>${path}</h1>
      <p>
        <a href="${pathOf(repository)}"
          >${repository.owner}/${repository.name}</a
        >
        at <code>${ref}</code>
      </p>
      <pre><code>${content}</code></pre>`,
  });
}

function action(
  path: string,
  name: string,
  text: string,
  options: { kind?: 'main' | 'stop'; fields?: Html } = {},
): Html {
  return html`<form method="post" action="${path}/${name}" class="inline">
    ${options.fields}<button type="submit" class="${options.kind ?? ''}">
      ${text}
    </button>
  </form> `;
}

function actions({ repository, pull, headline }: PullPage): Html {
  const path = `${pathOf(repository)}/pull/${pull.number}`;
  if (pull.state === 'closed') {
    return pull.merged
      ? html`<p class="quiet">Merged into ${pull.base}.</p>`
      : action(path, 'reopen', 'Reopen');
  }
  const label = html`<input type="hidden" name="label" value="preview" />`;
  const labelled = pull.labels.includes('preview');
  return html`<form method="post" action="${path}/push" class="row">
      <label for="text"
        >${headline === undefined
          ? 'A line for the README'
          : 'Headline of the page'}<input
          type="text"
          id="text"
          name="text"
          value="${headline ?? 'Another small change'}"
          maxlength="200"
          required
      /></label>
      <button class="main" type="submit">Push a commit</button>
    </form>
    <div class="row">
      ${labelled
        ? action(path, 'unlabel', 'Remove label preview', { fields: label })
        : action(path, 'label', 'Add label preview', { fields: label })}
      ${pull.draft
        ? action(path, 'ready', 'Ready for review')
        : action(path, 'draft', 'Convert to draft')}
      ${!pull.draft && action(path, 'merge', 'Merge')}
      ${action(path, 'close', 'Close', { kind: 'stop' })}
    </div>`;
}

/** As people know them. */
const signs: Record<string, string> = { '+1': '👍', confused: '😕' };

function reactions({ reactions: given = [] }: StoredComment): Html {
  return html`${given.map(
    ({ content, user }) =>
      html`<span class="badge" title="${user}"
        ><span aria-hidden="true">${signs[content] ?? content}</span>
        <span class="quiet">${content} by ${user}</span></span
      > `,
  )}`;
}

function conversation({ repository, pull }: PullPage): Html {
  const comments = repository.comments.filter(
    ({ issue }) => issue === pull.number,
  );
  if (!comments.length) return html`<p class="quiet">No comments yet.</p>`;
  return html`${comments.map(
    comment => html`<article class="comment" id="issuecomment-${comment.id}">
      <header>
        <strong>${comment.user}</strong>
        <span class="quiet"
          >${when(comment.createdAt)}${comment.updatedAt !==
            comment.createdAt && ' · edited'}</span
        >
      </header>
      <div>${renderMarkdown(comment.body)} ${reactions(comment)}</div>
    </article>`,
  )}`;
}

/** Of the branch, and of a head that was only named. */
function shownShas({ pull, commits }: PullPage): string[] {
  return [pull.headSha, ...commits.map(({ sha }) => sha)];
}

export function pullPage(page: PullPage): string {
  const { repository, pull, files, commits } = page;
  const path = `${pathOf(repository)}/pull/${pull.number}`;
  return layout({
    title: `${pull.title} · Pull request #${pull.number} · ${repository.owner}/${repository.name}`,
    content: html`<p>
        <a href="${pathOf(repository)}"
          >${repository.owner}/${repository.name}</a
        >
      </p>
      <h1>${pull.title} <span class="number">#${pull.number}</span></h1>
      <p>
        ${badge(pull)} ${pull.user} wants to merge
        <code>${pull.head}</code> into
        <code>${pull.base}</code> ${pull.labels.map(
          name => html`<span class="badge">${name}</span> `,
        )}
      </p>
      <section class="card" aria-label="Actions">${actions(page)}</section>
      <section aria-labelledby="conversation-title">
        <h2 id="conversation-title">Conversation</h2>
        <div id="conversation" data-live aria-live="polite">
          ${conversation(page)}
        </div>
        <form method="post" action="${path}/comment" class="row">
          <label for="comment"
            >Comment<textarea
              id="comment"
              name="body"
              rows="2"
              required
            ></textarea>
          </label>
          <button type="submit">Comment</button>
        </form>
      </section>
      <section class="card">
        <h2>Checks and deployments</h2>
        <div id="reports" data-live>
          ${reports(repository, pull, shownShas(page))}
        </div>
      </section>
      <section class="card">
        <h2>Commits</h2>
        <ul class="list">
          ${commits.map(
            ({ sha, message }) =>
              html`<li><code>${sha.slice(0, 7)}</code> ${message}</li>`,
          )}
        </ul>
      </section>
      <section class="card">
        <h2>Changed files</h2>
        <ul class="list">
          ${files.map(
            file =>
              html`<li>
                <a href="${pathOf(repository)}/blob/${pull.headSha}/${file}"
                  >${file}</a
                >
              </li>`,
          )}
        </ul>
      </section>`,
  });
}
