import { createHmac } from 'node:crypto';
import {
  CodeHost,
  RefusedError,
  StartedBuild,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { BuildRequest, BuildTrigger } from '../preview';
import { CircleciSettings, startPipeline } from './circleci';
import { inputsOf, requestKey } from './requestText';
import { Web } from './Web';

/** Asks for one kind of builds. Answers what names the build, where that is known. */
export type Sender<Kind extends BuildTrigger['kind']> = (
  request: BuildRequest,
  trigger: Extract<BuildTrigger, { kind: Kind }>,
) => Promise<StartedBuild>;

export type Senders = { [Kind in BuildTrigger['kind']]: Sender<Kind> };

export interface SendersOptions {
  codeHost: Pick<CodeHost, 'startBuild'>;
  circleci: CircleciSettings | undefined;
  /** What may be called, by the name that definitions use. */
  calls: Record<string, { url: string; secret: string }>;
  web: Web;
  now: () => Date;
}

const named = z.object({ url: z.url({ protocol: /^https?$/ }).max(300) });

export function sendersOf({
  codeHost,
  circleci,
  calls,
  web,
  now,
}: SendersOptions): Senders {
  const onCodeHost = async (
    request: BuildRequest,
    trigger: Extract<
      BuildTrigger,
      { kind: 'repository-dispatch' | 'workflow-dispatch' }
    >,
  ) => {
    if (!codeHost.startBuild)
      throw new RefusedError(`${request.repository.host} starts no builds`);
    return codeHost.startBuild(request.repository, {
      ...trigger,
      inputs: inputsOf(request),
    });
  };
  return {
    'repository-dispatch': onCodeHost,
    'workflow-dispatch': onCodeHost,
    circleci: async request => ({
      url: await startPipeline(request, { circleci, web }),
      runId: undefined,
    }),
    call: async (request, { name }) => {
      if (!Object.hasOwn(calls, name))
        throw new RefusedError(
          `there is no call ${name}: name one of previewEnvironments.builds.calls`,
        );
      const { url, secret } = calls[name];
      const { host, owner, name: repository } = request.repository;
      const body = JSON.stringify({
        ...inputsOf(request),
        repository: `${host}/${owner}/${repository}`,
      });
      const time = String(Math.floor(now().getTime() / 1_000));
      const signature = createHmac('sha256', secret)
        .update(`${time}.${body}`)
        .digest('hex');
      const answer = await web.post(
        url,
        {
          'idempotency-key': requestKey(request),
          'x-preview-timestamp': time,
          'x-preview-signature-256': `sha256=${signature}`,
        },
        body,
      );
      return { url: named.safeParse(answer).data?.url, runId: undefined };
    },
  };
}
