import { awayNamespace, makeService, previewPods } from '../ground';
import { makeRoute } from '../routes';
import {
  answeredBy,
  byBaggage,
  byMatch,
  Capability,
  eventually,
  marked,
  preview,
  routed,
} from './capability';

/** What happens at the borders. */
export const borders: Capability[] = [
  {
    title:
      "A backend in another namespace needs that namespace's ReferenceGrant",
    name: 'grant',
    async find(plane, name) {
      const away = { ...preview, namespace: awayNamespace };
      const taken = await routed(plane, name, { backendRefs: [away] });
      const ask = answeredBy(plane, name);
      const reached = await eventually(
        async () => (await ask([])) === previewPods,
      );
      return taken && reached ? 'no' : 'yes';
    },
  },
  {
    title: 'Status of a request that no rule matches',
    name: 'unmatched',
    async find(plane, name) {
      await makeService(name);
      await makeRoute(plane, { name, rules: [byMatch(byBaggage)] });
      const ask = answeredBy(plane, name);
      await eventually(async () => (await ask(marked)) === previewPods);
      return String((await plane.ask(name)).status);
    },
  },
  {
    title: 'Status when the backend has no endpoints',
    name: 'no-endpoints',
    async find(plane, name) {
      await makeService(`${name}-empty`, 'nobody');
      const empty = { name: `${name}-empty`, port: 80 };
      const headers = [{ name: 'x-case', value: 'empty' }];
      await routed(plane, name, {
        matches: [{ headers }],
        backendRefs: [empty],
      });
      let status = 0;
      await eventually(async () => {
        const asked = await plane.ask(name, { headers: [['x-case', 'empty']] });
        status = asked.status;
        return status >= 500;
      });
      return String(status);
    },
  },
];
