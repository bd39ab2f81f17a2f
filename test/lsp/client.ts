/** An editor as the server sees it: files, buffers, requests, and what the server sends, all by events. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import {
  type AnnotatedTextEdit,
  ApplyWorkspaceEditRequest,
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  ConfigurationRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  ExitNotification,
  FileChangeType,
  type FileEvent,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type Position,
  type MessageConnection,
  ProgressType,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShutdownRequest,
  type SnippetTextEdit,
  type TextEdit,
  WorkDoneProgressCreateRequest,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { likeVsCode } from './client-capabilities.ts';
import { type Server, serverInMemory } from './servers.ts';

export interface EditorOptions {
  /** Written into a directory of their own before the server starts. */
  files?: Readonly<Record<string, string>>;
  /** Paths of the workspace folders; the directory itself unless told, and none for []. */
  folders?: readonly string[];
  capabilities?: ClientCapabilities;
  /** What `workspace/configuration` answers for a scope, by the path of the folder or document. */
  settings?: (path: string) => unknown;
  initializationOptions?: unknown;
  /** Takes the place of all `initialize` parameters but folders. */
  initialize?: object;
  server?: () => Server;
}

export interface Editor extends AsyncDisposable {
  /** Absolute, without links. */
  readonly root: string;
  readonly initialized: InitializeResult;
  readonly connection: MessageConnection;
  readonly server: Server;
  uri(path: string): string;
  path(uri: string): string;
  /** The text of an open document. */
  text(path: string): string;
  open(path: string, text: string, languageId?: string): Promise<void>;
  /** Replaces the first occurrence of a text, as if typed; positions go out in the negotiated encoding. */
  change(path: string, from: string, to: string): Promise<void>;
  /** Writes the buffer to the disk and says so. */
  save(path: string): Promise<void>;
  close(path: string): Promise<void>;
  /** Changes files on the disk (null deletes) and tells it, when the server asked to be told. */
  disk(files: Readonly<Record<string, string | null>>): Promise<void>;
  pull(path: string, previousResultId?: string, token?: CancellationToken): Promise<DocumentDiagnosticReport>;
  /** The diagnostics of a pull; fails when they are unchanged. */
  diagnostics(path: string): Promise<Diagnostic[]>;
  pullWorkspace(
    previous?: Readonly<Record<string, string>>,
    token?: CancellationToken,
    onPartial?: (report: WorkspaceDiagnosticReport) => void,
  ): Promise<WorkspaceDiagnosticReport>;
  codeActions(path: string, range: Range, diagnostics?: Diagnostic[], only?: string[]): Promise<CodeAction[]>;
  /** Does what the edit says, to buffers and files. */
  apply(edit: WorkspaceEdit): Promise<void>;
  /** The place of the first occurrence, in the negotiated encoding. */
  rangeOf(path: string, text: string): Range;
  /** The next notification or request of the server, which may have come already; each is given out once. */
  next<T>(method: string, isWanted?: (params: T) => boolean): Promise<T>;
  /** Notifications and requests of the server that were not given out. */
  pending(method: string): unknown[];
  /** The next push for a file that the predicate wants. */
  waitForPush(path: string, isWanted?: (items: Diagnostic[]) => boolean): Promise<Diagnostic[]>;
  /** shutdown and exit; the exit code of a server that is a process. */
  end(): Promise<number | null>;
}

/** A snippet as a person leaves it who changes nothing. */
function withoutPlaces(snippet: string): string {
  return snippet.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\\([\\$}])/g, '$1');
}

