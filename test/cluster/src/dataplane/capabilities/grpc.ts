import { setTimeout as pause } from 'node:timers/promises';
import { makeService, previewPods } from '../ground';
import { makeRoute } from '../routes';
import {
  answeredBy,
  appliedWithinMilliseconds,
  byBaggage,
  byMatch,
  Capability,
  eventually,
  marked,
  preview,
  routed,
  yesOrNo,
} from './capability';

/** What is particular to gRPC. */
export const grpc: Capability[] = [
  {
    title: 'gRPC: unary and streaming calls by `baggage`',
    name: 'grpc',
    async find(plane, name) {
      await makeService(name);
      const objections = await makeRoute(plane, {
        name,
        protocol: 'grpc',
        rules: [
          { matches: [byBaggage], backendRefs: [{ ...preview, port: 90 }] },
          { backendRefs: [{ name, port: 90 }] },
        ],
      });
      if (objections.length > 0) return 'no';
      const metadata = { baggage: 'a=b,preview=pr-1' };
      return yesOrNo(
        await eventually(async () => {
          const who = await plane.call(name, {
            method: 'kit.test.Pod/Who',
            metadata,
          });
          const watch = await plane.call(name, {
            method: 'kit.test.Pod/Watch',
            metadata,
          });
          const other = await plane.call(name, { method: 'kit.test.Pod/Who' });
          return (
            [...who.messages, ...watch.messages].every(
              ({ env }) => env.APP === previewPods,
            ) &&
            watch.messages.length === 3 &&
            other.messages[0]?.env.APP === 'baseline'
          );
        }),
      );
    },
  },
  {
    title: 'gRPC: set response headers',
    name: 'grpc-response-header',
    async find(plane, name) {
      await makeService(name);
      const set = [{ name: 'x-robots-tag', value: 'noindex' }];
      await makeRoute(plane, {
        name,
        protocol: 'grpc',
        rules: [
          {
            filters: [
              {
                type: 'ResponseHeaderModifier',
                responseHeaderModifier: { set },
              },
            ],
            backendRefs: [{ ...preview, port: 90 }],
          },
        ],
      });
      return yesOrNo(
        await eventually(async () => {
          const { headers } = await plane.call(name, {
            method: 'kit.test.Pod/Who',
          });
          return headers['x-robots-tag'] === 'noindex';
        }),
      );
    },
  },
  {
    title:
      'An HTTPRoute stays in force beside a GRPCRoute on the same host or Service',
    name: 'both-kinds',
    async find(plane, name) {
      const rule = byMatch(byBaggage);
      if (!(await routed(plane, name, rule))) return 'no';
      await makeRoute(plane, {
        name,
        protocol: 'grpc',
        // to the host and port of the HTTPRoute: that is the question
        attachedTo: 'http',
        rules: [{ backendRefs: [{ name, port: 90 }] }],
      });
      await pause(appliedWithinMilliseconds);
      const ask = answeredBy(plane, name);
      return yesOrNo((await ask(marked)) === previewPods);
    },
  },
];
