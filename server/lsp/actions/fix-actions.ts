/** The fixes of findings as actions, and which of them go together. */
import type { CodeAction } from 'vscode-languageserver';
import type { Finding, Fix } from '../../finding.ts';
import { compatible } from '../../fix.ts';
import { versionsOf } from './action-data.ts';
import type { Analysis } from '../analysis/analysis.ts';
import { type Confirmation, workspaceEdit } from './workspace-edit.ts';

/** One action for every fix, the safe ones first; only the first safe one is preferred. */
export function fixActions(analysis: Analysis, { fixes, at }: Finding): CodeAction[] {
  const ranked = [...fixes.filter(isSafe), ...fixes.filter((fix) => !isSafe(fix))];
  return ranked.map((fix, index) => {
    const files = fix.edits.map(({ file }) => file);
    return {
      title: fix.title,
      ...(isSafe(fix) && index === 0 ? { isPreferred: true } : {}),
      edit: workspaceEdit(analysis, fix.edits, confirmation([fix])),
      data: { uri: analysis.uri(at.file), versions: versionsOf(analysis, [at.file, ...files]) },
    };
  });
}

/** The safe fixes that can be made at once, at most one of each finding. */
export function safeFixes(findings: readonly Finding[]): Fix[] {
  return compatible(findings.flatMap(({ fixes }) => fixes.filter(isSafe).slice(0, 1)));
}

/** For every finding of the rule its safe fix, or the first one that it has; as far as they can be made at once. */
export function preferredFixes(findings: readonly Finding[], rule: string): Fix[] {
  const own = findings.filter((finding) => finding.rule === rule);
  return compatible(own.flatMap(({ fixes }) => fixes.find(isSafe) ?? fixes.slice(0, 1)));
}

/** What a person must confirm of the fixes, if anything. */
export function confirmation(fixes: readonly Fix[]): Confirmation | undefined {
  const open = fixes.filter((fix) => !isSafe(fix));
  const files = new Set(open.flatMap(({ edits }) => edits.map(({ file }) => file)));
  const [first] = open;
  if (!first) return undefined;
  if (open.some(({ isStub }) => isStub))
    return { label: first.title, description: 'Writes code that throws until you fill it in.' };
  return files.size > 1 ? { label: first.title, description: `Changes ${files.size} files.` } : undefined;
}

function isSafe({ safety }: Fix): boolean {
  return safety === 'safe';
}
