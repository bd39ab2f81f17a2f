/** The findings of the workspace, renewed whenever the server has linted. */
import { type Disposable, EventEmitter, type Event, type LogOutputChannel, Uri } from 'vscode';
import type { TreeFinding } from './protocol.ts';
import { reasonOf, type Server } from './server.ts';

export interface Findings extends Disposable {
  readonly all: readonly TreeFinding[];
  readonly onDidChange: Event<void>;
  /** Asks the server; the last answer counts, whoever asked for it. */
  renew(): Promise<void>;
}

/** Follows the server; while it is away the last findings stay. */
export function createFindings(server: Server, output: LogOutputChannel): Findings {
  const changes = new EventEmitter<void>();
  let all: readonly TreeFinding[] = [];
  let asked = 0;
  async function renew(): Promise<void> {
    const turn = ++asked;
    const { findings } = await server.ask('bailiwick/findings', undefined);
    if (turn !== asked) return;
    all = findings.map(withEditorUris);
    changes.fire();
  }
  const listener = server.onDidChangeFindings(() => {
    // A server that went away tells again when it is back.
    renew().catch((error: unknown) => output.warn(`The findings could not be asked for: ${reasonOf(error)}`));
  });
  return {
    get all() {
      return all;
    },
    onDidChange: changes.event,
    renew,
    dispose() {
      listener.dispose();
      changes.dispose();
    },
  };
}

// Servers and editors may write the same URI in different ways; here only the editor's way counts.
function withEditorUris(finding: TreeFinding): TreeFinding {
  const steps = finding.steps.map((step) => ({ ...step, uri: Uri.parse(step.uri).toString() }));
  return { ...finding, uri: Uri.parse(finding.uri).toString(), steps };
}
