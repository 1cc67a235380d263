import { copy } from '../../copy';
import { KubernetesObject, ResourceKind } from '../types';
import {
  defaultLimitRange,
  defaultNamespace,
  defaultNetworkPolicy,
  defaultResourceQuota,
  defaultRoleBinding,
  defaultSecret,
  defaultService,
} from './core';
import { Draft } from './fill';
import { defaultGateway, defaultRoute } from './gatewayApi';
import {
  defaultDeployment,
  defaultJob,
  defaultPod,
  defaultReplicaSet,
} from './workloads';

const byKind: Record<string, (object: Draft) => void> = {
  Namespace: defaultNamespace,
  Service: defaultService,
  ResourceQuota: defaultResourceQuota,
  LimitRange: defaultLimitRange,
  NetworkPolicy: defaultNetworkPolicy,
  RoleBinding: defaultRoleBinding,
  Secret: defaultSecret,
  Pod: defaultPod,
  Deployment: defaultDeployment,
  Job: defaultJob,
  ReplicaSet: defaultReplicaSet,
  Gateway: defaultGateway,
  HTTPRoute: defaultRoute,
  GRPCRoute: defaultRoute,
};

/** Fills in what the server fills in before it stores an object. */
export function withDefaults<T extends KubernetesObject>(
  resource: ResourceKind,
  object: T,
): T {
  const draft = copy(object);
  byKind[resource.kind]?.(draft);
  return draft;
}
