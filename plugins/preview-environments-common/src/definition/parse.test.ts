import * as fc from 'fast-check';

import { complete, minimal, minimalWith } from './__fixtures__/definitions';
import { formatFinding } from './findings';
import { DEFINITION_MAXIMUM_BYTES, parsePreviewDefinition } from './parse';

const ring = 'dependsOn: &a [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]';

const errorsOf = (text: string) =>
  parsePreviewDefinition(text).findings.map(formatFinding);

describe('a definition that is right', () => {
  it('gets its defaults', () => {
    const { definition, findings } = parsePreviewDefinition(minimal);

    expect(findings).toEqual([]);
    expect(definition).toEqual({
      apiVersion: 'preview-environments.io/v1alpha1',
      kind: 'PreviewDefinition',
      metadata: { name: 'web' },
      spec: {
        trigger: {
          labels: ['preview'],
          command: '/preview',
          drafts: false,
          bots: false,
          forks: 'approve',
          authors: 'write',
          baseBranches: [],
          paths: [],
        },
        cluster: 'dev',
        namespace: 'dedicated',
        images: [
          {
            name: 'ghcr.io/acme/web',
            tag: 'pr-{{ pullRequest.number }}-{{ commit.short }}',
            set: { helm: { tag: 'image.tag' } },
            wait: '30m',
          },
        ],
        source: {
          repoURL: 'https://github.com/acme/deploy',
          path: 'charts/web',
          revision: 'base',
          targetRevision: 'HEAD',
        },
        guardRails: { egress: [] },
        dependsOn: [],
      },
    });
  });

  it('keeps everything its author wrote', () => {
    const { definition, findings } = parsePreviewDefinition(complete);

    expect(findings).toEqual([]);
    expect(definition?.spec).toMatchObject({
      trigger: { labels: ['preview', 'ui'], drafts: true, forks: 'never' },
      baseline: { namespace: 'shop', services: ['cart', 'payments'] },
      images: [{ wait: '1h30m' }],
      source: {
        helm: {
          parameters: {
            replicas: '1',
            'ingress.host': '{{ preview.id }}.example.com',
          },
          valueFiles: ['values-preview.yaml', '../values.yaml'],
        },
      },
      routing: {
        host: '{{ preview.id }}.preview.example.com',
        service: { name: 'web', port: 80, protocol: 'http' },
        probe: { path: '/healthz?full=1', status: '200,401', timeout: 'PT2M' },
      },
      guardRails: { cpu: '1', memory: '1Gi', pods: 10, egress: ['shop'] },
      dependsOn: ['component:default/payments'],
    });
  });

  it('may be probed without saying how', () => {
    const { definition } = parsePreviewDefinition(
      minimalWith(
        `routing: { host: '{{ preview.id }}.x.io', service: { name: web, port: 80 } }`,
      ),
    );
    expect(definition?.spec.routing?.probe).toEqual({
      path: '/',
      status: '200-399',
      timeout: '5m',
    });
  });

  it('may name its one host as a list', () => {
    const { definition } = parsePreviewDefinition(
      minimalWith(
        `routing: { hosts: ['{{ preview.id }}.x.io'], service: { name: web, port: 80 } }`,
      ),
    );
    expect(definition?.spec.routing?.host).toBe('{{ preview.id }}.x.io');
    expect(definition?.spec.routing?.otherHosts).toEqual([]);
  });

  it('may ask for a preview of every pull request', () => {
    const { definition } = parsePreviewDefinition(
      minimalWith('trigger: { labels: [] }'),
    );
    expect(definition?.spec.trigger.labels).toEqual([]);
  });

  it('may have Windows line ends and a byte order mark', () => {
    const text = `\uFEFF${minimal.replaceAll('\n', '\r\n')}`;
    expect(parsePreviewDefinition(text).definition).toBeDefined();
  });
});

