/** `plan DIRECTORY`: lints once and prints the plan as JSON. */
import process from 'node:process';
import { lintDirectory } from '../inside/lint-directory.ts';
import type { Plan, PlannedFile } from '../inside/plan.ts';

const [directory = '.'] = process.argv.slice(2);
const { session, result } = lintDirectory(directory);
const { workspace, notes } = session;
const leftOut = new Set([...notes.skipped.map(({ path }) => path), ...notes.failures.map(({ file }) => file)]);

// A file that was parsed is one whose text the session holds.
function fate(path: string): PlannedFile['fate'] {
  if (leftOut.has(path)) return 'left out';
  return session.text(path) === '' ? 'untold' : 'parsed';
}

const plan: Plan = {
  root: workspace.root,
  seen: workspace.files.map(({ path, absolute, size }) => ({ absolute, bytes: size, fate: fate(path) })),
  findings: result.findings.length,
};
process.stdout.write(JSON.stringify(plan));
