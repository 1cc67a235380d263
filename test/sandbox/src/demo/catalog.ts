import { demoServices, owner } from './repositories';

/** The catalog of the demo: the System and its owners here, each component from its own repository. */
export function catalogFile(github: string): string {
  const targets = demoServices.map(
    ({ name }) =>
      `    - ${github}/${owner}/${name}/blob/main/catalog-info.yaml`,
  );
  return `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: shop
  description: The demo shop
spec:
  owner: platform
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: platform
spec:
  type: team
  children: []
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: demo
spec:
  profile:
    displayName: Demo user
  memberOf: [platform]
---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata:
  name: demo-services
spec:
  type: url
  targets:
${targets.join('\n')}
`;
}
