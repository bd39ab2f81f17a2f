/** rules/models.json, rules/scopes.json and rules/dialects.json: all YAML of one kind in one file, so that a run reads no YAML. */
import { readdirSync, readFileSync } from 'node:fs';
import graphPermissions from '../../rules/graph-permissions.json' with { type: 'json' };
import { compileScopes } from '../../server/models/scope-shape.ts';
import { parseDialect } from '../../server/manifests/dialect-shape.ts';
import { parseModel } from '../../server/models/shape.ts';
import type { ScopeTable } from '../../server/models/scope-entry.ts';
import type { Output } from './output.ts';

/** Compiles the catalogues; throws one error that lists every mistake with file, line and column. */
export function catalogs(): Output[] {
  const parsed = filesOf('rules/models').map(({ file, text }) => ({ file, ...parseModel(text, file) }));
  const scopes = compileScopes(filesOf('rules/scopes'));
  const known = filesOf('rules/dialects').map(({ file, text }) => ({ file, ...parseDialect(text) }));
  const problems = [
    ...[...parsed, ...known].flatMap(({ file, problems: own }) => own.map((problem) => ({ file, ...problem }))),
    ...scopes.problems,
  ];
  if (problems.length > 0) {
    throw new Error(problems.map((p) => `${p.file}:${p.line}:${p.column}: ${p.message}`).join('\n'));
  }
  return [
    { path: 'rules/models.json', text: lines(parsed.flatMap(({ model }) => model ?? [])) },
    { path: 'rules/dialects.json', text: lines(known.flatMap(({ dialect }) => dialect ?? [])) },
    { path: 'rules/scopes.json', text: lines(scopes.entries) },
    { path: 'rules/scope-tables.json', text: lines([...scopes.tables, published()]) },
  ];
}

// Written by scripts/graph-permissions.ts; only its age and size are said here.
function published(): ScopeTable {
  const { repo, commit, asOf, permissions } = graphPermissions;
  const entries = permissions.length;
  return { name: 'graph-permissions', asOf, entries, unverified: 0, sources: [`${repo}@${commit}`] };
}

function filesOf(folder: string): { file: string; text: string }[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => ({ file: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') }));
}

// One entry a line keeps the file small and its diff readable.
function lines(entries: unknown[]): string {
  return `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;
}
