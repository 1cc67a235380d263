export * from './GithubPeople';
export * from './GitlabPeople';
