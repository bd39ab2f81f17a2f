/**
 * `node node_modules/tsx/dist/cli.mjs scripts/graph-permissions.ts CLONE`: writes rules/graph-permissions.json, the ids of
 * all permissions of Microsoft Graph, from a clone (bare or not) of microsoftgraph/microsoft-graph-devx-content at its HEAD.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { type PermissionSources, publishedPermissions } from './outputs/graph-permissions.ts';

const [clone, ...surplus] = process.argv.slice(2);
if (clone === undefined || surplus.length > 0) {
  console.error('Name one directory: a clone of microsoftgraph/microsoft-graph-devx-content.');
  process.exit(2);
}

const git = (...words: string[]): string =>
  execFileSync('git', ['-C', clone, ...words], { encoding: 'utf8', maxBuffer: 64 << 20 });
const json = (path: string): unknown => JSON.parse(git('show', `HEAD:${path}`).replace(/^\uFEFF/, ''));

const files = [
  'permissions/permissions-descriptions.json',
  'permissions/new/permissions.json',
  'permissions/new/provisioningInfo.json',
];
const [descriptions, catalogue, deployments] = files.map(json);
const permissions = publishedPermissions({ descriptions, catalogue, deployments } as PermissionSources);
const head = {
  repo: 'microsoftgraph/microsoft-graph-devx-content',
  commit: git('rev-parse', 'HEAD').trim(),
  asOf: git('log', '-1', '--format=%cs').trim(),
  files,
  license: 'MIT',
  columns:
    'name, kind (a: application, d: delegated), id, admin where no user can consent, level 1-4 as Microsoft rates it',
};
const [opening] = JSON.stringify(head, undefined, 2).split(/\n\}$/);
const rows = permissions.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
writeFileSync(
  fileURLToPath(new URL('../rules/graph-permissions.json', import.meta.url)),
  `${opening},\n  "permissions": [\n${rows}\n  ]\n}\n`,
);
console.log(`${permissions.length} permissions as of ${head.asOf}; run npm run generate.`);
