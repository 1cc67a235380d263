import { CleanupJob } from '../preview';
import {
  componentLabel,
  Job,
  KubernetesObject,
  labelsOf,
  ServiceAccount,
} from '../kubernetes';

/** As whom the Jobs run: an account that nothing is bound to. */
export const cleanupAccount = 'preview-environments-cleanup';

export const cleanupContainer = 'cleanup';

/** The user of "nonroot" images. Named here, because most images of tools would otherwise start as root and be refused. */
const user = 65_532;

/** Two Jobs fit into what the quota holds back for ours (rule 7.9, workspace/guardRails.ts). */
const requests = { cpu: '100m', memory: '128Mi' };

/** Whose Job it is. */
export interface JobOwner {
  instance: string;
  previewId: string;
}

export function cleanupAccountObject(
  namespace: string,
  { instance, previewId }: JobOwner,
): KubernetesObject {
  return {
    apiVersion: ServiceAccount.apiVersion,
    kind: ServiceAccount.kind,
    metadata: {
      name: cleanupAccount,
      namespace,
      labels: labelsOf({ instance, id: previewId }),
    },
    automountServiceAccountToken: false,
  };
}

/**
 * The Job in the preview's namespace: no rights, no token, no privileges (Pod Security `restricted`), and an end in any case.
 * It reaches what the preview's own pods reach.
 */
export function cleanupJobObject(
  name: string,
  job: CleanupJob,
  { instance, previewId }: JobOwner,
): KubernetesObject {
  const labels = {
    ...labelsOf({ instance, id: previewId }),
    // Longer names are no values of labels.
    ...(job.component.length <= 63 && { [componentLabel]: job.component }),
  };
  return {
    apiVersion: Job.apiVersion,
    kind: Job.kind,
    metadata: { name, namespace: job.namespace, labels },
    spec: {
      backoffLimit: job.retries,
      activeDeadlineSeconds: Math.ceil(job.deadlineMilliseconds / 1_000),
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          serviceAccountName: cleanupAccount,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: user,
            runAsGroup: user,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [containerOf(job)],
        },
      },
    },
  };
}

function containerOf({ image, command, args, env, secrets }: CleanupJob) {
  return {
    name: cleanupContainer,
    image,
    ...(command.length > 0 && { command }),
    ...(args.length > 0 && { args }),
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    envFrom: secrets.map(name => ({ secretRef: { name } })),
    resources: { requests },
    // What a container said last stays readable where its log is not.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
  };
}
