/** What the server says it can do, and what it reads from the first message of the client. */
import {
  CodeActionKind,
  type InitializeParams,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { commands } from './action-requests.ts';
import type { ClientTraits } from './client-traits.ts';
import { fixAllKind } from '../actions/action-kinds.ts';
import { completionTriggers } from '../hints/completion.ts';
import { source } from '../analysis/diagnostics.ts';
import { toUri } from '../uris.ts';

/** What the server offers a client with these traits. */
export function serverCapabilities(client: ClientTraits): ServerCapabilities {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    ...(client.pulls
      ? { diagnosticProvider: { identifier: source, interFileDependencies: true, workspaceDiagnostics: true } }
      : {}),
    hoverProvider: true,
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
      resolveProvider: client.resolvesEdits,
    },
    ...(client.isBailiwick ? { codeLensProvider: { resolveProvider: false } } : {}),
    executeCommandProvider: { commands: Object.values(commands) },
    completionProvider: { triggerCharacters: completionTriggers },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

/** URIs of the folders that are open; older clients know one at most. */
export function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  if (rootUri) return [rootUri];
  return rootPath ? [toUri(rootPath)] : [];
}

/** What only concerns this thread. */
export interface ConnectionTraits {
  /** It can be told to ask for diagnostics again. */
  refreshes: boolean;
  /** It can be told to ask for lenses again. */
  refreshesLenses: boolean;
  /** It answers `workspace/configuration`. */
  hasConfiguration: boolean;
  /** It tells of changes of the configuration when asked to. */
  registersConfiguration: boolean;
  /** It watches files when asked to. */
  watches: boolean;
  /** It sends changes of the workspace folders. */
  hasFolders: boolean;
}

/** What the connection needs to know of the client: what it refreshes, registers and watches. */
export function connectionTraitsOf({ capabilities: { workspace } }: InitializeParams): ConnectionTraits {
  return {
    refreshes: workspace?.diagnostics?.refreshSupport ?? false,
    refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
    hasConfiguration: workspace?.configuration ?? false,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    hasFolders: workspace?.workspaceFolders ?? false,
  };
}

/** The settings under `settings` of the initialization options, or under the section in what a client sends later. */
export function settingsIn(given: unknown, key: string): unknown {
  return typeof given === 'object' && given !== null ? (Reflect.get(given, key) ?? undefined) : undefined;
}
