import { Finding } from '@previewenv/plugin-preview-environments-common';
import { Outcome } from '../verification';

/** What was asked, and what is to come of a key that is let through. */
export interface StrippingQuestion {
  cluster: string;
  host: string;
  /** The routing key that was sent. */
  key: string;
  otherwise: 'warn' | 'refuse';
}

/** Longer answers are not read. */
const longestEcho = 8_192;

/**
 * Whether a host of the shared environment lets clients bring routing keys of their own, by what its services say that they got
 * (`x-preview-path`). Without such a service it can't be told, which is a warning too: nobody should take silence for safety.
 */
export function judgeStripping(
  question: StrippingQuestion,
  outcome: Outcome,
): Finding[] {
  const { cluster, host, key, otherwise } = question;
  const cure = `Adopt the key-stripping object of GET /v1/clusters/${cluster}/adoptable.`;
  if (outcome.kind !== 'answer')
    return [
      warning(
        `Whether ${host} strips routing keys could not be asked: ${
          outcome.kind === 'error' ? outcome.message : 'no answer in time'
        }.`,
      ),
    ];
  const echo = outcome.headers['x-preview-path'] ?? '';
  const keys = echo
    .slice(0, longestEcho)
    .split(',')
    .flatMap(member => {
      const at = member.indexOf('=');
      return at < 0 ? [] : [member.slice(at + 1).trim()];
    });
  // Whose key it was stays unsaid: who asks need not be allowed to see that preview.
  if (keys.includes(key))
    return [
      {
        severity: otherwise === 'refuse' ? 'error' : 'warning',
        message: `${host} lets clients bring routing keys: one that was sent arrived at its services, so that anybody can steer requests of the shared environment into previews. ${cure}`,
      },
    ];
  return keys.length > 0
    ? []
    : [
        warning(
          `Whether ${host} strips routing keys can't be told: its services do not answer what arrived (x-preview-path). ${cure}`,
        ),
      ];
}

function warning(message: string): Finding {
  return { severity: 'warning', message };
}
