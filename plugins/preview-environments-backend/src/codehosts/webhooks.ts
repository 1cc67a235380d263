import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { Awaited, Hint } from '../preview';

/** What a webhook means to us. */
export type WebhookMeaning =
  /** Something about a pull request may have changed. */
  | { kind: 'look'; hint: Hint }
  /** The default branch moved. `touched` names the files, or is undefined when the webhook does not name them all. */
  | {
      kind: 'definitions';
      repository: RepositoryRef & { id: string };
      branch: string;
      touched: string[] | undefined;
    }
  /** Another branch moved, or is gone. */
  | {
      kind: 'branch';
      repository: RepositoryRef & { id: string };
      branch: string;
    }
  /** Somebody commands by a comment. */
  | {
      kind: 'command';
      at: Omit<Hint, 'cause'>;
      commentId: string;
      /** Only good for not asking about somebody again. */
      author: string | undefined;
    }
  /** Something that previews may wait for was built, or failed to be. */
  | { kind: 'built'; awaited: Awaited; cause: string }
  /** Repositories have other names, or are shown to us otherwise. */
  | { kind: 'repositories'; names: RepositoryRef[] }
  /** The same of everything that belongs to somebody, by every name of theirs. */
  | { kind: 'owners'; host: string; owners: string[] }
  | { kind: 'ignored'; reason: string };

/** The webhooks of one kind of code host, as Backstage's events module for it publishes them. */
export interface Webhooks {
  /** Names the subscription, so that replicas share its events. */
  subscription: string;
  topics: string[];
  /** Reads a webhook, whoever sent it; never throws. */
  interpret(topic: string, payload: unknown): WebhookMeaning;
}

/** What of a payload is not as webhooks are. */
export function problemOf({ issues: [issue] }: z.ZodError): string {
  return `${issue.path.join('.') || 'the payload'}: ${issue.message}`;
}
