import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { BuildRequest, repositoryKey } from '../preview';
import { inputsOf } from './requestText';
import { Web } from './Web';

/** CircleCI, as the platform configured it. */
export interface CircleciSettings {
  url: string;
  token: string;
  /** By host, owner and name of a repository: `github.com/acme/web`. */
  projects: Record<string, CircleciProject>;
}

/** A project whose slug does not follow from its repository, as those of CircleCI's GitHub App. */
export interface CircleciProject {
  /** `circleci/<organization>/<project>`. */
  slug: string;
  /** The identifier of the pipeline definition to start; undefined: the project has but one. */
  pipeline?: string;
}

/** Where projects have their pages, unless it is an installation of one's own. */
const cloud = 'https://circleci.com';

const answerSchema = z.object({ number: z.number().int() });

/** Starts a pipeline of the repository's project. Answers its page, where that is known. */
export async function startPipeline(
  request: BuildRequest,
  { circleci, web }: { circleci: CircleciSettings | undefined; web: Web },
): Promise<string | undefined> {
  if (!circleci)
    throw new RefusedError(
      'there is no token of CircleCI: set previewEnvironments.builds.circleci',
    );
  const { slug, pipeline } = projectOf(request, circleci);
  // The pull request's own configuration would be code that nobody has looked at.
  const branch = request.repository.defaultBranch;
  const parameters = inputsOf(request);
  const answer = await web.post(
    new URL(
      `/api/v2/project/${slug}/pipeline${pipeline ? '/run' : ''}`,
      circleci.url,
    ).href,
    { 'circle-token': circleci.token },
    JSON.stringify(
      pipeline
        ? {
            definition_id: pipeline,
            config: { branch },
            checkout: { branch },
            parameters,
          }
        : { branch, parameters },
    ),
  );
  const { data } = answerSchema.safeParse(answer);
  return data && circleci.url === cloud
    ? `https://app.circleci.com/pipelines/${slug.replace(/^gh\//, 'github/')}/${
        data.number
      }`
    : undefined;
}

/** The project is the repository's own, or the one that the platform has given it: the token could start others. */
function projectOf(
  { repository }: BuildRequest,
  { projects }: CircleciSettings,
): CircleciProject {
  const { host, owner, name } = repository;
  const key = repositoryKey(repository);
  const found = Object.entries(projects).find(
    ([configured]) => configured.toLowerCase() === key,
  );
  if (found) return found[1];
  if (host === 'github.com') return { slug: `gh/${owner}/${name}` };
  throw new RefusedError(
    `CircleCI has no project that is known to be of ${key}: set previewEnvironments.builds.circleci.projects`,
  );
}
