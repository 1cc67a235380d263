import {
  MarkedRequest,
  PropagationEvidence,
  Sighting,
} from '@previewenv/plugin-preview-environments-node';

/**
 * The response header in which services may say what arrived: `web=web-pr-42, web>cart=web-pr-42, web>cart>payments=-`. A service
 * answers its own name and key, `-` for none, and every member of the services it called with its own name and `>` in front.
 */
export const echoHeader = 'x-preview-path';

const longestHeader = 8_192;
const mostMembers = 100;
const service = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/i;

/** What the services say themselves in the answer. */
export class EchoHeader implements PropagationEvidence {
  readonly name = `Response header ${echoHeader}`;

  async find({ answer, key }: MarkedRequest): Promise<Sighting[]> {
    const text = answer.headers[echoHeader] ?? '';
    if (text.length > longestHeader) return [];
    return text
      .split(',')
      .slice(0, mostMembers)
      .flatMap(member => sightingOf(member.trim(), key) ?? []);
  }
}

function sightingOf(member: string, key: string): Sighting | undefined {
  const at = member.indexOf('=');
  if (at < 0) return undefined;
  const path = member.slice(0, at).split('>');
  if (!path.every(name => service.test(name))) return undefined;
  const arrived = member.slice(at + 1) === key;
  const to = path[path.length - 1];
  const from = path[path.length - 2];
  return {
    from,
    to,
    ...(path.length === 1 && { entry: true }),
    key: arrived,
    detail: `${to} answers that it got ${
      arrived ? 'the key' : 'no key of this preview'
    } from ${from ?? 'the gateway'}.`,
  };
}
