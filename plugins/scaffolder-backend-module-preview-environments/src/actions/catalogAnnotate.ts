import { readFile, writeFile } from 'node:fs/promises';

import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { NotFoundError, isError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';

import { annotate } from '../catalogFile';
import { examples } from './catalogAnnotate.examples';

const DEFAULT_PATH = './catalog-info.yaml';

/**
 * `preview:catalog:annotate` sets annotations on an entity of a catalog file in the workspace. Running it again changes
 * nothing.
 */
export function createCatalogAnnotateAction() {
  return createTemplateAction({
    id: 'preview:catalog:annotate',
    description:
      'Sets annotations on one entity of a catalog file in the workspace, and leaves the rest of the file as it is.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        path: z =>
          z
            .string({
              description: `The catalog file, from the workspace's root. Default: ${DEFAULT_PATH}`,
            })
            .optional(),
        kind: z =>
          z
            .string({ description: "The entity's kind. Default: Component" })
            .optional(),
        name: z =>
          z
            .string({
              description:
                "The entity's name. Not needed when the file has one entity of the kind.",
            })
            .optional(),
        namespace: z =>
          z
            .string({ description: "The entity's namespace. Default: any" })
            .optional(),
        annotations: z =>
          z.record(z.string(), {
            description: 'The annotations by name. All values are texts.',
          }),
      },
      output: {
        path: z =>
          z.string({ description: 'The catalog file that was looked at.' }),
        changed: z =>
          z.boolean({
            description: 'False when the annotations were there already.',
          }),
      },
    },
    async handler(context) {
      const { path = DEFAULT_PATH, kind = 'Component' } = context.input;
      const { name, namespace, annotations } = context.input;
      const file = resolveSafeChildPath(context.workspacePath, path);

      const before = await read(file, path);
      const after = annotate(before, { kind, name, namespace }, annotations);
      if (after !== before) {
        await writeFile(file, after, 'utf8');
      }
      context.logger.info(
        after === before
          ? `${path} has the annotations already`
          : `Annotated ${path}`,
      );
      context.output('path', path);
      context.output('changed', after !== before);
    },
  });
}

async function read(file: string, path: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      throw new NotFoundError(
        `There is no ${path} in the workspace; fetch it before annotating it`,
      );
    }
    throw error;
  }
}