/** Starts an editor; `await using` ends it. */
export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const { files = {}, folders = ['.'], capabilities = likeVsCode, settings = () => ({}) } = options;
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bailiwick-lsp-')));
  const uri = (path: string): string => (path.includes(':') ? path : URI.file(join(root, path)).toString());
  const pathOf = (from: string): string =>
    from.startsWith('file:') ? URI.parse(from).fsPath.slice(root.length + 1) : from;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);

  const server = (options.server ?? serverInMemory)();
  const { connection } = server;
  const buffers = new Map<string, TextDocument>();
  const received: { method: string; params: unknown }[] = [];
  const waiting: { method: string; take(params: unknown): boolean }[] = [];
  let watches = false;
  let isEnded = false;

  function came(method: string, params: unknown): void {
    const index = waiting.findIndex((each) => each.method === method && each.take(params));
    if (index >= 0) waiting.splice(index, 1);
    else received.push({ method, params });
  }

  connection.onNotification((method, params) => came(method, params));
  connection.onRequest((method, params) => {
    came(method, params);
    return null;
  });
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ scopeUri }) => settings(pathOf(scopeUri ?? ''))),
  );
  connection.onRequest(RegistrationRequest.type, (params) => {
    watches ||= params.registrations.some(({ method }) => method === DidChangeWatchedFilesNotification.method);
    came(RegistrationRequest.method, params);
  });
  connection.onRequest(WorkDoneProgressCreateRequest.type, (params) => {
    connection.onProgress(new ProgressType<unknown>(), params.token, (value) => came('progress', value));
    came(WorkDoneProgressCreateRequest.method, params);
  });
  connection.onRequest(ApplyWorkspaceEditRequest.type, async (params) => {
    await apply(params.edit);
    came(ApplyWorkspaceEditRequest.method, params);
    return { applied: true };
  });
  connection.listen();

  const workspaceFolders = folders.map((path) => ({ uri: uri(path).replace(/\/\.?$/, ''), name: path }));
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: workspaceFolders[0]?.uri ?? null,
    capabilities,
    workspaceFolders: workspaceFolders.length > 0 ? workspaceFolders : null,
    ...(options.initializationOptions === undefined ? {} : { initializationOptions: options.initializationOptions }),
    ...options.initialize,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const encoding = initialized.capabilities.positionEncoding ?? 'utf-16';

  function bufferOf(path: string): TextDocument {
    const buffer = buffers.get(path);
    if (!buffer) throw new Error(`${path} is not open`);
    return buffer;
  }

  function sent(buffer: TextDocument, offset: number): Position {
    const at = buffer.positionAt(offset);
    if (encoding === 'utf-16') return at;
    const line = buffer.getText({ start: { line: at.line, character: 0 }, end: at });
    return { line: at.line, character: Buffer.byteLength(line) };
  }

  function meant(buffer: TextDocument, { line, character }: Position): Position {
    if (encoding === 'utf-16') return { line, character };
    const text = buffer.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
    return { line, character: Buffer.from(text).subarray(0, character).toString().length };
  }

  async function update(path: string, edits: { range: Range; text: string }[]): Promise<void> {
    const before = bufferOf(path);
    const contentChanges = edits.map(({ range, text }) => ({
      range: { start: sent(before, before.offsetAt(range.start)), end: sent(before, before.offsetAt(range.end)) },
      text,
    }));
    const after = TextDocument.update(before, edits, before.version + 1);
    const { uri: of, version } = after;
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: of, version },
      contentChanges,
    });
  }

  async function apply({ documentChanges, changes = {} }: WorkspaceEdit): Promise<void> {
    const perFile: [string, (TextEdit | AnnotatedTextEdit | SnippetTextEdit)[]][] = Object.entries(changes);
    for (const change of documentChanges ?? []) {
      if ('edits' in change) perFile.push([change.textDocument.uri, change.edits]);
      else if (change.kind === 'create') write(pathOf(change.uri), '');
    }
    for (const [of, edits] of perFile) {
      const path = buffers.has(of) ? of : pathOf(of);
      if (!buffers.has(path)) throw new Error(`${path} is not open: open it before an edit of it is applied`);
      const buffer = bufferOf(path);
      // From the end, so that no edit moves another.
      const ordered = edits
        .map((edit) => ({
          range: { start: meant(buffer, edit.range.start), end: meant(buffer, edit.range.end) },
          text: 'newText' in edit ? edit.newText : withoutPlaces(edit.snippet.value),
        }))
        .sort((a, b) => buffer.offsetAt(b.range.start) - buffer.offsetAt(a.range.start));
      for (const edit of ordered) await update(path, [edit]);
    }
  }

  function next<T>(method: string, isWanted: (params: T) => boolean = () => true): Promise<T> {
    // The caller knows what the method carries.
    const index = received.findIndex((each) => each.method === method && isWanted(each.params as T));
    const [known] = index >= 0 ? received.splice(index, 1) : [];
    if (known) return Promise.resolve(known.params as T);
    return new Promise((resolve) => {
      waiting.push({
        method,
        take(params) {
          if (!isWanted(params as T)) return false;
          resolve(params as T);
          return true;
        },
      });
    });
  }

  const editor: Editor = {
    root,
    initialized,
    connection,
    server,
    uri,
    path: pathOf,
    text: (path) => bufferOf(path).getText(),
    async open(path, text, languageId = 'typescript') {
      buffers.set(path, TextDocument.create(uri(path), languageId, 1, text));
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: uri(path), languageId, version: 1, text },
      });
    },
    async change(path, from, to) {
      const buffer = bufferOf(path);
      const start = buffer.getText().indexOf(from);
      if (start < 0) throw new Error(`${path} does not hold ${from}`);
      const range = { start: buffer.positionAt(start), end: buffer.positionAt(start + from.length) };
      await update(path, [{ range, text: to }]);
    },
    async save(path) {
      write(path, bufferOf(path).getText());
      await connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri: uri(path) } });
    },
    async close(path) {
      buffers.delete(path);
      await connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: uri(path) } });
    },
    async disk(changed) {
      for (const [path, text] of Object.entries(changed)) {
        if (text === null) rmSync(join(root, path), { recursive: true });
        else write(path, text);
      }
      if (!watches) return;
      const changes = Object.entries(changed).map(([path, text]): FileEvent => {
        return { uri: uri(path), type: text === null ? FileChangeType.Deleted : FileChangeType.Changed };
      });
      await connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
    },
    pull(path, previousResultId, token) {
      const params = { textDocument: { uri: uri(path) }, ...(previousResultId ? { previousResultId } : {}) };
      return connection.sendRequest(DocumentDiagnosticRequest.type, params, token);
    },
    async diagnostics(path) {
      const report = await editor.pull(path);
      if (report.kind === 'unchanged') throw new Error('unchanged, though no result id was sent');
      return report.items;
    },
    async pullWorkspace(previous = {}, token, onPartial) {
      const previousResultIds = Object.entries(previous).map(([path, value]) => ({ uri: uri(path), value }));
      const partialResultToken = onPartial ? `partial-${Math.floor(performance.now() * 1000)}` : undefined;
      if (partialResultToken !== undefined && onPartial)
        connection.onProgress(WorkspaceDiagnosticRequest.partialResult, partialResultToken, onPartial);
      return connection.sendRequest(
        WorkspaceDiagnosticRequest.type,
        { previousResultIds, ...(partialResultToken === undefined ? {} : { partialResultToken }) },
        token,
      );
    },
    async codeActions(path, range, diagnostics = [], only) {
      const actions = await connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: uri(path) },
        range,
        context: { diagnostics, ...(only ? { only } : {}) },
      });
      // Commands alone are for clients that know no literal actions.
      return (actions ?? []).filter(
        (action): action is CodeAction => !('command' in action && typeof action.command === 'string'),
      );
    },
    apply,
    rangeOf(path, text) {
      const buffer = bufferOf(path);
      const start = buffer.getText().indexOf(text);
      if (start < 0) throw new Error(`${path} does not hold ${text}`);
      return { start: sent(buffer, start), end: sent(buffer, start + text.length) };
    },
    next,
    pending: (method) => received.filter((each) => each.method === method).map(({ params }) => params),
    async waitForPush(path, isWanted = () => true) {
      const { diagnostics } = await next<PublishDiagnosticsParams>(
        'textDocument/publishDiagnostics',
        (params) => params.uri === uri(path) && isWanted(params.diagnostics),
      );
      return diagnostics;
    },
    async end() {
      if (isEnded) return null;
      isEnded = true;
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      const code = await server.ended;
      connection.dispose();
      rmSync(root, { recursive: true, force: true });
      return code;
    },
    async [Symbol.asyncDispose]() {
      await editor.end();
    },
  };
  return editor;
}
