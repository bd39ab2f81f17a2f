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

interface PathNode {
  finding: TreeFinding;
  steps: StepNode[];
}

interface StepNode {
  step: NumberedStep;
  path: PathNode;
}

export interface PathsView extends Disposable {
  readonly view: TreeView<PathNode | StepNode>;
  readonly provider: TreeDataProvider<PathNode | StepNode>;
  /** Brings the view forward, at the first path. */
  reveal(): Promise<void>;
  /** Selects a step, counted from 0 over all paths. */
  select(at: number): Promise<void>;
}

/** Shows what `paths` holds; the view hides itself while that is nothing. */
export function createPathsView(paths: Paths): PathsView {
  const changes = new EventEmitter<void>();
  let roots: PathNode[] = [];
  const steps = (): StepNode[] => roots.flatMap((path) => path.steps);
  const provider: TreeDataProvider<PathNode | StepNode> = {
    onDidChangeTreeData: changes.event,
    getChildren: (node) => (node ? ('steps' in node ? node.steps : []) : roots),
    getParent: (node) => ('path' in node ? node.path : undefined),
    getTreeItem: (node) => ('finding' in node ? pathItem(node.finding) : stepItem(node.step)),
  };
  const view = window.createTreeView('bailiwick.paths', { treeDataProvider: provider });
  const listeners = [
    paths.onDidChange(() => {
      roots = paths.findings.map(pathNode);
      changes.fire();
    }),
    view.onDidChangeSelection(({ selection: [node] }) => {
      if (node && 'step' in node) paths.stand(steps().indexOf(node));
    }),
  ];
  return {
    view,
    provider,
    async reveal() {
      const [first] = roots;
      if (first) await view.reveal(first, { focus: true, expand: true });
    },
    async select(at) {
      const node = steps()[at];
      if (node) await view.reveal(node, { select: true });
    },
    dispose() {
      listeners.forEach((listener) => listener.dispose());
      view.dispose();
      changes.dispose();
    },
  };
}

function pathNode(finding: TreeFinding): PathNode {
  const path: PathNode = { finding, steps: [] };
  path.steps = numbered(finding).map((step) => ({ step, path }));
  return path;
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
  item.tooltip = `${plain(step.note)}\n${placeOf(step)}`;
  item.iconPath = new ThemeIcon(iconOf(step));
  item.command = openAt(step);
  return item;
}

function iconOf({ number, isLast }: NumberedStep): string {
  if (isLast) return 'target';
  return number === 1 ? 'circle-filled' : 'arrow-down';
}
