export * from './adoptable';
export * from './certificate';
export * from './EdgeConflicts';
export * from './kinds';
export * from './routingKey';
export * from './protection';
