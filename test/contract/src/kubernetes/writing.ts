import { equal, match, notEqual, ok } from 'node:assert/strict';
import { Scenario } from './ground';

/** Creating and changing, as rule 7.2 relies on it. */
export const writing: Scenario[] = [
  {
    name: 'creates an object and gives it a uid and a version',
    async run(ground) {
      const created = await ground.create('cart');
      ok(created.metadata.uid);
      ok(created.metadata.resourceVersion);
      ok(Date.parse(created.metadata.creationTimestamp));
      const read = await ground.get(`${ground.services}/cart`);
      equal(read.status, 200);
      equal(read.body.kind, 'Service');
      equal(read.body.metadata.uid, created.metadata.uid);
    },
  },
  {
    name: 'answers 409 AlreadyExists when creating what exists, and leaves it alone',
    async run(ground) {
      const created = await ground.create('cart');
      const again = await ground.post(
        ground.services,
        ground.service('cart', { metadata: { labels: { a: 'b' } } }),
      );
      equal(again.status, 409);
      equal(again.body.reason, 'AlreadyExists');
      const read = await ground.get(`${ground.services}/cart`);
      equal(
        read.body.metadata.resourceVersion,
        created.metadata.resourceVersion,
      );
    },
  },
  {
    name: 'tells an object that is not there from a resource type that is not there',
    async run(ground) {
      const object = await ground.get(`${ground.services}/nobody`);
      equal(object.status, 404);
      equal(object.body.reason, 'NotFound');
      equal(object.body.details.name, 'nobody');
      const type = await ground.get(
        `/apis/nobody.example.test/v1/namespaces/${ground.namespace}/things/nobody`,
      );
      equal(type.status, 404);
      equal(type.body.details?.name, undefined);
    },
  },
  {
    name: 'answers 404 with the namespace when creating in one that is not there',
    async run(ground) {
      const service = ground.service('cart', {
        metadata: { namespace: 'contract-nobody' },
      });
      const answer = await ground.post(
        '/api/v1/namespaces/contract-nobody/services',
        service,
      );
      equal(answer.status, 404);
      equal(answer.body.details.kind, 'namespaces');
    },
  },
  {
    name: 'checks but does not keep what is written with dryRun=All',
    async run(ground) {
      const answer = await ground.post(
        ground.services,
        ground.service('cart'),
        { dryRun: 'All' },
      );
      equal(answer.status, 201);
      equal((await ground.get(`${ground.services}/cart`)).status, 404);
    },
  },
  {
    name: 'refuses a name that is no DNS label with 422 and its reason',
    async run(ground) {
      const answer = await ground.post(
        ground.services,
        ground.service('Not_A_Name'),
      );
      equal(answer.status, 422);
      equal(answer.body.reason, 'Invalid');
      match(answer.body.message, /Not_A_Name/);
    },
  },
  {
    name: 'applies onto the object whose uid is given',
    async run(ground) {
      const { metadata } = await ground.create('cart');
      const answer = await ground.apply(
        'cart',
        ground.service('cart', {
          metadata: { uid: metadata.uid, labels: { a: 'b' } },
        }),
      );
      equal(answer.status, 200);
      equal(answer.body.metadata.labels.a, 'b');
      equal(answer.body.metadata.uid, metadata.uid);
      notEqual(answer.body.metadata.resourceVersion, metadata.resourceVersion);
    },
  },
  {
    name: 'answers 409 to an apply with uid when the object is gone, and makes none',
    async run(ground) {
      const { metadata } = await ground.create('cart');
      await ground.remove(`${ground.services}/cart`);
      const answer = await ground.apply(
        'cart',
        ground.service('cart', { metadata: { uid: metadata.uid } }),
      );
      equal(answer.status, 409);
      equal((await ground.get(`${ground.services}/cart`)).status, 404);
    },
  },
  {
    name: 'refuses an apply with the uid of an earlier object of that name, and says that it is the uid',
    async run(ground) {
      const { metadata } = await ground.create('cart');
      await ground.remove(`${ground.services}/cart`);
      await ground.create('cart');
      const answer = await ground.apply(
        'cart',
        ground.service('cart', { metadata: { uid: metadata.uid } }),
      );
      equal(answer.status, 422);
      equal(answer.body.details.causes[0].field, 'metadata.uid');
    },
  },
  {
    name: 'removes a field that a later apply of the same manager leaves out',
    async run(ground) {
      const { metadata } = await ground.create('cart');
      const { uid } = metadata;
      const withLabels = (labels: object) =>
        ground.apply(
          'cart',
          ground.service('cart', { metadata: { uid, labels } }),
        );
      await withLabels({ kept: 'yes', dropped: 'yes' });
      const answer = await withLabels({ kept: 'yes' });
      equal(answer.body.metadata.labels.kept, 'yes');
      equal(answer.body.metadata.labels.dropped, undefined);
    },
  },
  {
    name: 'leaves alone what other managers set',
    async run(ground) {
      const { metadata } = await ground.create('cart');
      const { uid } = metadata;
      await ground.merge('cart', {
        metadata: { annotations: { theirs: 'yes' } },
      });
      const ours = (annotations: object) =>
        ground.apply(
          'cart',
          ground.service('cart', { metadata: { uid, annotations } }),
        );
      await ours({ ours: 'yes' });
      const answer = await ours({});
      equal(answer.body.metadata.annotations.theirs, 'yes');
      equal(answer.body.metadata.annotations.ours, undefined);
    },
  },
  {
    name: 'does not change the version when an apply changes nothing',
    async run(ground) {
      const { metadata } = await ground.create('cart');
      const same = ground.service('cart', { metadata: { uid: metadata.uid } });
      const first = await ground.apply('cart', same);
      const second = await ground.apply('cart', same);
      equal(
        second.body.metadata.resourceVersion,
        first.body.metadata.resourceVersion,
      );
    },
  },
  {
    name: 'merges a patch whose resourceVersion is current and answers 409 to an old one',
    async run(ground) {
      const { metadata } = await ground.create('cart');
      const { resourceVersion } = metadata;
      const patch = { metadata: { resourceVersion, labels: { a: 'b' } } };
      equal((await ground.merge('cart', patch)).status, 200);
      const late = await ground.merge('cart', {
        metadata: { resourceVersion, labels: { a: 'c' } },
      });
      equal(late.status, 409);
      equal(late.body.reason, 'Conflict');
    },
  },
];
