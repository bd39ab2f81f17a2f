/** Edits that cost more than a look at a finding: they are made when a person chooses the action. */
import type { WorkspaceEdit } from 'vscode-languageserver';
import type { Finding, Fix } from '../../finding.ts';
import { editsOf } from '../../fix.ts';
import { createLines } from '../../input/lines.ts';
import { type ActionData, type Deferred, versionsOf } from './action-data.ts';
import type { Analysis } from '../analysis/analysis.ts';
import type { ConfigurationText } from './code-actions.ts';
import { turnOff } from './config-edit.ts';
import { confirmation, preferredFixes, safeFixes } from './fix-actions.ts';
import { type IgnoreEdit, ignoreEdit } from './ignore-edit.ts';
import { toRange } from '../positions.ts';
import { fileCreation, fileEdits, rangeOf, workspaceEdit } from './workspace-edit.ts';

export interface DeferredEdit {
  edit: WorkspaceEdit;
  versions: ActionData['versions'];
}

/** The edit over the texts that were analysed; undefined where there is nothing to write. */
export function deferredEdit(
  analysis: Analysis,
  path: string,
  deferred: Deferred,
  configuration?: ConfigurationText,
): DeferredEdit | undefined {
  const own = analysis.result.findings.filter(({ at }) => at.file === path);
  switch (deferred.kind) {
    case 'fixRule':
      return ofFixes(analysis, preferredFixes(own, deferred.rule));
    case 'fixAll':
      return ofFixes(analysis, safeFixes(own));
    case 'ignore':
      return own.filter(({ fingerprint }) => fingerprint === deferred.fingerprint).map((f) => ignore(analysis, f))[0];
    case 'turnOff':
      return configuration && off(analysis, deferred.rule, configuration);
  }
}

function ofFixes(analysis: Analysis, fixes: readonly Fix[]): DeferredEdit | undefined {
  const edits = editsOf(fixes);
  if (edits.length === 0) return undefined;
  const versions = versionsOf(
    analysis,
    edits.map(({ file }) => file),
  );
  return { edit: workspaceEdit(analysis, edits, confirmation(fixes)), versions };
}

/** Stands where the reason belongs until a person writes it. */
const placeholder = 'say why this is wanted';

function ignore(analysis: Analysis, { at, rule }: Finding): DeferredEdit | undefined {
  const { session, client } = analysis;
  const order = { path: at.file, text: session.text(at.file), at, rule, comments: session.ignores(at.file) };
  const made = ignoreEdit(order);
  if (!made) return undefined;
  const range = rangeOf(analysis, { file: at.file, start: made.start, end: made.end });
  const written = client.snippetEdits
    ? { range, snippet: { kind: 'snippet' as const, value: snippetOf(made) } }
    : { range, newText: made.before + (made.reason ?? placeholder) + made.after };
  return { edit: fileEdits(analysis, new Map([[at.file, [written]]])), versions: versionsOf(analysis, [at.file]) };
}

function snippetOf({ before, reason = placeholder, after }: IgnoreEdit): string {
  const escaped = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
  return `${escaped(before)}\${1:${escaped(reason)}}${escaped(after)}`;
}

function off({ client }: Analysis, rule: string, { uri, version, text }: ConfigurationText): DeferredEdit | undefined {
  const versions: ActionData['versions'] = [[uri, version]];
  if (text === undefined) {
    const made = turnOff('', rule);
    return made && client.createsFiles && client.documentChanges
      ? { edit: fileCreation(uri, made.text), versions }
      : undefined;
  }
  const made = turnOff(text, rule);
  if (!made) return undefined;
  const edits = [{ range: toRange(createLines(text), made, client.encoding), newText: made.text }];
  const edit: WorkspaceEdit = client.documentChanges
    ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
    : { changes: { [uri]: edits } };
  return { edit, versions };
}
