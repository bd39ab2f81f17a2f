/** The trace channel: written as soon as `bailiwick.trace.server` is not off, whatever the log level of the editor. */
import {
  type Disposable,
  EventEmitter,
  LogLevel,
  type LogOutputChannel,
  type OutputChannel,
  window,
  workspace,
} from 'vscode';

export interface TraceChannel extends Disposable {
  readonly channel: LogOutputChannel;
}

/** The client asks a log channel for its level; this one answers with the setting. Nothing is created before the first line. */
export function createTraceChannel(): TraceChannel {
  let output: OutputChannel | undefined;
  const changes = new EventEmitter<LogLevel>();
  const target = (): OutputChannel => (output ??= window.createOutputChannel('Bailiwick Trace'));
  const write = (message: string | Error): void =>
    target().appendLine(`${new Date().toISOString()} ${String(message)}`);
  const channel: LogOutputChannel = {
    name: 'Bailiwick Trace',
    get logLevel() {
      return level();
    },
    onDidChangeLogLevel: changes.event,
    trace: write,
    debug: write,
    info: write,
    warn: write,
    error: write,
    append: (text) => target().append(text),
    appendLine: (text) => target().appendLine(text),
    replace: (text) => target().replace(text),
    clear: () => output?.clear(),
    show: () => target().show(true),
    hide: () => output?.hide(),
    dispose: () => output?.dispose(),
  };
  const watch = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('bailiwick.trace.server')) changes.fire(level());
  });
  return {
    channel,
    dispose() {
      watch.dispose();
      changes.dispose();
      output?.dispose();
    },
  };
}

function level(): LogLevel {
  return workspace.getConfiguration('bailiwick').get('trace.server', 'off') === 'off' ? LogLevel.Info : LogLevel.Trace;
}
