import { z } from 'zod';
import { section } from './section';
import { name, text } from './values';

const httpsCure =
  'has to be an https:// address, for instance https://ci.example.com/hooks/preview';

const https = () =>
  text(httpsCure).refine(value => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    return url?.protocol === 'https:' && !url.username && !url.password;
  }, httpsCure);

const repositoryCure =
  'has to be a repository with its host, for instance github.com/acme/web';

const identifier = (cure: string) =>
  text(cure).regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, cure);

const slugCure =
  'has to be the slug of a project, for instance circleci/<organization>/<project> with the identifiers that its settings show';

const circleciProject = section({
  slug: text(slugCure).regex(
    /^(circleci\/[\w-]+\/[\w-]+|(gh|github)\/[\w.-]+\/[\w.-]+)$/,
    slugCure,
  ),
  pipeline: identifier(
    "has to be the identifier of a pipeline definition, as the project's settings show it",
  ).optional(),
}).refine(
  ({ slug, pipeline }) =>
    pipeline !== undefined || !slug.startsWith('circleci/'),
  'needs pipeline: projects of the GitHub App start one of their pipeline definitions',
);

/** `previewEnvironments.builds`: where builds are asked for, and where they are heard of. */
export const buildsSchema = section({
  ecrTopic: text(
    "has to be the topic of Backstage's events that Amazon ECR's pushes come in on",
  ).optional(),
  circleci: section({
    url: https().default('https://circleci.com'),
    token: text('has to be an API token of CircleCI'),
    projects: z
      .record(
        text(repositoryCure).regex(/^[^/\s]+(\/[^/\s]+){2,}$/, repositoryCure),
        circleciProject,
        {
          error: issue =>
            issue.code === 'invalid_key'
              ? repositoryCure
              : 'has to name repositories and their projects',
        },
      )
      .default({}),
  }).optional(),
  calls: z
    .record(
      name('preview-build'),
      section({
        url: https(),
        secret: text('has to be what the calls are signed with').min(
          16,
          'has to have at least 16 characters',
        ),
      }),
      { error: 'has to name calls, for instance calls.preview-build' },
    )
    .default({}),
}).prefault({});
