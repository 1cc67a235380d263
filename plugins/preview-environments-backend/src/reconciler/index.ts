export * from './Actor';
export * from './describe';
export * from './Feedback';
export * from './Look';
export * from './Observer';
export * from './Reconciler';
export * from './sources';
