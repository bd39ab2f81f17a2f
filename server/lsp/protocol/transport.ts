/** How the server speaks with its client: over node-ipc when asked to, else over stdio. */
import process from 'node:process';
import { PassThrough } from 'node:stream';
import {
  type Connection,
  type DataCallback,
  type Disposable,
  type Message,
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

// Messages that came together with the end of the input are answered in this time.
const lastWordsMs = 500;
const exitMs = 50;

/** Delivers `exit` a little later, because the process ends with it and the answer to `shutdown` may still be on its way. */
class PatientReader extends StreamMessageReader {
  override listen(callback: DataCallback): Disposable {
    return super.listen((message: Message) => {
      if ('method' in message && message.method === 'exit') setTimeout(() => callback(message), exitMs);
      else callback(message);
    });
  }
}

/** A connection that does not listen yet. The process ends with it: 0 after `shutdown`, else 1. */
export function openTransport(args: readonly string[]): Connection {
  if (args.includes('--node-ipc')) {
    process.once('disconnect', () => endSoon());
    return createConnection(ProposedFeatures.all, new IPCMessageReader(process), new IPCMessageWriter(process));
  }
  process.stdin.once('end', () => endSoon());
  // Left open at the end, because a connection that is closed answers nothing more.
  const input = process.stdin.pipe(new PassThrough(), { end: false });
  // A client that is gone reads nothing more; the end of the input tells of it.
  process.stdout.on('error', () => {});
  return createConnection(ProposedFeatures.all, new PatientReader(input), new StreamMessageWriter(process.stdout));
}

// Some clients send `shutdown` and `exit` and close the input at once: `exit` comes first then, with its own code.
function endSoon(): void {
  setTimeout(() => process.exit(1), lastWordsMs);
}
