import { cleanupRun } from '../preview/__testUtils__/builders';
import { cleanupAccountObject, cleanupJobObject } from './objects';

const { job } = cleanupRun();
const owner = { instance: 'test', previewId: 'web-pr-42' };
const labels = {
  'app.kubernetes.io/managed-by': 'preview-environments',
  'preview-environments.io/id': 'web-pr-42',
  'preview-environments.io/instance': 'test',
};

it('is a Job that ends, without rights and privileges', () => {
  const all = { ...labels, 'preview-environments.io/component': 'web' };

  expect(cleanupJobObject('cleanup-web-1', job, owner)).toEqual({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'cleanup-web-1', namespace: 'pv-web-pr-42', labels: all },
    spec: {
      backoffLimit: 2,
      activeDeadlineSeconds: 600,
      template: {
        metadata: { labels: all },
        spec: {
          restartPolicy: 'Never',
          serviceAccountName: 'preview-environments-cleanup',
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 65532,
            runAsGroup: 65532,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'cleanup',
              image: 'ghcr.io/acme/tools:1.4',
              command: ['./drop.sh'],
              env: [{ name: 'DATABASE', value: 'shop_42' }],
              envFrom: [{ secretRef: { name: 'database-admin' } }],
              resources: { requests: { cpu: '100m', memory: '128Mi' } },
              terminationMessagePolicy: 'FallbackToLogsOnError',
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    },
  });
});

it.each`
  scenario                  | change                           | path                                         | expected
  ${'a deadline below 1 s'} | ${{ deadlineMilliseconds: 200 }} | ${'spec.activeDeadlineSeconds'}              | ${1}
  ${'no second attempt'}    | ${{ retries: 0 }}                | ${'spec.backoffLimit'}                       | ${0}
  ${'the own entry point'}  | ${{ command: [] }}               | ${'spec.template.spec.containers.0.command'} | ${undefined}
  ${'arguments'}            | ${{ args: ['a'] }}               | ${'spec.template.spec.containers.0.args'}    | ${['a']}
`('has $scenario', ({ change, path, expected }) => {
  const object = cleanupJobObject('x', { ...job, ...change }, owner);
  const found = String(path)
    .split('.')
    .reduce<unknown>(
      (value, field) => (value as Record<string, unknown>)[field],
      object,
    );
  expect(found).toEqual(expected);
});

it('runs as an account without a token', () => {
  expect(cleanupAccountObject('pv-web-pr-42', owner)).toEqual({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: 'preview-environments-cleanup',
      namespace: 'pv-web-pr-42',
      labels,
    },
    automountServiceAccountToken: false,
  });
});
