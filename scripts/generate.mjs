/**
 * Writes what follows from a source elsewhere in the tree: the REST description as a constant for the validated router,
 * the client's types, and the JSON Schema of the definition. `--check` writes nothing and fails on a difference.
 */
import { createRequire } from 'node:module';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));
const description =
  'plugins/preview-environments-backend/src/schema/openapi.yaml';
const common = 'plugins/preview-environments-common';

const files = {
  'plugins/preview-environments-backend/src/schema/openapi.generated.ts':
    routerDescription,
  [`${common}/src/client/openapi.generated.ts`]: clientTypes,
  [`${common}/preview-definition.schema.json`]: definitionSchema,
};

const check = process.argv.includes('--check');
const stale = [];
for (const [file, render] of Object.entries(files)) {
  const path = resolve(root, file);
  const wanted = await render(path);
  const found = await readFile(path, 'utf8').catch(absentAsUndefined);
  if (found === wanted) continue;
  stale.push(file);
  if (!check) {
    await writeFile(path, wanted);
    console.log(`wrote ${file}`);
  }
}
if (check && stale.length > 0) {
  console.error(
    `Not what its source says any more:\n${stale
      .map(file => `  ${file}`)
      .join('\n')}\nRun \`npm run generate\` and commit the result.`,
  );
  process.exitCode = 1;
}

async function routerDescription(path) {
  const spec = parse(await readFile(resolve(root, description), 'utf8'));
  return formatted(
    path,
    `export const spec = ${JSON.stringify(spec)} as const;`,
  );
}

async function clientTypes(path) {
  const spec = parse(await readFile(resolve(root, description), 'utf8'));
  const types = astToString(await openapiTypescript(spec));
  const published = types
    // The package's public types are made of this one, so that it is public itself.
    .replace(
      'export interface components ',
      "/** The schemas of the REST API's description. @public */\nexport interface components ",
    )
    // TSDoc, which API reports are made by, knows neither of these.
    .replace(/@description /g, '')
    .replace(/^ *(\/\*\* @enum \{\w+\} \*\/|\* @enum \{\w+\})\n/gm, '');
  return formatted(path, published);
}

/** The package's own code renders it, so that the published file and its tests cannot differ. */
function definitionSchema() {
  require('@backstage/cli-node/config/nodeTransform.cjs');
  return require(resolve(
    root,
    common,
    'src/definition/jsonSchema.ts',
  )).definitionJsonSchemaFile();
}

async function formatted(path, code) {
  const options = await prettier.resolveConfig(path);
  return prettier.format(
    `// Generated from ${description} by \`npm run generate\`.\n${code}`,
    { ...options, filepath: path },
  );
}

function absentAsUndefined(error) {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
