/** Where the parts of the product and of the sandbox listen. */
export interface Ports {
  ui: number;
  backend: number;
  github: number;
  kubernetes: number;
  registry: number;
  gateway: number;
}

/** The ports that `SANDBOX_PORT_BASE=base` stands for. */
export function portsFrom(base: number): Ports {
  return {
    ui: base,
    backend: base + 7,
    github: base + 8,
    kubernetes: base + 43,
    registry: base + 50,
    gateway: base + 80,
  };
}

/** The addresses of the product that the setup has started. */
export function addresses(): Record<keyof Ports, string> {
  const base = process.env.SANDBOX_PORT_BASE;
  if (!base) throw new Error('The setup has not started the product');
  const ports = Object.entries(portsFrom(Number(base)));
  return Object.fromEntries(
    ports.map(([name, port]) => [name, `http://localhost:${port}`]),
  ) as Record<keyof Ports, string>;
}