describe('an error says where it is and what to do', () => {
  it.each`
    scenario                              | lines                                                                                             | expected
    ${'a misspelt field'}                 | ${'routing:\n  hosst: a.io\n  service: {name: web, port: 80}'}                                    | ${'line 17:5 spec.routing.hosst: unknown field, did you mean host?'}
    ${'a field in the wrong place'}       | ${'valueFiles: []'}                                                                               | ${'line 16:3 spec.valueFiles: unknown field here, did you mean spec.source.helm.valueFiles?'}
    ${'a field of nobody'}                | ${'baseline: {namespace: shop, xyzzy: 1}'}                                                        | ${'line 16:31 spec.baseline.xyzzy: unknown field, known here are namespace, services'}
    ${'a prototype'}                      | ${'__proto__: {x: 1}'}                                                                            | ${'line 16:3 spec.__proto__: unknown field'}
    ${'a text instead of a list'}         | ${'dependsOn: payments'}                                                                          | ${'line 16:14 spec.dependsOn: must be a list, but is a text'}
    ${'a list instead of a map'}          | ${'guardRails: []'}                                                                               | ${'line 16:15 spec.guardRails: must be a map, but is a list'}
    ${'yes instead of true'}              | ${'trigger: {drafts: yes}'}                                                                       | ${'line 16:21 spec.trigger.drafts: must be true or false, but is a text'}
    ${'a number instead of a text'}       | ${'trigger: {labels: [1.10]}'}                                                                    | ${'line 16:22 spec.trigger.labels[0]: must be a text: put it in quotes'}
    ${'a field with nothing in it'}       | ${'routing:'}                                                                                     | ${'line 16:11 spec.routing: must be a map, but is empty'}
    ${'a value that is not on the list'}  | ${'trigger: {forks: sometimes}'}                                                                  | ${'line 16:20 spec.trigger.forks: must be never or approve or allow'}
    ${'no host'}                          | ${'routing: {service: {name: web, port: 80}}'}                                                    | ${'line 16:3 spec.routing.host: is required, or hosts in its place, but not both'}
    ${'no port'}                          | ${"routing: {host: '{{ preview.id }}.io', service: {name: w}}"}                                   | ${'line 16:42 spec.routing.service.port: is required'}
    ${'a port that is none'}              | ${"routing: {host: '{{ preview.id }}.io', service: {name: w, port: 70000}}"}                      | ${'line 16:67 spec.routing.service.port: must be a port from 1 to 65535'}
    ${'a port in quotes'}                 | ${"routing: {host: '{{ preview.id }}.io', service: {name: w, port: '80'}}"}                       | ${'line 16:67 spec.routing.service.port: must be a number, but is a text'}
    ${'a host with a path'}               | ${"routing: {host: '{{ preview.id }}/x', service: {name: w, port: 80}}"}                          | ${'line 16:19 spec.routing.host: must be a host name in lower case such as {{ preview.id }}.preview.example.com'}
    ${'a name that is none'}              | ${'baseline: {namespace: My_Shop}'}                                                               | ${'line 16:25 spec.baseline.namespace: must be lower-case letters, digits and hyphens, with no hyphen at either end'}
    ${'a quantity that is none'}          | ${'guardRails: {memory: 1GB}'}                                                                    | ${"line 16:24 spec.guardRails.memory: must be a Kubernetes quantity such as '500m', '2' or 1Gi"}
    ${'no pods at all'}                   | ${'guardRails: {pods: 0}'}                                                                        | ${'line 16:22 spec.guardRails.pods: must be at least 1'}
    ${'an entity reference that is none'} | ${"dependsOn: ['a b']"}                                                                           | ${'line 16:15 spec.dependsOn[0]: must be an entity reference such as component:default/payments'}
    ${'a duration that is none'}          | ${"routing: {host: '{{ preview.id }}.io', service: {name: w, port: 80}, probe: {timeout: soon}}"} | ${'line 16:89 spec.routing.probe.timeout: must be a duration such as 30m, 72h, 14d, 1h30m or PT30M'}
    ${'a status that is none'}            | ${"routing: {host: '{{ preview.id }}.io', service: {name: w, port: 80}, probe: {status: ok}}"}    | ${"line 16:88 spec.routing.probe.status: must be status codes such as '200-399' or '200,401'"}
  `('$scenario', ({ lines, expected }) => {
    expect(errorsOf(minimalWith(lines))).toEqual([expected]);
    expect(parsePreviewDefinition(minimalWith(lines)).definition).toBe(
      undefined,
    );
  });

  it.each`
    scenario                             | from                                 | to                                                                                                | expected
    ${'no images'}                       | ${/ {2}images:[^]*tag: image.tag\n/} | ${''}                                                                                             | ${'line 5:1 spec.images: is required'}
    ${'an empty list of images'}         | ${/ {2}images:[^]*tag: image.tag\n/} | ${'  images: []\n'}                                                                               | ${'line 7:11 spec.images: must name at least one image'}
    ${'an image without a tag'}          | ${/tag: 'pr.*/}                      | ${''}                                                                                             | ${'line 8:7 spec.images[0].tag: is required'}
    ${'an image with its tag'}           | ${'acme/web\n'}                      | ${'acme/web:1\n'}                                                                                 | ${'line 8:13 spec.images[0].name: must be an image name in lower case such as ghcr.io/acme/web, without tag and digest (the tag has a field of its own)'}
    ${'a tag that no registry takes'}    | ${"'pr-{{"}                          | ${"'pr/{{"}                                                                                       | ${'line 9:12 spec.images[0].tag: must be an image tag: at most 128 letters, digits, dots, hyphens and underscores'}
    ${'an image that goes nowhere'}      | ${/set:\n.*helm:\n.*tag: image.tag/} | ${'set: {}'}                                                                                      | ${'line 10:12 spec.images[0].set: must be either helm or kustomize'}
    ${'an image for the other tool'}     | ${'path: charts/web'}                | ${'path: charts/web\n    kustomize: {}'}                                                          | ${'line 11:9 spec.images[0].set: sets Helm parameters, but the source is kustomize'}
    ${'images for two tools'}            | ${/tag: image.tag\n/}                | ${'tag: image.tag\n    - {name: acme/tool, tag: "{{ commit.short }}", set: {kustomize: tool}}\n'} | ${expect.stringContaining('spec.images[1].set: sets a Kustomize image, but another image sets Helm parameters')}
    ${'a parameter with two writers'}    | ${'path: charts/web'}                | ${'path: c\n    helm: {parameters: {image.tag: "1"}}'}                                            | ${'line 12:16 spec.images[0].set.helm.tag: image.tag is set twice'}
    ${'a source with two tools'}         | ${'path: charts/web'}                | ${'path: c\n    helm: {}\n    kustomize: {}'}                                                     | ${'line 17:5 spec.source.kustomize: a source is either helm or kustomize'}
    ${'a parameter that is a number'}    | ${'path: charts/web'}                | ${'path: c\n    helm: {parameters: {replicas: 1}}'}                                               | ${'line 16:35 spec.source.helm.parameters.replicas: must be a text: put it in quotes'}
    ${'a path out of the repository'}    | ${'path: charts/web'}                | ${'path: ../charts'}                                                                              | ${"line 15:11 spec.source.path: must be a path below the repository's root, without .. and without blanks"}
    ${'a repository with a password'}    | ${'https://github.com'}              | ${'https://me:secret@github.com'}                                                                 | ${'line 14:14 spec.source.repoURL: must be the URL of a git repository such as https://github.com/acme/deploy, without user name and password'}
    ${'no cluster'}                      | ${'  cluster: dev\n'}                | ${''}                                                                                             | ${'line 5:1 spec.cluster: is required'}
    ${'a component name that is none'}   | ${'name: web'}                       | ${'name: Web'}                                                                                    | ${'line 4:9 metadata.name: must be lower-case letters, digits and hyphens, with no hyphen at either end'}
    ${'a component name for no release'} | ${'name: web'}                       | ${`name: ${'a'.repeat(54)}`}                                                                      | ${'line 4:9 metadata.name: must have at most 53 characters'}
    ${'another kind'}                    | ${'kind: PreviewDefinition'}         | ${'kind: Component'}                                                                              | ${'line 2:7 kind: must be PreviewDefinition'}
    ${'no kind'}                         | ${'kind: PreviewDefinition\n'}       | ${''}                                                                                             | ${'line 1:1 kind: is required and must be PreviewDefinition'}
    ${'another version'}                 | ${'v1alpha1'}                        | ${'v2'}                                                                                           | ${'line 1:13 apiVersion: must be preview-environments.io/v1alpha1'}
  `('$scenario', ({ from, to, expected }) => {
    const text = minimal.replace(from, to);
    expect(text).not.toBe(minimal);
    expect(errorsOf(text)).toEqual([expected]);
  });

  it('and all of them come at once, in the order of the file', () => {
    expect(
      errorsOf(
        minimal
          .replace('cluster: dev', 'clutser: dev')
          .replace('path: charts/web', 'path: /'),
      ),
    ).toEqual([
      'line 6:3 spec.clutser: unknown field, did you mean cluster?',
      expect.stringContaining('line 15:11 spec.source.path: must be'),
    ]);
  });
});

