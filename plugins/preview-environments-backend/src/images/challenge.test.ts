import fc from 'fast-check';
import { isTrustedRealm, parseChallenge } from './challenge';

describe('what a registry asks for', () => {
  it.each`
    header                                                                                       | expected
    ${'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:acme/web:pull"'} | ${{ scheme: 'bearer', realm: 'https://ghcr.io/token', service: 'ghcr.io', scope: 'repository:acme/web:pull' }}
    ${'bearer  REALM="https://a.b/t" , service=x'}                                               | ${{ scheme: 'bearer', realm: 'https://a.b/t', service: 'x' }}
    ${'Bearer realm="https://a.b/t?x=\\"y\\"",scope="repository:a:pull,push"'}                   | ${{ scheme: 'bearer', realm: 'https://a.b/t?x="y"', scope: 'repository:a:pull,push' }}
    ${'Basic realm="Registry"'}                                                                  | ${{ scheme: 'basic' }}
    ${'Bearer service="no realm"'}                                                               | ${undefined}
    ${'Negotiate'}                                                                               | ${undefined}
    ${''}                                                                                        | ${undefined}
    ${null}                                                                                      | ${undefined}
  `('is read from $header', ({ header, expected }) => {
    expect(parseChallenge(header)).toEqual(expected);
  });

  it('never throws, and answers in time', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(() => parseChallenge(`Bearer ${text}`)).not.toThrow();
      }),
    );
  });
});

describe('where a registry may send us for a token', () => {
  it.each`
    registry                   | realm                                    | insecure | tokenHosts                 | trusted
    ${'ghcr.io'}               | ${'https://ghcr.io/token'}               | ${false} | ${[]}                      | ${true}
    ${'docker.io'}             | ${'https://auth.docker.io/token'}        | ${false} | ${[]}                      | ${true}
    ${'registry.gitlab.com'}   | ${'https://gitlab.com/jwt/auth'}         | ${false} | ${[]}                      | ${true}
    ${'registry.acme.example'} | ${'https://auth.acme.example/token'}     | ${false} | ${[]}                      | ${true}
    ${'registry.acme.example'} | ${'https://login.other.example/token'}   | ${false} | ${[]}                      | ${false}
    ${'registry.acme.example'} | ${'https://login.other.example/token'}   | ${false} | ${['login.other.example']} | ${true}
    ${'evil.example'}          | ${'https://evil.example.attacker.com/'}  | ${false} | ${[]}                      | ${false}
    ${'evil.example'}          | ${'https://notevil.example/'}            | ${false} | ${[]}                      | ${false}
    ${'evil.example'}          | ${'https://169.254.169.254/latest'}      | ${false} | ${[]}                      | ${false}
    ${'10.0.0.1:5000'}         | ${'https://11.0.0.1/token'}              | ${false} | ${[]}                      | ${false}
    ${'10.0.0.1:5000'}         | ${'https://10.0.0.1/token'}              | ${false} | ${[]}                      | ${true}
    ${'ghcr.io'}               | ${'http://ghcr.io/token'}                | ${false} | ${[]}                      | ${false}
    ${'localhost:5000'}        | ${'http://localhost:5001/token'}         | ${true}  | ${[]}                      | ${true}
    ${'localhost:5000'}        | ${'http://kubernetes.default.svc/'}      | ${true}  | ${[]}                      | ${false}
    ${'ghcr.io'}               | ${'https://user:password@ghcr.io/token'} | ${false} | ${[]}                      | ${false}
    ${'ghcr.io'}               | ${'file:///etc/passwd'}                  | ${false} | ${[]}                      | ${false}
    ${'ghcr.io'}               | ${'/token'}                              | ${false} | ${[]}                      | ${false}
  `('$registry to $realm: $trusted', row => {
    const { registry: host, realm, insecure, tokenHosts, trusted } = row;
    expect(isTrustedRealm(realm, { host, insecure, tokenHosts })).toBe(trusted);
  });
});
