/** `bailiwick check`: one run from arguments to an exit code. */
import process from 'node:process';
import { loadConfig, readConfig } from '../config.ts';
import { failureText } from '../report/report.ts';
import type { Analysis } from './analyse.ts';
import { type CheckOptions, wrongArguments } from './arguments.ts';
import { complaint } from './complaint.ts';
import { startProgress } from './progress.ts';
import { ruleIds } from './rules.ts';

/** Lints the paths and writes the report; returns the exit code (0 clean, 1 findings, 2 could not run or failed). */
export async function check(paths: string[], options: CheckOptions, version: string): Promise<number> {
  const cwd = process.cwd();
  const known = { rules: ruleIds, cwd };
  const loaded = options.config === undefined ? loadConfig(paths, known) : readConfig(options.config, known);
  const mistakes = [...wrongArguments(paths, options, cwd), ...loaded.failures.map(failureText)];
  if (mistakes.length > 0) {
    process.stderr.write(mistakes.map(complaint).join(''));
    return 2;
  }
  // Only now: a mistake can be told without them.
  const { analyse } = await import('./analyse.ts');
  const { writeReport } = await import('./write-report.ts');
  const progress = await startProgress(options);
  let analysis: Analysis;
  try {
    analysis = await analyse(paths, options, loaded, progress.onPhase);
  } finally {
    progress.stop();
  }
  return writeReport(analysis, options, version);
}
