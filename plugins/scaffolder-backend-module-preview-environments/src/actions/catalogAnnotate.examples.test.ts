import { readFile } from 'node:fs/promises';

import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';

import { createCatalogAnnotateAction } from './catalogAnnotate';
import { examples } from './catalogAnnotate.examples';

const entity = (name: string) =>
  `kind: Component\nmetadata:\n  name: ${name}\n  namespace: shop\n`;
const annotated = (name: string) =>
  `${entity(
    name,
  )}  annotations:\n    preview-environments.io/definition: preview.yaml\n`;

describe('preview:catalog:annotate examples', () => {
  const workspace = createMockDirectory();
  const action = createCatalogAnnotateAction();

  it.each`
    index | path                   | before                                      | after
    ${0}  | ${'catalog-info.yaml'} | ${entity('web')}                            | ${annotated('web')}
    ${1}  | ${'catalog/all.yaml'}  | ${`${entity('cart')}---\n${entity('web')}`} | ${`${entity('cart')}---\n${annotated('web')}`}
  `('example $index', async ({ index, path, before, after }) => {
    workspace.setContent({ [path]: before });
    const { steps } = parse(examples[index].example);
    const context = {
      ...createMockActionContext({ workspacePath: workspace.path }),
      input: steps[0].input,
    };

    await action.handler(context as Parameters<typeof action.handler>[0]);

    expect(steps[0].action).toBe(action.id);
    expect(await readFile(workspace.resolve(path), 'utf8')).toBe(after);
  });

  it('has a test for each', () => {
    expect(examples).toHaveLength(2);
  });
});
