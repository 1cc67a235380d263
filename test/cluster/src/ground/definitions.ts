import { Component, definitionOf } from './backendConfig';
import { putFile } from './github';
import { Ground, hostSuffix } from './test';

/** Changes what a component's repository says about its previews; answers how to say again what it said before. */
export async function redefine(
  ground: Ground,
  options: {
    component: Component;
    chained: boolean;
    grpc?: boolean;
    /** Changes the text further. */
    edit?: (text: string) => string;
  },
): Promise<() => Promise<void>> {
  const { component, edit = text => text, ...rest } = options;
  const write = (definition: { grpc?: boolean }, change = edit) =>
    putFile(
      component,
      'preview.yaml',
      change(
        definitionOf(component, {
          repoURL: ground.git.url,
          hostSuffix,
          chained: options.chained,
          ...definition,
        }),
      ),
    );
  await write(rest);
  return () => write({}, text => text);
}
