/** How a node of the findings tree looks. */
import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import { type GroupNode, severest, type TreeNode } from './grouping.ts';
import { openAt, placeOf } from './open-at.ts';
import type { TreeFinding } from './protocol.ts';
import { plain } from './steps.ts';

/** The item of a node below others, the nearest first: a finding tells only what stands not above it. */
export function treeItem(node: TreeNode, above: readonly TreeNode['kind'][]): TreeItem {
  return node.kind === 'finding' ? leaf(node.finding, node.key, above) : group(node);
}

function group({ kind, key, value, label, findings }: GroupNode): TreeItem {
  const state = kind === 'pillar' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(label, state);
  item.id = key;
  item.contextValue = kind;
  item.description = kind === 'rule' ? `${findings.length} · ${value}` : String(findings.length);
  if (kind === 'file') {
    item.resourceUri = Uri.parse(value);
    item.iconPath = ThemeIcon.File;
  } else if (kind === 'rule') item.iconPath = severityIcon(severest(findings) ?? 'info');
  else item.iconPath = new ThemeIcon(pillarIcons[value] ?? 'shield');
  return item;
}

const pillarIcons: Record<string, string> = { identity: 'account', access: 'key', monitoring: 'eye' };

function leaf(finding: TreeFinding, key: string, above: readonly TreeNode['kind'][]): TreeItem {
  const message = plain(finding.message);
  const place = above.includes('file') ? `line ${finding.range.start.line + 1}` : placeOf(finding);
  // Below its rule the messages are much alike, and the place is what one looks for.
  const [label, description] = above.includes('rule') ? [place, message] : [message, place];
  const item = new TreeItem(label);
  item.id = key;
  item.contextValue = finding.steps.length > 0 ? 'finding.path' : 'finding';
  item.description = description;
  item.iconPath = severityIcon(finding.severity);
  item.tooltip = tooltip(finding);
  item.command = openAt(finding);
  return item;
}

function tooltip({ title, rule, severity, confidence, message, steps }: TreeFinding): MarkdownString {
  const path = steps.map(({ note }, index) => `${index + 1}. ${note}`);
  const text = [`**${title}**`, message, `\`${rule}\` · ${severity} · ${confidence} confidence`, path.join('\n')];
  return new MarkdownString(text.filter(Boolean).join('\n\n'));
}

/** The icon of a severity, in the colour that the Problems view gives it. */
export function severityIcon(severity: TreeFinding['severity']): ThemeIcon {
  return new ThemeIcon(
    severity,
    new ThemeColor(`problems${severity.charAt(0).toUpperCase()}${severity.slice(1)}Icon.foreground`),
  );
}
