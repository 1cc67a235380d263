import { borders } from './borders';
import { Capability } from './capability';
import { filtering } from './filtering';
import { grpc } from './grpc';
import { matching } from './matching';

/** The rows of the table, in its order. */
export const capabilities: Capability[] = [
  ...matching,
  ...filtering,
  ...grpc,
  ...borders,
];
