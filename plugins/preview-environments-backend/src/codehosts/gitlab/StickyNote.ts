import {
  PullRequestRef,
  RefusedError,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { GitlabClient } from './GitlabClient';
import { harmless } from './harmless';
import { Projects } from './Projects';
import { Users, userSchema } from './Users';

const purpose = {
  doing: 'comment on merge requests',
  role: 'Reporter' as const,
};

/** More notes than this are not searched: 30 pages of 100. */
const mostPages = 30;

const noteSchema = z.object({
  id: z.number().int().positive(),
  body: z.string(),
  author: userSchema,
});

type Note = z.infer<typeof noteSchema>;

/** What one note should say. */
export interface NoteText {
  marker: string;
  body: string;
  commentId: string | undefined;
  /** Whether the note of that id says something else, without it being read. */
  sure?: boolean;
  /** Whether nobody has commented yet. */
  uncommented?: boolean;
}

/**
 * Keeps one note of ours on a merge request. Ours is what carries the marker and was written by us: a marker alone can be copied by anybody,
 * and the notes of others are neither changed nor removed.
 */
export class StickyNote {
  readonly #client: GitlabClient;
  readonly #projects: Projects;
  readonly #users: Users;

  constructor(client: GitlabClient, projects: Projects, users: Users) {
    this.#client = client;
    this.#projects = projects;
    this.#users = users;
  }

  async write(
    ref: PullRequestRef,
    { marker, body: wanted, commentId, sure, uncommented }: NoteText,
  ): Promise<{ commentId: string; written: boolean }> {
    const body = harmless(wanted);
    const path = await this.#pathOf(ref);
    const id = idOf(commentId);
    if (sure && id !== undefined) {
      const edited = await this.#edit(ref, path, id, body);
      if (edited) return { commentId: String(edited.id), written: true };
    }
    const known = uncommented
      ? undefined
      : (await this.#byId(ref, path, id, marker)) ??
        (await this.#search(ref, path, marker));
    if (known && sameText(known.body, body))
      return { commentId: String(known.id), written: false };
    // Somebody may remove it between the reading and the writing.
    const edited = known && (await this.#edit(ref, path, known.id, body));
    const written = edited ?? (await this.#create(ref, path, body));
    return { commentId: String(written.id), written: true };
  }

  async #pathOf({ repository, number }: PullRequestRef): Promise<string> {
    const { path } = await this.#projects.of(repository);
    return `${path}/merge_requests/${number}/notes`;
  }

  async #byId(
    { repository }: PullRequestRef,
    path: string,
    id: number | undefined,
    marker: string,
  ): Promise<Note | undefined> {
    if (id === undefined) return undefined;
    const note = await this.#client.read(
      { repository, path: `${path}/${id}`, purpose },
      noteSchema,
    );
    return note?.body.includes(marker) ? note : undefined;
  }

  /** The oldest of ours stays, so that links to it do; the doubles that a lost answer or a race has left are removed. */
  async #search(
    ref: PullRequestRef,
    path: string,
    marker: string,
  ): Promise<Note | undefined> {
    const { repository } = ref;
    const listing = await this.#client.readAll(
      {
        repository,
        path,
        query: { order_by: 'created_at', sort: 'asc' },
        purpose,
      },
      noteSchema,
      mostPages,
    );
    if (!listing) throw missing(ref);
    const ours = [];
    for (const note of listing.value) {
      const isMarked = note.body.includes(marker);
      if (isMarked && (await this.#users.areWe(repository, note.author)))
        ours.push(note);
    }
    const [oldest, ...doubles] = ours.sort((one, other) => one.id - other.id);
    for (const { id } of doubles) await this.#remove(ref, path, id);
    return oldest;
  }

  async #create(
    ref: PullRequestRef,
    path: string,
    body: string,
  ): Promise<Note> {
    const { repository } = ref;
    const created = await this.#client.write(
      { repository, method: 'POST', path, body: { body }, purpose },
      noteSchema,
    );
    if (!created) throw missing(ref);
    return created;
  }

  async #edit(
    { repository }: PullRequestRef,
    path: string,
    id: number,
    body: string,
  ): Promise<Note | undefined> {
    const call = { repository, path: `${path}/${id}`, body: { body }, purpose };
    return this.#client.write({ ...call, method: 'PUT' }, noteSchema);
  }

  async #remove(
    { repository }: PullRequestRef,
    path: string,
    id: number,
  ): Promise<void> {
    await this.#client.write(
      { repository, method: 'DELETE', path: `${path}/${id}`, purpose },
      z.unknown(),
    );
  }
}

/** GitLab's ids are numbers; anything else could be a path. */
export function idOf(commentId: string | undefined): number | undefined {
  return /^\d{1,15}$/.test(commentId ?? '') ? Number(commentId) : undefined;
}

function missing({ repository, number }: PullRequestRef): RefusedError {
  return new RefusedError(
    `${repository.owner}/${repository.name}!${number} cannot be commented: ${repository.host} does not show it to us. Give the owner of the token of integrations.gitlab the role ${purpose.role} there`,
  );
}

/** GitLab may store other line ends and no blanks at the end. */
function sameText(stored: string, wanted: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();
  return plain(stored) === plain(wanted);
}
