/** The tree of findings. */
import {
  commands,
  type Disposable,
  EventEmitter,
  type Memento,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Findings } from './findings.ts';
import { grouped, type Grouping, groupings, type TreeNode } from './grouping.ts';
import { plural } from './status-text.ts';
import { treeItem } from './tree-item.ts';

export interface FindingsView extends Disposable {
  readonly view: TreeView<TreeNode>;
  readonly provider: TreeDataProvider<TreeNode>;
  readonly grouping: Grouping;
  groupBy(grouping: Grouping): Promise<void>;
}

/** Shows the findings; the grouping is kept in `memory`. */
export function createFindingsView(findings: Findings, memory: Memento): FindingsView {
  const changes = new EventEmitter<void>();
  const remembered = memory.get<string>('grouping');
  let grouping = groupings.find((known) => known === remembered) ?? 'pillar';
  let roots: TreeNode[] = [];
  const parents = new Map<TreeNode, TreeNode>();

  const provider: TreeDataProvider<TreeNode> & { getTreeItem(node: TreeNode): TreeItem } = {
    onDidChangeTreeData: changes.event,
    getChildren: (node) => (node ? (node.kind === 'finding' ? [] : node.children) : roots),
    getParent: (node) => parents.get(node),
    getTreeItem: (node) => treeItem(node, kindsAbove(node)),
  };
  const view = window.createTreeView('bailiwick.findings', { treeDataProvider: provider, showCollapseAll: true });

  function kindsAbove(node: TreeNode): TreeNode['kind'][] {
    const parent = parents.get(node);
    return parent ? [parent.kind, ...kindsAbove(parent)] : [];
  }

  function adopt(nodes: readonly TreeNode[], parent?: TreeNode): void {
    for (const node of nodes) {
      if (parent) parents.set(node, parent);
      if (node.kind !== 'finding') adopt(node.children, node);
    }
  }

  function show(): void {
    const count = findings.all.length;
    roots = grouped(findings.all, grouping, (uri) => workspace.asRelativePath(Uri.parse(uri)));
    parents.clear();
    adopt(roots);
    void commands.executeCommand('setContext', 'bailiwick.hasFindings', count > 0);
    view.badge = count > 0 ? { value: count, tooltip: plural(count, 'finding') } : undefined;
    void commands.executeCommand('setContext', 'bailiwick.grouping', grouping);
    changes.fire();
  }

  show();
  const listener = findings.onDidChange(show);
  return {
    view,
    provider,
    get grouping() {
      return grouping;
    },
    async groupBy(wanted) {
      grouping = wanted;
      show();
      await memory.update('grouping', wanted);
    },
    dispose() {
      listener.dispose();
      view.dispose();
      changes.dispose();
    },
  };
}
