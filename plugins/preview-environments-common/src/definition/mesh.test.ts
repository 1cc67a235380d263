import { minimalWith } from './__fixtures__/definitions';
import { formatFinding } from './findings';
import { parsePreviewDefinition } from './parse';

function read(mesh: string) {
  const text = minimalWith(
    `routing:\n  host: '{{ preview.id }}.example.com'\n  service: { name: web, port: 80 }${mesh}`,
  );
  const { definition, findings } = parsePreviewDefinition(text);
  return {
    mesh: definition?.spec.routing?.mesh,
    findings: findings.map(formatFinding),
  };
}

const web = { service: 'web', namespace: 'shop', port: 80 };

it.each`
  scenario          | mesh                                                         | expected
  ${'nothing said'} | ${''}                                                        | ${[]}
  ${'one Service'}  | ${'\n  mesh: [{ service: web, namespace: shop, port: 80 }]'} | ${[web]}
  ${'no mesh'}      | ${'\n  mesh: none'}                                          | ${'none'}
`('$scenario', ({ mesh, expected }) => {
  expect(read(mesh)).toEqual({ mesh: expected, findings: [] });
});

it.each`
  scenario                         | mesh                                                                                                                 | finding
  ${'something else'}              | ${'\n  mesh: all'}                                                                                                   | ${/spec\.routing\.mesh.*must be/}
  ${'a missing port'}              | ${'\n  mesh: [{ service: web, namespace: shop }]'}                                                                   | ${/spec\.routing\.mesh\[0\]\.port.*is required/}
  ${'a misspelt field'}            | ${'\n  mesh: [{ service: web, namespac: shop, port: 80 }]'}                                                          | ${/mesh\[0\]\.namespac.*did you mean namespace/}
  ${'a port that is none'}         | ${'\n  mesh: [{ service: web, namespace: shop, port: 0 }]'}                                                          | ${/mesh\[0\]\.port.*port from 1 to 65535/}
  ${'a name that is none'}         | ${'\n  mesh: [{ service: Web, namespace: shop, port: 80 }]'}                                                         | ${/mesh\[0\]\.service.*must be lower-case/}
  ${'a placeholder'}               | ${"\n  mesh: [{ service: '{{ preview.id }}', namespace: a, port: 1 }]"}                                              | ${/placeholders are not allowed here/}
  ${'one Service and port, twice'} | ${'\n  mesh:\n    - { service: web, namespace: shop, port: 80 }\n    - { service: web, namespace: shop, port: 80 }'} | ${/mesh\[1\].*is named twice/}
`('$scenario is refused, with its line and field', ({ mesh, finding }) => {
  const { mesh: parsed, findings } = read(mesh);

  expect(parsed).toBeUndefined();
  expect(findings).toEqual([expect.stringMatching(finding)]);
  expect(findings[0]).toMatch(/\d+/);
});
