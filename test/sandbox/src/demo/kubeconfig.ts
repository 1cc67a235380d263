/** A kubeconfig for the one user of the sandbox's API server. */
export function kubeconfig({
  server,
  token,
}: {
  server: string;
  token: string;
}): string {
  return `apiVersion: v1
kind: Config
clusters:
  - name: sandbox
    cluster:
      server: ${server}
users:
  - name: platform
    user:
      token: ${token}
contexts:
  - name: sandbox
    context:
      cluster: sandbox
      user: platform
current-context: sandbox
`;
}
