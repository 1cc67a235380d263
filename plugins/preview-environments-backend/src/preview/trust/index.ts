export * from './floor';
export * from './judge';
export * from './memory';
export { isFork } from './rules';
export * from './runnable';
export * from './types';
