import {
  StoredCheckRun,
  StoredDeployment,
  StoredDeploymentStatus,
  StoredRepository,
  StoredRun,
  StoredStatus,
} from '../model';
import { Schema } from '../published';
import { AccountViews, identify } from './accounts';
import { RepositoryViews } from './repositories';

const textOr = <Otherwise>(value: unknown, otherwise: Otherwise) =>
  typeof value === 'string' ? value : otherwise;

/** What is said of commits: statuses, checks, deployments, and runs of workflows. */
export class ReportViews {
  readonly #accounts: AccountViews;
  readonly #repositories: RepositoryViews;

  constructor(options: {
    accounts: AccountViews;
    repositories: RepositoryViews;
  }) {
    this.#accounts = options.accounts;
    this.#repositories = options.repositories;
  }

  status(repository: StoredRepository, status: StoredStatus) {
    const creator = this.#accounts.user(status.creator.login);
    return {
      id: status.id,
      node_id: `SC_${status.id}`,
      url: `${this.#repositories.url(repository)}/statuses/${status.sha}`,
      avatar_url: creator.avatar_url,
      state: status.state,
      description: textOr(status.description, null),
      target_url: textOr(status.target_url, null),
      context: status.context,
      created_at: status.created_at,
      updated_at: status.updated_at,
      creator,
    } satisfies Schema<'status'>;
  }

  deployment(repository: StoredRepository, deployment: StoredDeployment) {
    const url = this.#repositories.url(repository);
    const { id, sha, ref, creator } = deployment;
    return {
      id,
      node_id: `DE_${id}`,
      url: `${url}/deployments/${id}`,
      sha,
      ref,
      task: textOr(deployment.task, 'deploy'),
      payload: (deployment.payload ?? {}) as Record<string, unknown>,
      environment: textOr(deployment.environment, 'production'),
      original_environment: textOr(deployment.environment, 'production'),
      description: textOr(deployment.description, null),
      transient_environment: deployment.transient_environment === true,
      production_environment: deployment.production_environment === true,
      creator: this.#accounts.user(creator.login),
      created_at: deployment.created_at,
      updated_at: deployment.updated_at,
      statuses_url: `${url}/deployments/${id}/statuses`,
      repository_url: url,
      performed_via_github_app: this.#accounts.appBehind(creator.login),
    } satisfies Schema<'deployment'>;
  }

  deploymentStatus(
    repository: StoredRepository,
    deployment: StoredDeployment,
    status: StoredDeploymentStatus,
  ) {
    const url = this.#repositories.url(repository);
    const { login } = status.creator;
    return {
      id: status.id,
      node_id: `DES_${status.id}`,
      url: `${url}/deployments/${deployment.id}/statuses/${status.id}`,
      state: status.state,
      creator: this.#accounts.user(login),
      description: textOr(status.description, ''),
      environment: textOr(
        status.environment,
        textOr(deployment.environment, 'production'),
      ),
      environment_url: textOr(status.environment_url, ''),
      log_url: textOr(status.log_url, ''),
      target_url: textOr(status.log_url, ''),
      created_at: status.created_at,
      updated_at: status.updated_at,
      deployment_url: `${url}/deployments/${deployment.id}`,
      repository_url: url,
      performed_via_github_app: this.#accounts.appBehind(login),
    } satisfies Schema<'deployment-status'>;
  }

  checkRun(repository: StoredRepository, run: StoredCheckRun) {
    const url = `${this.#repositories.url(repository)}/check-runs/${run.id}`;
    const page = `${this.#repositories.page(repository)}/runs/${run.id}`;
    const { title = null, summary = null, text = null } = run.output;
    return {
      id: run.id,
      node_id: `CR_${run.id}`,
      head_sha: run.headSha,
      external_id: run.externalId ?? '',
      url,
      html_url: page,
      // GitHub fills in a page of its own where none was given.
      details_url: run.detailsUrl ?? page,
      status: run.status,
      conclusion: run.conclusion ?? null,
      started_at: run.startedAt,
      completed_at: run.completedAt ?? null,
      output: {
        title,
        summary,
        text,
        annotations_count: 0,
        annotations_url: `${url}/annotations`,
      },
      name: run.name,
      check_suite: { id: identify(`${run.user} ${run.headSha}`) },
      app: this.#accounts.appBehind(run.user),
      pull_requests: [],
    } satisfies Schema<'check-run'>;
  }

  workflowRun(repository: StoredRepository, run: StoredRun) {
    const url = `${this.#repositories.url(repository)}/actions/runs/${run.id}`;
    const shown = this.#repositories.show(repository);
    return {
      id: run.id,
      node_id: `WFR_${run.id}`,
      name: run.name,
      display_title: run.name,
      path: run.path,
      head_branch: run.branch,
      head_sha: run.headSha,
      head_commit: null,
      run_number: 1,
      run_attempt: 1,
      event: run.event,
      status: run.conclusion ? 'completed' : 'queued',
      conclusion: run.conclusion ?? null,
      workflow_id: identify(run.path),
      url,
      html_url: `${shown.html_url}/actions/runs/${run.id}`,
      pull_requests: [],
      created_at: run.createdAt,
      updated_at: run.updatedAt,
      jobs_url: `${url}/jobs`,
      logs_url: `${url}/logs`,
      check_suite_url: `${shown.url}/check-suites/${run.id}`,
      artifacts_url: `${url}/artifacts`,
      cancel_url: `${url}/cancel`,
      rerun_url: `${url}/rerun`,
      workflow_url: `${shown.url}/actions/workflows/${identify(run.path)}`,
      repository: shown,
      head_repository: shown,
      actor: this.#accounts.user(run.user),
      triggering_actor: this.#accounts.user(run.user),
    } satisfies Schema<'workflow-run'>;
  }
}
