import { StoredComment, StoredReaction, StoredRepository } from '../model';
import { Schema } from '../published';
import { AccountViews } from './accounts';
import { RepositoryViews } from './repositories';

/** Comments, and signs under them. */
export class CommentViews {
  readonly #accounts: AccountViews;
  readonly #repositories: RepositoryViews;

  constructor(options: {
    accounts: AccountViews;
    repositories: RepositoryViews;
  }) {
    this.#accounts = options.accounts;
    this.#repositories = options.repositories;
  }

  show(repository: StoredRepository, comment: StoredComment) {
    const issues = `${this.#repositories.url(repository)}/issues`;
    const page = this.#repositories.page(repository);
    return {
      id: comment.id,
      node_id: `IC_${comment.id}`,
      url: `${issues}/comments/${comment.id}`,
      html_url: `${page}/pull/${comment.issue}#issuecomment-${comment.id}`,
      issue_url: `${issues}/${comment.issue}`,
      user: this.#accounts.user(comment.user),
      created_at: comment.createdAt,
      updated_at: comment.updatedAt,
      author_association: 'MEMBER',
      body: comment.body,
      performed_via_github_app: this.#accounts.appBehind(comment.user),
    } satisfies Schema<'issue-comment'>;
  }

  reaction({ id, user, content, createdAt }: StoredReaction) {
    return {
      id,
      node_id: `RE_${id}`,
      user: this.#accounts.user(user),
      content,
      created_at: createdAt,
    } satisfies Schema<'reaction'>;
  }
}
