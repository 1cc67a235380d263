export * from './GithubPeople';
