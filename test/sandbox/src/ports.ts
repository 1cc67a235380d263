/** Where each part of the world listens. 0 takes any free port. */
export interface Ports {
  backend: number;
  github: number;
  gateway: number;
  kubernetes: number;
  registry: number;
}

/** Ports by default, or moved together: UI N, backend N+7, GitHub N+8, Kubernetes N+43, registry N+50, gateway N+80. */
export function portsFrom(base: string | undefined): Ports {
  if (base === undefined || base === '')
    return {
      backend: 7007,
      github: 7008,
      gateway: 8080,
      kubernetes: 7043,
      registry: 7050,
    };
  const first = Number(base);
  if (!Number.isInteger(first) || first < 1024 || first > 65_000) {
    throw new Error(
      `SANDBOX_PORT_BASE has to be a port from 1024 to 65000, not ${base}`,
    );
  }
  return {
    backend: first + 7,
    github: first + 8,
    gateway: first + 80,
    kubernetes: first + 43,
    registry: first + 50,
  };
}
