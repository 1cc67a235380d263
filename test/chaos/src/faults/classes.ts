/** Everything that goes wrong in a run. Each is counted where it takes effect, and a run in which one never did has failed. */
export const faultClasses = {
  'webhook lost': 'a delivery that reached nobody',
  'webhook doubled': 'a delivery that came twice, to both backends',
  'webhook delayed': 'a delivery that came after other things had happened',
  'webhook reordered': 'a delivery that came after the next one',
  'GitHub 5xx': 'an answer of 500, 502 or 503',
  'GitHub rate limit': 'an answer of 403 with Retry-After',
  'GitHub empty list': 'a listing of open pull requests: 200, and none',
  'GitHub truncated page': 'a listing without its end, or cut in its middle',
  'GitHub stale 304':
    'a pull request as it was before the close, from a copy that lags behind',
  'GitHub slow': 'an answer after seconds',
  'GitHub lost answer': 'a write that went through, without an answer',
  'GitHub few requests left':
    'an answer that says that the hour is nearly used up',
  'Kubernetes restart': 'listener closed and connections cut, for seconds',
  'Kubernetes 409': 'a write answered with a conflict',
  'Kubernetes 410': 'a watch whose position is too old',
  'Kubernetes 429': 'too many requests',
  'Kubernetes lost answer': 'a write that went through, without an answer',
  'Argo CD stopped': 'its controller does nothing, for a while',
  'Argo CD killed': 'its controller was ended by force, and started again',
  'sync never ends': 'an operation that goes on until it is terminated',
  'finalizer hangs': 'an object that does not go, for a while',
  'database connection cut': 'a connection ended by the server',
  'serialization failure': 'a statement refused with SQLSTATE 40001',
  'database restart': 'the primary crashed and came back',
  'backend kill -9': 'a backend ended in the middle of a write',
  'backend SIGSTOP': 'a backend that stood still for longer than its lease',
  'backend overtaken':
    'a backend that went on in a look that another one had taken over',
  'clock ahead': 'a backend whose clock jumped by ten minutes',
  'clock behind': 'a backend whose clock jumped back by ten minutes',
  'definition gone for a moment':
    'a definition that was put back before a second reading',
  'definitions gone': 'all definitions at once, for longer than two readings',
} as const;

export type FaultClass = keyof typeof faultClasses;

/** Those of a ground whose parts are programs. */
export const kitFaultClasses = Object.keys(faultClasses) as FaultClass[];

/** Those of the sandbox's stand-ins. */
export const allFaultClasses = kitFaultClasses.filter(
  name => name !== 'Argo CD killed',
);
