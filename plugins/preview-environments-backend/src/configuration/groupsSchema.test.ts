import { groupsSchema } from './groupsSchema';

it.each`
  scenario                       | written                                   | expected
  ${'nothing'}                   | ${undefined}                              | ${{ dependsOn: true, branches: false, labelPrefix: 'preview-group:' }}
  ${'another prefix'}            | ${{ labelPrefix: 'together/' }}           | ${{ dependsOn: true, branches: false, labelPrefix: 'together/' }}
  ${'no labels, but the branch'} | ${{ labelPrefix: 'off', branches: true }} | ${{ dependsOn: true, branches: true, labelPrefix: undefined }}
`('understands $scenario', ({ written, expected }) => {
  expect(groupsSchema.parse(written)).toEqual(expected);
});

it.each`
  scenario                                  | written
  ${'a prefix that nearly all labels have'} | ${{ labelPrefix: 'p' }}
  ${'no prefix'}                            | ${{ labelPrefix: '' }}
  ${'a word for yes'}                       | ${{ dependsOn: 'sometimes' }}
  ${'what there is not'}                    | ${{ dependson: true }}
`('refuses $scenario', ({ written }) => {
  expect(groupsSchema.safeParse(written).success).toBe(false);
});
