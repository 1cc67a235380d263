export type { Channel } from './Channel';
export { CommentChannel } from './CommentChannel';
export { DeploymentChannel } from './DeploymentChannel';
export { StatusChannel } from './StatusChannel';
