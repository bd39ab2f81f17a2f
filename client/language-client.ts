/** The language client, loaded when the server is started and not before: it is most of what the extension weighs. */
import { type LogOutputChannel, type TextDocument, workspace } from 'vscode';
import {
  CloseAction,
  DiagnosticPullMode,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type StaticFeature,
  TransportKind,
} from 'vscode-languageclient/node';
import { documentSelector } from './documents.ts';

export interface ClientOptions {
  /** Absolute path of the server's bundle. */
  module: string;
  output: LogOutputChannel;
  trace: LogOutputChannel;
  /** The server ended and nobody had asked it to; says whether it will be started again. */
  ended(): boolean;
}

/** A client that is not started; it never shows a message of its own accord. */
export function createClient({ module, output, trace, ended }: ClientOptions): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector,
    outputChannel: output,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: () => ({ settings: plainSettings() }),
    initializationFailedHandler: () => false,
    diagnosticPullOptions: { onChange: true, onSave: true, filter: isLeftUntilSaved },
    markdown: { isTrusted: false, supportThemeIcons: true },
    errorHandler: {
      // A broken pipe is followed by the end of the server, which is what counts.
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      // The client would start it again at once, and for ever; restarts.ts does so with patience.
      closed: () => ({
        action: CloseAction.DoNotRestart,
        handled: true,
        message: ended() ? 'The server ended and is started again.' : 'The server ended too often.',
      }),
    },
  };
  const client = new QuietClient('bailiwick', 'Bailiwick', { module, transport: TransportKind.ipc }, options);
  client.registerFeature(ownCommands);
  return client;
}

// Every failed request would be a message of its own; what a person must know is told once, by the extension.
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Tells the server that the commands of the extension may stand in actions and lenses. */
const ownCommands: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const others: unknown = capabilities.experimental;
    capabilities.experimental = { ...(typeof others === 'object' ? others : {}), bailiwickClient: true };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

/** The object of the editor has methods too, and its values are proxies that cannot be cloned. */
function plainSettings(): unknown {
  return JSON.parse(JSON.stringify(workspace.getConfiguration('bailiwick')));
}

function isLeftUntilSaved(document: TextDocument, mode: DiagnosticPullMode): boolean {
  return (
    mode === DiagnosticPullMode.onType && workspace.getConfiguration('bailiwick', document).get('run') === 'onSave'
  );
}
