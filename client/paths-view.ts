/** The view of paths: every step of a finding with what happens there. */
import {
  type Disposable,
  EventEmitter,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from 'vscode';
import { openAt, placeOf } from './open-at.ts';
import type { Paths } from './paths.ts';
import type { TreeFinding } from './protocol.ts';
import { numbered, type NumberedStep, plain } from './steps.ts';
import { severityIcon } from './tree-item.ts';

export type PathNode = { finding: TreeFinding } | { step: NumberedStep; parent: PathNode };

export interface PathsView extends Disposable {
  readonly view: TreeView<PathNode>;
  readonly provider: TreeDataProvider<PathNode>;
  /** Brings the view forward, at the first path. */
  reveal(): Promise<void>;
}

/** Shows what `paths` holds; the view hides itself while that is nothing. */
export function createPathsView(paths: Paths): PathsView {
  const changes = new EventEmitter<void>();
  let roots: PathNode[] = [];
  const provider: TreeDataProvider<PathNode> = {
    onDidChangeTreeData: changes.event,
    getChildren(node) {
      if (!node) return roots;
      return 'finding' in node ? numbered(node.finding).map((step) => ({ step, parent: node })) : [];
    },
    getParent: (node) => ('parent' in node ? node.parent : undefined),
    getTreeItem: (node) => ('finding' in node ? pathItem(node.finding) : stepItem(node.step)),
  };
  const view = window.createTreeView('bailiwick.paths', { treeDataProvider: provider });
  const listener = paths.onDidChange(() => {
    roots = paths.findings.map((finding) => ({ finding }));
    changes.fire();
  });
  return {
    view,
    provider,
    async reveal() {
      const [first] = roots;
      if (first) await view.reveal(first, { focus: true, expand: true });
    },
    dispose() {
      listener.dispose();
      view.dispose();
      changes.dispose();
    },
  };
}

function pathItem(finding: TreeFinding): TreeItem {
  const item = new TreeItem(plain(finding.message), TreeItemCollapsibleState.Expanded);
  item.description = placeOf(finding);
  item.iconPath = severityIcon(finding.severity);
  item.contextValue = 'path';
  item.command = openAt(finding);
  return item;
}

function stepItem(step: NumberedStep): TreeItem {
  const item = new TreeItem(`${step.number}  ${plain(step.note)}`);
  item.description = placeOf(step);
  item.iconPath = new ThemeIcon(iconOf(step));
  item.command = openAt(step);
  return item;
}

function iconOf({ number, isLast }: NumberedStep): string {
  if (isLast) return 'target';
  return number === 1 ? 'circle-filled' : 'arrow-down';
}
