/** What the lightbulb offers on the findings of a place, and what is made of it when it is chosen. */
import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import type { Finding, Span } from '../../finding.ts';
import { isSourceName } from '../../input/kinds.ts';
import { actionData, type Deferred, versionsOf } from './action-data.ts';
import { fixAllKind } from './action-kinds.ts';
import type { Analysis } from '../analysis/analysis.ts';
import { deferredEdit } from './deferred-edits.ts';
import { fixActions, preferredFixes, safeFixes } from './fix-actions.ts';

export interface ActionRequest {
  path: string;
  span: Span;
  /** Those of the client at the place; ours are told by their data. */
  diagnostics: readonly Diagnostic[];
  /** Kinds that are asked for; all when undefined. */
  only?: readonly string[];
  configuration?: ConfigurationText;
}

/** The configuration of the project as it is now, or where it would stand. */
export interface ConfigurationText {
  uri: string;
  /** null unless it is open. */
  version: number | null;
  /** undefined where there is none yet. */
  text: string | undefined;
}

/** The actions of the findings that touch the span, fixes first. */
export function codeActions(analysis: Analysis, request: ActionRequest): CodeAction[] {
  const { path, span, diagnostics, only } = request;
  const own = analysis.result.findings.filter(({ at }) => at.file === path);
  const named = new Set(diagnostics.map(fingerprintOf));
  const touched = own.filter(
    ({ at, fingerprint }) => (at.start <= span.end && at.end >= span.start) || named.has(fingerprint),
  );
  const offered: CodeAction[] = [];
  if (isWanted(CodeActionKind.QuickFix, only)) {
    const about = (finding: Finding): Pick<CodeAction, 'kind' | 'diagnostics'> => {
      const shown = diagnostics.filter((each) => fingerprintOf(each) === finding.fingerprint);
      return { kind: CodeActionKind.QuickFix, ...(shown.length > 0 ? { diagnostics: shown } : {}) };
    };
    for (const finding of touched)
      offered.push(...fixActions(analysis, finding).map((a) => ({ ...a, ...about(finding) })));
    for (const finding of distinctRules(touched))
      offered.push(...forRule(analysis, request, own, finding, about(finding)));
  }
  if (isWanted(fixAllKind, only) && safeFixes(own).length > 0) {
    const title = 'Fix all that can only be tightened';
    offered.push(...deferredAction(analysis, request, { title, kind: fixAllKind }, { kind: 'fixAll' }));
  }
  return offered;
}

/** The action with its edit; undefined when it was computed on an older text. */
export function resolveCodeAction(
  analysis: Analysis,
  action: CodeAction,
  configuration?: ConfigurationText,
): CodeAction | undefined {
  const data = actionData(action.data);
  if (!data?.deferred || action.edit) return action;
  const path = analysis.path(data.uri);
  const version = path === undefined ? undefined : analysis.version(path);
  if (path === undefined || data.versions.some(([uri, known]) => uri === data.uri && known !== version))
    return undefined;
  const made = deferredEdit(analysis, path, data.deferred, configuration);
  return made && { ...action, edit: made.edit };
}

function forRule(
  analysis: Analysis,
  request: ActionRequest,
  own: readonly Finding[],
  { rule, fingerprint }: Finding,
  about: Pick<CodeAction, 'kind' | 'diagnostics'>,
): CodeAction[] {
  const { client } = analysis;
  const count = preferredFixes(own, rule).length;
  const later = (title: string, deferred: Deferred): CodeAction[] =>
    deferredAction(analysis, request, { ...about, title }, deferred);
  const open = client.isBailiwick ? 'bailiwick.openRulePage' : 'bailiwick.server.openRulePage';
  const title = `Show the page of ${rule}`;
  return [
    ...(count > 1 ? later(`Fix all ${count} findings of ${rule} in this file`, { kind: 'fixRule', rule }) : []),
    ...later(`Ignore ${rule} on this line`, { kind: 'ignore', fingerprint }),
    ...later(`Turn ${rule} off in .bailiwick.yaml`, { kind: 'turnOff', rule }),
    ...(client.isBailiwick || client.showsDocuments
      ? [{ ...about, title, command: { title, command: open, arguments: [rule] } }]
      : []),
  ];
}

// Whoever cannot ask for the edit later gets it at once. Where there may be none, it is made to see whether there is one.
function deferredAction(
  analysis: Analysis,
  { path, configuration }: ActionRequest,
  action: CodeAction,
  deferred: Deferred,
): CodeAction[] {
  const uri = analysis.uri(path);
  const isSure = deferred.kind === 'ignore' ? isSourceName(path) : deferred.kind !== 'turnOff';
  if (analysis.client.resolvesEdits && isSure)
    return [{ ...action, data: { uri, versions: versionsOf(analysis, [path]), deferred } }];
  const made = deferredEdit(analysis, path, deferred, configuration);
  return made ? [{ ...action, edit: made.edit, data: { uri, versions: made.versions } }] : [];
}

function distinctRules(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ rule }, index) => findings.findIndex((other) => other.rule === rule) === index);
}

function fingerprintOf({ source, data }: Diagnostic): string | undefined {
  if (source !== 'bailiwick' || typeof data !== 'object' || data === null) return undefined;
  const fingerprint: unknown = Reflect.get(data, 'fingerprint');
  return typeof fingerprint === 'string' ? fingerprint : undefined;
}

// A kind covers what lies below it: `source` covers `source.fixAll.bailiwick`.
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`));
}
