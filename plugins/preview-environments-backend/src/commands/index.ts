export * from './CommentCommands';
export * from './parseCommand';
