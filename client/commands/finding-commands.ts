/** Commands about findings: their paths, their rules, how they are grouped. */
import { window } from 'vscode';
import { findingsAt } from '../at-cursor.ts';
import type { Findings } from '../findings.ts';
import type { FindingsView } from '../findings-view.ts';
import { groupings } from '../grouping.ts';
import { show } from '../open-at.ts';
import type { Paths } from '../paths.ts';
import type { PathsView } from '../paths-view.ts';
import type { TreeFinding } from '../protocol.ts';
import { openRulePage } from '../rule-page.ts';
import { meantFindings, meantRule } from './arguments.ts';
import type { Commands } from './command.ts';

export interface FindingCommandOptions {
  findings: Findings;
  findingsView: FindingsView;
  paths: Paths;
  pathsView: PathsView;
  /** Titles of all rules by id. */
  rules: Readonly<Record<string, string>>;
}

/** Show, step through and close paths; open a rule's page; group the tree. */
export function findingCommands({ findings, findingsView, paths, pathsView, rules }: FindingCommandOptions): Commands {
  async function showPaths(...args: unknown[]): Promise<void> {
    const wanted = meantFindings(args, findings.all) ?? atCursor(findings.all);
    // A lens may name what was found a moment ago, before the tree was told.
    if (wanted.length === 0) await findings.renew();
    const again = wanted.length > 0 ? wanted : (meantFindings(args, findings.all) ?? atCursor(findings.all));
    const withPath = again.filter(({ steps }) => steps.length > 0);
    if (withPath.length === 0) {
      void window.showInformationMessage('Bailiwick: no finding with a path stands here.');
      return;
    }
    paths.open(withPath);
    await pathsView.reveal();
  }

  async function go(by: 1 | -1): Promise<void> {
    const next = paths.go(by);
    if (!next) return;
    await show(next.step);
    await pathsView.select(next.at);
  }

  async function page(...args: unknown[]): Promise<void> {
    const rule = meantRule(args) ?? atCursor(findings.all)[0]?.rule ?? (await pickRule(rules));
    if (rule !== undefined) await openRulePage(rule);
  }

  return {
    'bailiwick.showPaths': showPaths,
    'bailiwick.nextStep': () => go(1),
    'bailiwick.previousStep': () => go(-1),
    'bailiwick.closePaths': () => paths.close(),
    'bailiwick.openRulePage': page,
    'bailiwick.groupByPillar': () => findingsView.groupBy(groupings[0]),
    'bailiwick.groupByRule': () => findingsView.groupBy(groupings[1]),
    'bailiwick.groupByFile': () => findingsView.groupBy(groupings[2]),
  };
}

function atCursor(findings: readonly TreeFinding[]): TreeFinding[] {
  const editor = window.activeTextEditor;
  if (!editor) return [];
  const { line, character } = editor.selection.active;
  return findingsAt(findings, editor.document.uri.toString(), line, character);
}

async function pickRule(rules: Readonly<Record<string, string>>): Promise<string | undefined> {
  const items = Object.entries(rules).map(([label, description]) => ({ label, description }));
  const options = { title: 'Bailiwick: Open the Page of a Rule', matchOnDescription: true };
  return (await window.showQuickPick(items, options))?.label;
}
