import { created, GitlabAnswer, nothing, pageOf, textOf } from '../answers';
import { StoredMergeRequest, StoredNote } from '../model';
import { onMergeRequest, Route } from './Route';

const absent = new GitlabAnswer(404, { message: '404 Note Not Found' });

/** Notes of merge requests, and the signs under them. */
export const noteRoutes: Route[] = [
  onMergeRequest('GET /notes', ({ mergeRequest, views }, { query }) => {
    const { notes, iid } = mergeRequest;
    const listed = notes.map(note => views.note(note, iid));
    if (query.get('sort') !== 'asc') listed.reverse();
    return pageOf(listed, query);
  }),
  onMergeRequest('POST /notes', (context, { body }) => {
    const { hub, mergeRequest, user, views } = context;
    const now = hub.clock.now();
    const note: StoredNote = {
      id: hub.nextId(),
      body: textOf(body, 'body') ?? '',
      author: user,
      createdAt: now,
      updatedAt: now,
      system: false,
      awards: [],
    };
    mergeRequest.notes.push(note);
    hub.touch(mergeRequest);
    return created(views.note(note, mergeRequest.iid));
  }),
  onMergeRequest('GET /notes/:id', ({ mergeRequest, views }, request) => {
    const note = noteOf(mergeRequest, request.parts[0]);
    return note ? views.note(note, mergeRequest.iid) : absent;
  }),
  onMergeRequest('PUT /notes/:id', (context, { parts: [id], body }) => {
    const { hub, mergeRequest, views } = context;
    const note = noteOf(mergeRequest, id);
    if (!note) return absent;
    note.body = textOf(body, 'body') ?? '';
    note.updatedAt = hub.clock.now();
    return views.note(note, mergeRequest.iid);
  }),
  onMergeRequest('DELETE /notes/:id', ({ mergeRequest }, { parts: [id] }) => {
    const note = noteOf(mergeRequest, id);
    if (!note) return absent;
    mergeRequest.notes.splice(mergeRequest.notes.indexOf(note), 1);
    return nothing;
  }),
  onMergeRequest(
    'GET /notes/:id/award_emoji',
    ({ mergeRequest, views }, { parts: [id], query }) => {
      const note = noteOf(mergeRequest, id);
      if (!note) return absent;
      const awards = note.awards.map(({ user, ...award }) => ({
        ...award,
        user: views.user(user),
      }));
      return pageOf(awards, query);
    },
  ),
  onMergeRequest('POST /notes/:id/award_emoji', (context, request) => {
    const { hub, mergeRequest, user } = context;
    const note = noteOf(mergeRequest, request.parts[0]);
    const name = textOf(request.body, 'name') ?? '';
    const isThere = note?.awards.some(
      award => award.name === name && award.user === user,
    );
    if (!note) return absent;
    // GitLab's own answer to the second one.
    if (isThere)
      return new GitlabAnswer(404, {
        message: '404 Award Emoji Name has already been taken Not Found',
      });
    const award = { id: hub.nextId(), name, user };
    note.awards.push(award);
    return created({ id: award.id, name });
  }),
];

function noteOf(
  { notes }: StoredMergeRequest,
  id: string,
): StoredNote | undefined {
  return notes.find(note => String(note.id) === id);
}
