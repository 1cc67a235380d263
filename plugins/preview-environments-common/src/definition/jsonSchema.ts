import { z } from 'zod';

import { previewDefinitionSchema } from './schema';

/**
 * The JSON Schema of what authors write, for editors. Draft 7, which all of them know. It can't say everything that
 * {@link parsePreviewDefinition} checks, but never refuses what that accepts.
 *
 * @public
 */
export function definitionJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(previewDefinitionSchema, {
    io: 'input',
    target: 'draft-7',
  });
  return {
    $schema,
    title: 'PreviewDefinition',
    description:
      "How the preview environments of a service are made. The file is read from the repository's default branch.",
    ...rest,
  };
}

/**
 * The content of the published file `preview-definition.schema.json`.
 *
 * @public
 */
export function definitionJsonSchemaFile(): string {
  return `${JSON.stringify(definitionJsonSchema(), undefined, 2)}\n`;
}
