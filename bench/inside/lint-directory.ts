/** Ours without its command line: the same steps as `bailiwick check`, for the programs that look inside. */
import process from 'node:process';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import { loadConfig } from '../../server/config.ts';
import { lint, type LintResult } from '../../server/lint.ts';
import type { Model } from '../../server/models/model.ts';
import { createSession, type Session } from '../../server/session.ts';
import { diskWorkspace } from '../../server/workspace.ts';

export interface OwnRun {
  session: Session;
  result: LintResult;
  walkMs: number;
}

/** One whole run over a directory. */
export function lintDirectory(directory: string): OwnRun {
  const cwd = process.cwd();
  const { config, models: own } = loadConfig(directory, { rules: rules.map((rule) => rule.meta.id), cwd });
  const started = performance.now();
  const workspace = diskWorkspace([directory], { cwd, ignore: config.ignore ?? [] });
  const walkMs = performance.now() - started;
  // The generated file was validated when it was written; its literals are wider than the model's types.
  const session = createSession({ workspace, config, models: [...(models as unknown as Model[]), ...own] });
  return { session, result: lint(session, { rules }), walkMs };
}
