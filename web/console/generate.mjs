// What the console knows of the API, made anew from docs/openapi.json at each build: the types of every route, and
// which roles may call it (so that nobody is shown a door that will not open for them).
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const description = new URL('../../docs/openapi.json', import.meta.url);
const folder = new URL('./src/api/generated/', import.meta.url);
const methods = ['get', 'post', 'put', 'patch', 'delete'];

const document = JSON.parse(await readFile(description, 'utf8'));
const roles = {};
for (const [path, operations] of Object.entries(document.paths))
  for (const method of methods) {
    if (!operations[method]) continue;
    // Types go by the paths; two operations of one name would be refused.
    delete operations[method].operationId;
    if (operations[method]['x-roles']) roles[`${method.toUpperCase()} ${path}`] = operations[method]['x-roles'];
  }

await mkdir(folder, { recursive: true });
await writeFile(new URL('schema.ts', folder), astToString(await openapiTS(document)));
await writeFile(new URL('roles.ts', folder),
  `// Made by generate.mjs.\nexport const operationRoles: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(roles, null, 2)};\n`);
