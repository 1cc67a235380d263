export * from './create';
export * from './options';
export * from './patch';
export * from './remove';
export { update } from './update';
