import { readFile, stat } from 'node:fs/promises';

import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';

import { createCatalogAnnotateAction } from './catalogAnnotate';

const entity = 'kind: Component\nmetadata:\n  name: web\n';
const annotations = { 'preview-environments.io/definition': 'preview.yaml' };
const annotated = `${entity}  annotations:\n    preview-environments.io/definition: preview.yaml\n`;

describe('preview:catalog:annotate', () => {
  const workspace = createMockDirectory();
  const action = createCatalogAnnotateAction();

  const run = async (input: Parameters<typeof action.handler>[0]['input']) => {
    const context = {
      ...createMockActionContext({ workspacePath: workspace.path }),
      input,
    };
    await action.handler(context as Parameters<typeof action.handler>[0]);
    return context;
  };

  it('annotates catalog-info.yaml', async () => {
    workspace.setContent({ 'catalog-info.yaml': entity });

    const { output } = await run({ annotations });

    const file = workspace.resolve('catalog-info.yaml');
    expect(await readFile(file, 'utf8')).toBe(annotated);
    expect(output).toHaveBeenCalledWith('path', './catalog-info.yaml');
    expect(output).toHaveBeenCalledWith('changed', true);
  });

  it('does not touch a file that is annotated already', async () => {
    workspace.setContent({ 'catalog-info.yaml': annotated });
    const file = workspace.resolve('catalog-info.yaml');
    const before = await stat(file);

    const { output } = await run({ annotations });

    expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
    expect(output).toHaveBeenCalledWith('changed', false);
  });

  it('says what to do when the file is not there', async () => {
    workspace.setContent({});
    await expect(run({ annotations })).rejects.toThrow(
      'There is no ./catalog-info.yaml in the workspace; fetch it before annotating it',
    );
  });

  it('stays inside of the workspace', async () => {
    workspace.setContent({});
    await expect(
      run({ path: '../catalog-info.yaml', annotations }),
    ).rejects.toThrow('not allowed');
  });

  it('takes part in dry runs', () => {
    expect(action.supportsDryRun).toBe(true);
  });
});
