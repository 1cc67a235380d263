import { Hub } from '../hub';
import { AccountViews, Addresses } from './accounts';
import { CommentViews } from './comments';
import { CommitViews } from './commits';
import { PullViews } from './pulls';
import { ReportViews } from './reports';
import { RepositoryViews } from './repositories';

/** The JSON of GitHub's REST API and webhooks, in the shape that GitHub publishes. */
export class Views {
  /** Where the stand-in is. */
  readonly at: Addresses;
  readonly accounts: AccountViews;
  readonly repositories: RepositoryViews;
  readonly commits: CommitViews;
  readonly pulls: PullViews;
  readonly comments: CommentViews;
  readonly reports: ReportViews;

  constructor({ hub, site }: { hub: Hub; site: string }) {
    const at = { site, api: `${site}/api/v3` };
    const accounts = new AccountViews({ hub, at });
    const repositories = new RepositoryViews({ accounts, at });
    this.at = at;
    this.accounts = accounts;
    this.repositories = repositories;
    this.commits = new CommitViews({ hub, accounts, repositories });
    this.pulls = new PullViews({ hub, accounts, repositories });
    this.comments = new CommentViews({ accounts, repositories });
    this.reports = new ReportViews({ accounts, repositories });
  }
}
