/** What the linter says of files that stand in memory. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { rules } from '../../rules/index.ts';
import { configShape } from '../../server/config-shape.ts';
import type { Finding } from '../../server/finding.ts';
import { lint } from '../../server/lint.ts';
import { parseModel } from '../../server/models/shape.ts';
import { createSession, type Session } from '../../server/session.ts';
import { parseShaped } from '../../server/shape.ts';
import { memoryWorkspace } from '../../server/workspace.ts';

const folder = new URL('../../rules/models/', import.meta.url);
// From the YAML, so that an edit of a model counts before anything is generated.
const models = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => {
    const { model, problems } = parseModel(readFileSync(new URL(name, folder), 'utf8'), name);
    if (model) return model;
    throw new Error(problems.map((problem) => `${name}:${problem.line}: ${problem.message}`).join('\n'));
  });

/** A session over the files; `.bailiwick.yaml` among them is the configuration. `isAborted` is asked before each step. */
export function openSession(files: Record<string, string>, isAborted?: () => boolean): Session {
  const config = parseShaped(files['.bailiwick.yaml'] ?? '', configShape);
  assert.deepEqual(config.problems, [], '.bailiwick.yaml is well formed');
  return createSession({
    workspace: memoryWorkspace(files),
    config: config.value ?? {},
    models,
    ...(isAborted ? { isAborted } : {}),
  });
}

/** All findings of all rules, of every confidence. */
export function lintFiles(files: Record<string, string>): Finding[] {
  const session = openSession(files);
  const { findings, failures, warnings } = lint(session, { rules, isPedantic: true, includeTests: true });
  assert.deepEqual([...failures, ...warnings], [], 'every file is read and no rule fails');
  return findings;
}
