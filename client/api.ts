/** What activate() returns, so that tests can wait on events instead of clocks. Not a promise to other extensions. */
import type { Findings } from './findings.ts';
import type { FindingsView } from './findings-view.ts';
import type { Paths } from './paths.ts';
import type { PathsView } from './paths-view.ts';
import type { Server } from './server.ts';
import type { StatusBar } from './status-bar.ts';

export interface BailiwickApi {
  /** Resolves when the first start of the server has come to an end, well or not: `server.status` tells. */
  readonly ready: Promise<void>;
  /** `status` with `onDidChangeStatus`, `onDidChangeFindings`, `ask`, and the language client as `client`. */
  readonly server: Server;
  /** The item itself as `item`. */
  readonly statusBar: StatusBar;
  /** `all` with `onDidChange`. */
  readonly findings: Findings;
  /** `view` (with its badge), `provider` (children and items, as the tree shows them) and `grouping`. */
  readonly findingsView: FindingsView;
  /** `findings` whose paths are shown, with `onDidChange`. */
  readonly paths: Paths;
  /** `view` and `provider`. */
  readonly pathsView: PathsView;
  /** How long activate() took, in milliseconds; the server starts afterwards. */
  readonly activationTime: number;
}
