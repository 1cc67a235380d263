import { Clock, SystemClock } from '../clock';
import { ContinuousIntegration, PushImage, WorkflowRunner } from '../ci';
import { Exchange, listen, Reply, serve } from '../http';
import { StateDirectory } from '../state';
import { GitHubApi } from './api/api';
import { resolveRef } from './branches';
import { Control } from './control/control';
import { Hub, HubSnapshot } from './hub';
import { StoredRepository, StoredRun } from './model';
import { Site } from './page/site';
import { Views } from './views';
import { Hook, Webhooks } from './webhooks/webhooks';

export interface GitHubOptions {
  port: number;
  host?: string;
  /** How clients call this server, without a slash at the end; `http://localhost:PORT` by default. */
  publicUrl?: string;
  /** Where webhooks go. More can be added by the control endpoint. */
  webhook?: Hook;
  /** Whom every token belongs to. */
  login?: string;
  /** Keeps the state over restarts. */
  stateDirectory?: string;
  /** Builds images for pushes and dispatches. */
  ci?: { push: PushImage; delay: number };
  /** The state, when the caller owns it; `stateDirectory` is not used then. */
  hub?: Hub;
  /** Runs as soon as the address is known, before anything is served or built. */
  beforeStart?: (url: string) => void;
}

export interface GitHub {
  port: number;
  url: string;
  hub: Hub;
  close(): Promise<void>;
}

export const defaultLogin = 'platform-previews';

function ownHub(
  { login = defaultLogin, stateDirectory }: GitHubOptions,
  clock: Clock,
): { hub: Hub; state: StateDirectory | undefined } {
  if (!stateDirectory)
    return { hub: new Hub({ clock, login }), state: undefined };
  const state = new StateDirectory({ directory: stateDirectory, clock });
  const hub: Hub = new Hub({
    clock,
    login,
    snapshot: state.read<HubSnapshot>('github'),
    changed: () => state.changed(hub),
  });
  return { hub, state };
}

/** The API is at `/api/v3` as on a GitHub Enterprise Server, and its GraphQL beside it. */
function apiPath(pathname: string): string | undefined {
  if (pathname === '/api/graphql') return '/graphql';
  return pathname.startsWith('/api/v3/')
    ? pathname.slice('/api/v3'.length)
    : undefined;
}

/** `/raw/OWNER/REPO/REF/PATH`, what `raw.githubusercontent.com` is to github.com. */
function rawFile(hub: Hub, pathname: string): Reply | undefined {
  const [, owner, name, ref, path] =
    /^\/raw\/([^/]+)\/([^/]+)\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
  if (path === undefined) return undefined;
  const repository = hub.repository(owner, name);
  const commit =
    repository && !repository.private
      ? resolveRef(hub, repository, decodeURIComponent(ref))
      : undefined;
  const content =
    commit && hub.objects.readFile(commit.sha, decodeURIComponent(path));
  if (!content)
    return {
      status: 404,
      headers: { 'content-type': 'text/plain' },
      body: '404: Not Found',
    };
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: content,
  };
}

/** Starts a stand-in for GitHub: REST API, webhooks, a page for people, and control for tests under `/_/`. */
export async function startGitHub(options: GitHubOptions): Promise<GitHub> {
  const clock = new SystemClock();
  const { hub, state } = options.hub
    ? { hub: options.hub, state: undefined }
    : ownHub(options, clock);
  const site = new Site({ hub });
  const listening = await listen(undefined, {
    name: 'GitHub',
    port: options.port,
    host: options.host,
  });
  const url = options.publicUrl ?? `http://localhost:${listening.port}`;
  options.beforeStart?.(url);
  const views = new Views({ hub, site: url });
  const webhooks = new Webhooks({
    clock,
    views,
    hooks: options.webhook ? [options.webhook] : [],
  });
  const api = new GitHubApi({ hub, views });
  const control = new Control({ hub, views, webhooks, api });
  const answer = async (exchange: Exchange): Promise<Reply> => {
    const { pathname } = exchange.url;
    const path = apiPath(pathname);
    if (path !== undefined) return api.answer(exchange, path);
    const raw = rawFile(hub, pathname);
    if (raw) return raw;
    // Some clients are told the bare address, as with the public API.
    if (pathname.startsWith('/repos/') || pathname === '/rate_limit')
      return api.answer(exchange, pathname);
    if (pathname.startsWith('/_/') && pathname !== '/_/page.js')
      return control.answer(exchange);
    return site.answer(exchange);
  };
  // Not before the address is known, which answers contain.
  listening.server.on('request', serve(answer));
  // One after the other, so that they arrive in order; whoever caused them does not wait.
  let line: Promise<unknown> = Promise.resolve();
  const stopListening = hub.listen((event, { silent }) => {
    if (!silent) line = line.then(() => webhooks.send(event));
  });
  const pageOf = (repository: StoredRepository, run: StoredRun) =>
    views.reports.workflowRun(repository, run).html_url;
  const builders = options.ci
    ? [ContinuousIntegration, WorkflowRunner].map(
        Builder => new Builder({ hub, clock, pageOf, ...options.ci! }),
      )
    : [];
  for (const builder of builders) builder.start();
  return {
    port: listening.port,
    url,
    hub,
    close: async () => {
      stopListening();
      for (const builder of builders) builder.stop();
      await listening.close();
      state?.flush();
      clock.stop();
    },
  };
}
