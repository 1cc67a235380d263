import { Write } from '../trace';
import { KindCourse } from './KindCourse';
import { ApiBody, ApiWatchEvent } from './parts';

function object(
  resourceVersion: number,
  metadata: Partial<ApiBody['metadata']> = {},
): ApiBody {
  return {
    metadata: {
      name: 'pv-web-pr-7',
      uid: 'one',
      resourceVersion: String(resourceVersion),
      ...metadata,
    },
  } as ApiBody;
}

const deletionTimestamp = '2026-03-01T12:00:00Z';

function event(type: ApiWatchEvent['type'], changed: ApiBody): ApiWatchEvent {
  return { type, object: changed };
}

const told = ({ steps }: KindCourse) =>
  steps.map(({ revision, entry }) => [
    revision,
    entry.kind === 'gone' ? 'gone' : (entry as Write).verb,
  ]);

describe('the course of objects', () => {
  it('tells each step once, at its revision', () => {
    const course = new KindCourse('namespaces');
    course.changed(event('ADDED', object(1)));
    course.changed(event('MODIFIED', object(2)));
    course.changed(event('MODIFIED', object(3, { deletionTimestamp })));
    course.changed(event('MODIFIED', object(4, { deletionTimestamp })));
    course.changed(event('DELETED', object(5, { deletionTimestamp })));
    expect(told(course)).toEqual([
      [1, 'create'],
      [3, 'delete'],
      [5, 'gone'],
    ]);
    expect(course.steps[0].entry.previewId).toBe('web-pr-7');
  });

  it('tells of a deletion that nothing held up', () => {
    const course = new KindCourse('namespaces');
    course.changed(event('ADDED', object(1)));
    course.changed(event('DELETED', object(2)));
    expect(told(course)).toEqual([
      [1, 'create'],
      [2, 'delete'],
      [2, 'gone'],
    ]);
  });

  it('finds out what happened while it could not look', () => {
    const course = new KindCourse('namespaces');
    course.listed([object(1)], 3);
    course.listed([object(1)], 5);
    course.listed([object(7, { uid: 'two', deletionTimestamp })], 9);
    expect(told(course)).toEqual([
      [3, 'create'],
      [9, 'gone'],
      [9, 'create'],
      [9, 'delete'],
    ]);
  });
});