describe('a file that is no definition', () => {
  it.each`
    scenario                     | text                                                            | expected
    ${'nothing'}                 | ${''}                                                           | ${'line 1:1: the file is empty'}
    ${'comments only'}           | ${'# nothing\n'}                                                | ${'line 1:1: the file is empty'}
    ${'a text'}                  | ${'hello'}                                                      | ${'line 1:1: must be a map with the kind PreviewDefinition'}
    ${'a list'}                  | ${'- a'}                                                        | ${'line 1:1: must be a map with the kind PreviewDefinition'}
    ${'several documents'}       | ${`${minimal}---\n${minimal}`}                                  | ${'line 16:1: the file may hold one document only'}
    ${'a field twice'}           | ${`${minimal}kind: PreviewDefinition\n`}                        | ${'line 16:1: the field kind appears twice'}
    ${'a nested field twice'}    | ${minimalWith('cluster: prod')}                                 | ${'line 16:3: the field cluster appears twice'}
    ${'a tag of another system'} | ${minimalWith('dependsOn: !include x')}                         | ${'line 16:14: no valid YAML: Unresolved tag: !include'}
    ${'an alias of nothing'}     | ${minimalWith('dependsOn: *x')}                                 | ${'line 16:14: aliases such as *x are not allowed; write the value out'}
    ${'an alias bomb'}           | ${aliasBomb()}                                                  | ${'line 2:10: aliases such as *l0 are not allowed; write the value out'}
    ${'brackets without end'}    | ${'['.repeat(30_000)}                                           | ${'the file is nested too deeply'}
    ${'too much of it'}          | ${`${minimal}#${'x'.repeat(DEFINITION_MAXIMUM_BYTES)}`}         | ${'the file is larger than 65536 bytes'}
    ${'deep nesting'}            | ${minimalWith(`dependsOn: ${'['.repeat(40)}${']'.repeat(40)}`)} | ${/nested too deeply$/}
  `('$scenario', ({ text, expected }) => {
    const { definition, findings } = parsePreviewDefinition(text);
    expect(definition).toBe(undefined);
    expect(findings.map(formatFinding)[0]).toMatch(expected);
  });

  it('is told from a definition without ever throwing', () => {
    const cut = fc
      .tuple(fc.nat(complete.length), fc.nat(40), fc.string({ maxLength: 12 }))
      .map(
        ([from, length, inserted]) =>
          complete.slice(0, from) + inserted + complete.slice(from + length),
      );
    fc.assert(
      fc.property(fc.oneof(fc.string(), cut), text => {
        const { definition, findings } = parsePreviewDefinition(text);
        const hasError = findings.some(({ severity }) => severity === 'error');
        expect(definition === undefined).toBe(hasError);
      }),
      {
        numRuns: 1000,
        examples: [['dependsOn: &a [*a]'], [minimalWith(ring)], ['? [a]\n: b']],
      },
    );
  });

  it('is refused as quickly when it holds thousands of unknown fields', () => {
    const fields = Array.from({ length: 5000 }, (_, index) => `f${index}: 1`);
    const before = performance.now();
    const { findings } = parsePreviewDefinition(
      `${minimal}${fields.join('\n')}\n`,
    );
    expect(findings).toHaveLength(5000);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('may be held to another size', () => {
    expect(
      parsePreviewDefinition(minimal, { maximumBytes: 10 }).findings,
    ).toEqual([
      { severity: 'error', message: 'the file is larger than 10 bytes' },
    ]);
  });
});

describe('the syntax of others', () => {
  it("names the line of the scaffolder's own expressions", () => {
    expect(
      errorsOf(
        minimalWith(
          `routing: { host: '\${{ preview.id }}.io', service: { name: web, port: 80 } }`,
        ),
      ),
    ).toEqual([
      "line 16:21: '${{' is the scaffolder's own syntax, which empties it; placeholders have no dollar sign: '{{ preview.id }}'",
    ]);
  });

  it('finds them in comments too', () => {
    expect(errorsOf(`${minimal}# \${{ values.x }}\n`)).toEqual([
      expect.stringMatching(/^line 16:3: /),
    ]);
  });

  it.each`
    scenario              | host
    ${'alone'}            | ${'{{ preview.id }}'}
    ${'with more behind'} | ${'{{ preview.id }}.preview.example.com'}
  `('asks for quotes around a placeholder $scenario', ({ host }) => {
    expect(errorsOf(minimalWith(`routing:\n  host: ${host}`))).toContainEqual(
      expect.stringMatching(/^line 17:\d+.*: placeholders need quotes/),
    );
  });
});

describe('what works but surprises', () => {
  it.each`
    scenario                                  | text                                                                                | expected
    ${'a tag that is the same every time'}    | ${minimal.replace('-{{ commit.short }}', '')}                                       | ${'line 9:12 spec.images[0].tag: is the same for every commit'}
    ${'a host that is the same for everyone'} | ${minimalWith('routing: {host: shop.example.com, service: {name: web, port: 80}}')} | ${'line 16:19 spec.routing.host: is the same for every pull request'}
    ${'forks without approval'}               | ${minimalWith('trigger: {forks: allow}')}                                           | ${'line 16:20 spec.trigger.forks: lets code of strangers run without a look at it'}
  `('$scenario is a warning', ({ text, expected }) => {
    const { definition, findings } = parsePreviewDefinition(text);
    expect(definition).toBeDefined();
    expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
    expect(findings.map(formatFinding)[0]).toContain(expected);
  });
});

function aliasBomb(): string {
  const levels = ['a: &l0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level++) {
    const aliases = Array(10)
      .fill(`*l${level - 1}`)
      .join(', ');
    levels.push(`a${level}: &l${level} [${aliases}]`);
  }
  return levels.join('\n');
}
