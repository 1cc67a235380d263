export * from './inventory';
export * from './OrphanRemover';
export * from './Survey';
export * from './Sweep';
