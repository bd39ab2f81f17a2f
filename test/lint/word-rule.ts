/** `lint` over files in memory, with rules that report every occurrence of a word. */
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import type { Config } from '../../server/config.ts';
import type { Report } from '../../server/finding.ts';
import { lint, type LintOptions, type LintResult } from '../../server/lint.ts';
import type { Model } from '../../server/models/model.ts';
import type { Rule, RuleMeta } from '../../server/rule.ts';
import { createSession, type Session } from '../../server/session.ts';
import { memoryWorkspace, type Workspace } from '../../server/workspace.ts';

type Files = Record<string, string>;

/** A rule of the name; what it reports is plain unless the test says otherwise. */
export function wordRule(
  id: string,
  word: string,
  files: Files,
  report: Partial<Report> = {},
  meta: Partial<RuleMeta> = {},
): Rule {
  const plain = { pillar: 'access', severity: 'error', confidence: 'high', fixable: 'never', since: 'next' } as const;
  return {
    meta: { ...plain, id, title: id, references: [], ...meta },
    *check(context) {
      // Linked like any program, so that the files are read.
      context.flows({ from: [], to: [] });
      for (const [file, text] of Object.entries(files)) {
        for (const { index } of text.matchAll(new RegExp(word, 'g'))) {
          const at = { file, start: index, end: index + word.length };
          yield { at, message: `${word} is here`, why: 'because', help: 'remove it', confidence: 'high', ...report };
        }
      }
    },
  };
}

export interface Setup extends Partial<LintOptions> {
  config?: Config;
  isFiltered?: boolean;
  workspace?: Workspace;
}

/** A session over the files with the models that ship; every file is read unless the test says otherwise. */
export function sessionOf(files: Files, { config = {}, isFiltered = false, workspace }: Setup = {}): Session {
  return createSession({
    workspace: workspace ?? memoryWorkspace(files),
    config,
    // The generated file was validated when it was written; its literals are wider than the model's types.
    models: models as unknown as Model[],
    isFiltered,
  });
}

/** What the linter says of the files. */
export function run(files: Files, setup: Setup = {}): LintResult {
  return lint(sessionOf(files, setup), { rules, ...setup });
}

/** `rule file:offset` of every finding. */
export function places({ findings }: Pick<LintResult, 'findings'>): string[] {
  return findings.map(({ rule, at }) => `${rule} ${at.file}:${at.start}`);
}
