export * from './adoptable';
export * from './answer';
export * from './certificate';
export * from './EdgeConflicts';
export * from './kinds';
export * from './routingKey';
export * from './protection';
