export * from './members';
export * from './toJson';
