/** The paths that a person looks at now, and the step where they stand. */
import { commands, type Disposable, EventEmitter, type Event } from 'vscode';
import type { Findings } from './findings.ts';
import type { TreeFinding } from './protocol.ts';
import { moved, numbered, type NumberedStep } from './steps.ts';

export interface Paths extends Disposable {
  /** Empty when none is shown. */
  readonly findings: readonly TreeFinding[];
  readonly onDidChange: Event<void>;
  open(findings: readonly TreeFinding[]): void;
  close(): void;
  /** Goes to a step, counted from 0 over all paths. */
  stand(at: number): void;
  /** Goes to the next step, or to the one before; after the last comes the first. */
  go(by: 1 | -1): { at: number; step: NumberedStep } | undefined;
}

/** Follows the findings: a path changes with its finding, and goes with it. */
export function createPaths(findings: Findings): Paths {
  const changes = new EventEmitter<void>();
  let shown: readonly TreeFinding[] = [];
  let at: number | undefined;
  function set(next: readonly TreeFinding[]): void {
    if (next.length === 0 && shown.length === 0) return;
    shown = next;
    at = undefined;
    void commands.executeCommand('setContext', 'bailiwick.hasPaths', shown.length > 0);
    changes.fire();
  }
  const listener = findings.onDidChange(() => {
    set(shown.flatMap(({ id }) => findings.all.find((finding) => finding.id === id) ?? []));
  });
  return {
    get findings() {
      return shown;
    },
    onDidChange: changes.event,
    open: set,
    close: () => set([]),
    stand: (next) => (at = next),
    go(by) {
      const steps = shown.flatMap(numbered);
      at = moved(at, by, steps.length);
      const step = at === undefined ? undefined : steps[at];
      return at === undefined || !step ? undefined : { at, step };
    },
    dispose() {
      listener.dispose();
      changes.dispose();
    },
  };
}
