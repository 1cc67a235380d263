import { Condition, KubernetesObject, LabelSelector } from '../kubernetes';

/** The parts of built-in kinds that the controllers here read and write. */
export interface Namespace extends KubernetesObject {
  spec: { finalizers?: string[] };
  status: { phase?: string; conditions?: Condition[] };
}

export interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  ports?: { name?: string; containerPort: number; protocol?: string }[];
  env?: { name: string; value?: string }[];
}

export interface PodSpec {
  containers: Container[];
  nodeName?: string;
  restartPolicy?: string;
  [field: string]: unknown;
}

export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: {
    waiting?: { reason: string; message?: string };
    running?: { startedAt: string };
    terminated?: { exitCode: number; reason: string; finishedAt?: string };
  };
  lastState?: ContainerStatus['state'];
}

export interface Pod extends KubernetesObject {
  spec: PodSpec;
  status: {
    phase?: string;
    conditions?: Condition[];
    containerStatuses?: ContainerStatus[];
    podIP?: string;
    podIPs?: { ip: string }[];
    hostIP?: string;
    startTime?: string;
    [field: string]: unknown;
  };
}

export interface PodTemplate {
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: PodSpec;
}

export interface ReplicaSet extends KubernetesObject {
  spec: { replicas: number; selector: LabelSelector; template: PodTemplate };
  status: {
    replicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    observedGeneration?: number;
  };
}

export interface Deployment extends KubernetesObject {
  spec: {
    replicas: number;
    selector: LabelSelector;
    template: PodTemplate;
    progressDeadlineSeconds?: number;
    paused?: boolean;
  };
  status: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    unavailableReplicas?: number;
    conditions?: Condition[];
  };
}

export interface Job extends KubernetesObject {
  spec: {
    template: PodTemplate;
    backoffLimit: number;
    activeDeadlineSeconds?: number;
  };
  status: {
    startTime?: string;
    completionTime?: string;
    active?: number;
    succeeded?: number;
    failed?: number;
    conditions?: Condition[];
  };
}

export interface Service extends KubernetesObject {
  spec: {
    type: string;
    externalName?: string;
    clusterIP?: string;
    selector?: Record<string, string>;
    ports?: {
      name?: string;
      port: number;
      targetPort?: number | string;
      protocol?: string;
    }[];
  };
}

export interface Endpoint {
  addresses: string[];
  conditions: { ready: boolean; serving: boolean; terminating: boolean };
  targetRef?: { kind: string; namespace: string; name: string; uid: string };
  nodeName?: string;
}

export interface EndpointSlice extends KubernetesObject {
  addressType: string;
  endpoints: Endpoint[];
  ports: { name: string; port: number; protocol: string }[];
}

export function isReady({ metadata, status }: Pod): boolean {
  return (
    !metadata.deletionTimestamp &&
    Boolean(
      status.conditions?.some(
        condition => condition.type === 'Ready' && condition.status === 'True',
      ),
    )
  );
}
