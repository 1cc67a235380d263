import { z } from 'zod';

import { duration, probePath, statusRanges, text } from './fields';
import { mesh } from './mesh';
import { dnsLabel, isHostName, port } from './names';

/** What the Gateway API allows for one route. */
const MOST_HOSTS = 16;
const MOST_ORIGINS = 16;
const ORIGIN = /^https?:\/\/([^\s/:@?#*]+)(?::\d{1,5})?$/;

/** A web page's origin as browsers send it: scheme, host and, where it is not the scheme's own, port. */
function origin() {
  return text().refine(value => {
    const [, host] = ORIGIN.exec(value) ?? [];
    return host !== undefined && isHostName(host);
  }, 'must be an origin such as https://shop.example.com, without a path and without wildcards');
}

/** Which of the two ways a Service is spoken to. They never share a host: a GRPCRoute switches an HTTPRoute off (GEP-1294). */
const protocol = () => z.enum(['http', 'grpc']).default('http');

const service = z.strictObject({
  name: dnsLabel().describe('The Service of the component.'),
  port: port().describe('Its port.'),
  protocol: protocol().describe(
    'grpc makes a GRPCRoute; its host takes gRPC requests only.',
  ),
});

const entry = z.strictObject({
  service: dnsLabel().describe(
    'The baseline Service where requests come in, for instance web.',
  ),
  namespace: dnsLabel().describe(
    "Its namespace, which carries the label preview-environments.io/routable: 'true'.",
  ),
  port: port().describe('Its port.'),
  protocol: protocol().describe('How the entry point is spoken to.'),
});

const cors = z.strictObject({
  origins: z
    .array(origin())
    .min(1, 'must name an origin')
    .max(MOST_ORIGINS, `must name at most ${MOST_ORIGINS} origins`)
    .describe(
      'Pages of these origins may call the preview from a browser, besides its own.',
    ),
  credentials: z
    .boolean()
    .default(false)
    .describe('Whether they may send cookies.'),
});

/** How the preview of a component is reached from outside. */
export const routing = z
  .strictObject({
    host: text()
      .optional()
      .describe("The preview's host, with placeholders in quotes.")
      .meta({ examples: ['{{ preview.id }}.preview.example.com'] }),
    hosts: z
      .array(text())
      .min(1, 'must name a host')
      .max(MOST_HOSTS, `must name at most ${MOST_HOSTS} hosts`)
      .optional()
      .describe(
        'In place of host: several of them. The first is shown and probed.',
      ),
    service: service.describe('The Service that requests go to.'),
    entry: entry
      .optional()
      .describe(
        "For a component that is not reachable from outside: the host leads to this baseline Service, with the preview's key, in place of the component's own.",
      ),
    mesh: mesh(),
    stableHosts: z
      .array(text())
      .max(MOST_HOSTS, `must name at most ${MOST_HOSTS} hosts`)
      .default([])
      .describe(
        "Hosts of the shared environment on which a signed link leads to the preview, for callbacks and origins that know no other. They have to be among the platform's.",
      ),
    cors: cors
      .optional()
      .describe('Who else may call the preview from a browser.'),
    probe: z
      .strictObject({
        path: probePath().default('/'),
        status: statusRanges().default('200-399'),
        timeout: duration().default('5m'),
      })
      .prefault({})
      .describe(
        'The request that has to be answered before a preview is ready.',
      ),
  })
  .check(context => {
    if (
      (context.value.host === undefined) ===
      (context.value.hosts === undefined)
    ) {
      context.issues.push({
        code: 'custom',
        input: context.value,
        path: ['host'],
        message: 'is required, or hosts in its place, but not both',
      });
    }
  })
  .transform(({ host, hosts, ...rest }) => {
    const [first = '', ...otherHosts] = hosts ?? [host ?? ''];
    return { host: first, otherHosts, ...rest };
  });
