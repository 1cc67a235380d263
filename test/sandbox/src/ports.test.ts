import { portsFrom } from './ports';

it('moves all ports together', () => {
  expect(portsFrom('4000')).toEqual({
    backend: 4007,
    github: 4008,
    gateway: 4080,
    kubernetes: 4043,
    registry: 4050,
  });
  expect(portsFrom(undefined)).toMatchObject({
    backend: 7007,
    github: 7008,
    gateway: 8080,
  });
});

it.each(['80', '70000', 'x', '1e9', '3000.5'])('refuses %s as a base', base => {
  expect(() => portsFrom(base)).toThrow('SANDBOX_PORT_BASE has to be a port');
});
