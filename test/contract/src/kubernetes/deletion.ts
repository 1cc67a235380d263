import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { Scenario } from './ground';

const finalizers = ['contract.example.test/hold'];

/** Deleting, as the order of closing relies on it. */
export const deletion: Scenario[] = [
  {
    name: 'deletes the object whose uid is given',
    async run(ground) {
      const { metadata } = await ground.create('cart');
      const answer = await ground.remove(`${ground.services}/cart`, {
        preconditions: { uid: metadata.uid },
      });
      equal(answer.status, 200);
      equal((await ground.get(`${ground.services}/cart`)).status, 404);
    },
  },
  {
    name: 'answers 409 to a delete with the uid of an earlier object of that name',
    async run(ground) {
      const { metadata } = await ground.create('cart');
      await ground.remove(`${ground.services}/cart`);
      await ground.create('cart');
      const answer = await ground.remove(`${ground.services}/cart`, {
        preconditions: { uid: metadata.uid },
      });
      equal(answer.status, 409);
      equal((await ground.get(`${ground.services}/cart`)).status, 200);
    },
  },
  {
    name: 'answers 404 to the delete of an object that is not there',
    async run(ground) {
      const answer = await ground.remove(`${ground.services}/nobody`);
      equal(answer.status, 404);
      equal(answer.body.details.name, 'nobody');
    },
  },
  {
    name: 'keeps a deleted object, marked, until its last finalizer is taken away',
    async run(ground) {
      await ground.create('cart', { metadata: { finalizers } });
      equal((await ground.remove(`${ground.services}/cart`)).status, 200);
      const held = await ground.get(`${ground.services}/cart`);
      ok(Date.parse(held.body.metadata.deletionTimestamp));
      deepEqual(held.body.metadata.finalizers, finalizers);
      await ground.merge('cart', { metadata: { finalizers: [] } });
      equal((await ground.get(`${ground.services}/cart`)).status, 404);
    },
  },
  {
    name: 'takes a namespace and everything in it away, and says meanwhile what is left',
    async run(ground) {
      await ground.create('free');
      await ground.create('held', { metadata: { finalizers } });
      const deleted = await ground.remove(ground.namespacePath);
      equal(deleted.status, 200);
      await ground.eventually(async () => {
        const { body } = await ground.get(ground.namespacePath);
        ok(body.metadata.deletionTimestamp);
        equal(body.status.phase, 'Terminating');
        const remaining = body.status.conditions?.find(
          condition =>
            condition.type === 'NamespaceFinalizersRemaining' &&
            condition.status === 'True',
        );
        match(remaining?.message ?? '', /contract\.example\.test\/hold/);
      });
      equal((await ground.get(`${ground.services}/free`)).status, 404);
      const refused = await ground.post(
        ground.services,
        ground.service('late'),
      );
      equal(refused.status, 403);
      deepEqual(
        refused.body.details.causes.map(cause => cause.reason),
        ['NamespaceTerminating'],
      );
      await ground.merge('held', { metadata: { finalizers: [] } });
      await ground.eventually(async () => {
        equal((await ground.get(ground.namespacePath)).status, 404);
      });
    },
  },
];
