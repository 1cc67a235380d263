import { Exchange, json, Reply, Router } from '../../http';
import { GitHubApi } from '../api/api';
import { commitFiles } from '../branches';
import { Hub } from '../hub';
import { HubEvent, Permission, StoredRepository } from '../model';
import { changePull, findPull, openPull, PullChange } from '../pulls';
import { Views } from '../views';
import { Delivery, Hook, Webhooks } from '../webhooks/webhooks';

/** Who acts when nobody is named. */
const nobody = 'octo';

/** What may be said of a pull request, in the words of the requests. */
interface PullBody extends Omit<PullChange, 'headSha'> {
  sha?: string;
}

const bodyOf = <T>({ body }: Exchange): T =>
  (body.length ? JSON.parse(body.toString()) : {}) as T;

/** Endpoints under `/_/` by which tests make things happen and see what happened. Not a part of GitHub. */
export class Control {
  readonly #hub: Hub;
  readonly #views: Views;
  readonly #webhooks: Webhooks;
  readonly #router = new Router();

  constructor({
    hub,
    views,
    webhooks,
    api,
  }: {
    hub: Hub;
    views: Views;
    webhooks: Webhooks;
    api: GitHubApi;
  }) {
    this.#hub = hub;
    this.#views = views;
    this.#webhooks = webhooks;
    this.#router
      .on('PUT', '/_/repos/:owner/:repo', exchange =>
        this.#putRepository(exchange),
      )
      .on('PUT', '/_/repos/:owner/:repo/files/*path', exchange =>
        this.#putFile(exchange, exchange.body),
      )
      .on('DELETE', '/_/repos/:owner/:repo/files/*path', exchange =>
        this.#putFile(exchange, undefined),
      )
      .on('PUT', '/_/repos/:owner/:repo/pulls/:number', exchange =>
        this.#putPull(exchange),
      )
      .on('PUT', '/_/permissions', exchange => this.#putPermissions(exchange))
      .on('POST', '/_/hooks', exchange =>
        json(200, { hooks: webhooks.add(bodyOf<Hook>(exchange)) }),
      )
      .on('DELETE', '/_/hooks', () => {
        webhooks.clear();
        return json(200, {});
      })
      .on('GET', '/_/deliveries', () => json(200, webhooks.deliveries()))
      .on('POST', '/_/redeliver/:index', async ({ params }) => {
        const delivery = await webhooks.redeliver(Number(params.index));
        return delivery
          ? json(200, delivery)
          : json(404, { message: 'no such delivery' });
      })
      .on('GET', '/_/calls', () => json(200, api.calls.report()))
      .on('DELETE', '/_/calls', () => {
        api.calls.clear();
        return json(200, {});
      })
      .on('POST', '/_/faults', exchange =>
        json(200, api.faults.add(bodyOf(exchange))),
      )
      .on('DELETE', '/_/faults', () => json(200, api.faults.clear()));
  }

  async answer(exchange: Exchange): Promise<Reply> {
    return (
      (await this.#router.handle(exchange)) ??
      json(404, { message: 'no such control' })
    );
  }

  /** The repository; one that is named for the first time is made. */
  #repository({ params }: Exchange): StoredRepository {
    const found = this.#hub.repository(params.owner, params.repo);
    if (found) return found;
    const repository = this.#hub.addRepository({
      owner: params.owner,
      name: params.repo,
    });
    const changes = { 'README.md': `# ${repository.name}\n` };
    commitFiles(this.#hub, repository, {
      branch: repository.defaultBranch,
      changes,
      message: 'Initial commit',
      author: nobody,
    });
    return repository;
  }

  #putRepository(exchange: Exchange): Reply {
    const repository = this.#repository(exchange);
    const {
      name,
      owner,
      archived,
      private: isPrivate,
      permissions,
    } = bodyOf<Partial<StoredRepository>>(exchange);
    const given = { name, owner, archived, private: isPrivate, permissions };
    Object.assign(
      repository,
      Object.fromEntries(
        Object.entries(given).filter(([, value]) => value !== undefined),
      ),
    );
    this.#hub.touch();
    return json(200, this.#views.repository(repository));
  }

  async #putFile(
    exchange: Exchange,
    content: Buffer | undefined,
  ): Promise<Reply> {
    const repository = this.#repository(exchange);
    const { path } = exchange.params;
    const events = commitFiles(this.#hub, repository, {
      branch: repository.defaultBranch,
      changes: { [path]: content },
      message: content ? `Write ${path}` : `Remove ${path}`,
      author: nobody,
    });
    const sent = await this.#publish(events, exchange);
    return json(200, {
      sha: repository.branches[repository.defaultBranch],
      sent,
    });
  }

  async #putPull(exchange: Exchange): Promise<Reply> {
    const repository = this.#repository(exchange);
    const number = Number(exchange.params.number);
    const { sha, ...rest } = bodyOf<PullBody>(exchange);
    const change: PullChange = { ...rest, ...(sha ? { headSha: sha } : {}) };
    const existing = findPull(repository, number);
    const sender = change.user ?? existing?.user ?? nobody;
    let events: HubEvent[];
    if (existing) {
      events = changePull(this.#hub, repository, existing, change, sender);
    } else {
      const defaults = {
        title: `Change ${number}`,
        head: `feature-${number}`,
        files: ['README.md'],
      };
      events = openPull(
        this.#hub,
        repository,
        { ...defaults, ...change, number },
        sender,
      ).events;
    }
    const sent = await this.#publish(events, exchange);
    return json(200, {
      pull: this.#views.pull(repository, findPull(repository, number)!),
      events: events.flatMap(event =>
        'action' in event ? [event.action] : [],
      ),
      sent,
    });
  }

  #putPermissions(exchange: Exchange): Reply {
    const permissions = bodyOf<Record<string, Permission>>(exchange);
    for (const repository of this.#hub.repositories())
      Object.assign(repository.permissions, permissions);
    this.#hub.touch();
    return json(200, permissions);
  }

  /** Waits for the deliveries, so that a test knows what came of them. `?silent`: the webhook is lost. */
  async #publish(events: HubEvent[], { url }: Exchange): Promise<Delivery[]> {
    await this.#hub.publish(events, { silent: true });
    const deliveries: Delivery[] = [];
    if (url.searchParams.has('silent')) return deliveries;
    for (const event of events)
      deliveries.push(...(await this.#webhooks.send(event)));
    return deliveries;
  }
}
