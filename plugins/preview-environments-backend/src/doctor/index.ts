export * from './accessLogs';
export * from './diagnose';
export * from './Doctor';
export * from './EchoHeader';
export * from './EdgeProof';
export * from './graph';
export * from './Marker';
export * from './traces';
