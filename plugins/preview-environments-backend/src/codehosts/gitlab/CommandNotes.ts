import {
  PullRequestComment,
  PullRequestRef,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { GitlabClient } from './GitlabClient';
import { Projects } from './Projects';
import { idOf } from './StickyNote';
import { Users, userSchema } from './Users';

const reading = {
  doing: 'read comments on merge requests',
  role: 'Reporter' as const,
};
const reacting = {
  doing: 'react to comments on merge requests',
  role: 'Reporter' as const,
};

/** GitLab may store a note twice while it is made. Nobody else than its author edits one within that time. */
const whileMade = 1_000;
/** More signs than this under one note are not looked through: pages of 100. */
const mostPages = 5;

const noteSchema = z.object({
  id: z.number(),
  body: z.string(),
  author: userSchema,
  created_at: z.string(),
  updated_at: z.string(),
  /** What GitLab itself writes into a conversation, in the name of whoever did something. */
  system: z.boolean(),
});

const awardSchema = z.object({ name: z.string(), user: userSchema });

const signs = { accepted: 'thumbsup', refused: 'confused' };

/** Notes by which people command. */
export class CommandNotes {
  readonly #client: GitlabClient;
  readonly #projects: Projects;
  readonly #users: Users;

  constructor(client: GitlabClient, projects: Projects, users: Users) {
    this.#client = client;
    this.#projects = projects;
    this.#users = users;
  }

  /** A note elsewhere must not command here, whatever the webhook says: it is not found under this merge request. */
  async read(
    ref: PullRequestRef,
    commentId: string,
  ): Promise<PullRequestComment | undefined> {
    const path = await this.#pathOf(ref, commentId);
    if (!path) return undefined;
    const { repository } = ref;
    const note = await this.#client.read(
      { repository, path, purpose: reading },
      noteSchema,
    );
    if (!note || note.system) return undefined;
    const age = Date.parse(note.updated_at) - Date.parse(note.created_at);
    return {
      id: commentId,
      author: await this.#users.describe(repository, note.author),
      body: note.body,
      createdAt: note.created_at,
      edited: !(age <= whileMade),
    };
  }

  async react(
    ref: PullRequestRef,
    commentId: string,
    reaction: 'accepted' | 'refused',
  ): Promise<void> {
    const note = await this.#pathOf(ref, commentId);
    if (!note) return;
    const { repository } = ref;
    const path = `${note}/award_emoji`;
    const name = signs[reaction];
    const call = { repository, path, purpose: reacting };
    const awards = await this.#client.readAll(call, awardSchema, mostPages);
    for (const award of awards?.value ?? []) {
      const isSaid = award.name === name;
      if (isSaid && (await this.#users.areWe(repository, award.user))) return;
    }
    await this.#client.write(
      { ...call, method: 'POST', body: { name } },
      z.unknown(),
    );
  }

  async #pathOf(
    { repository, number }: PullRequestRef,
    commentId: string,
  ): Promise<string | undefined> {
    const id = idOf(commentId);
    if (id === undefined) return undefined;
    const { path } = await this.#projects.of(repository);
    return `${path}/merge_requests/${number}/notes/${id}`;
  }
}
