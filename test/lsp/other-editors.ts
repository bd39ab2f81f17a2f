/** What other editors send first, as far as the server looks at it; from their sources, of 2025 and 2026. */
import type { ClientCapabilities } from 'vscode-languageserver';

export interface OtherEditor {
  capabilities: ClientCapabilities;
  /** Beside folders and capabilities. */
  initialize: object;
  initializationOptions?: unknown;
  /** Helix sends all that is configured as soon as the server is ready. */
  configuration?: object;
  encoding: 'utf-8' | 'utf-16';
  pulls: boolean;
}

const neovim: ClientCapabilities = {
  general: { positionEncodings: ['utf-8', 'utf-16', 'utf-32'] },
  textDocument: {
    diagnostic: { dynamicRegistration: false },
    synchronization: { dynamicRegistration: false, willSave: true, willSaveWaitUntil: true, didSave: true },
    codeAction: {
      dynamicRegistration: true,
      codeActionLiteralSupport: {
        codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source', 'source.organizeImports'] },
      },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit', 'command'] },
    },
    completion: { completionItem: { snippetSupport: true } },
    hover: { dynamicRegistration: true, contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, dataSupport: true },
  },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: false },
    workspaceFolders: true,
    applyEdit: true,
    workspaceEdit: { resourceOperations: ['rename', 'create', 'delete'] },
    // Off on Linux.
    didChangeWatchedFiles: { dynamicRegistration: false, relativePatternSupport: true },
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
};

const helix: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: false },
    workspaceFolders: true,
    applyEdit: true,
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      failureHandling: 'abort',
      normalizesLineEndings: false,
    },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true },
    completion: { completionItem: { snippetSupport: true, insertReplaceSupport: true, deprecatedSupport: true } },
    hover: { contentFormat: ['markdown'] },
    codeAction: {
      codeActionLiteralSupport: {
        codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source', 'source.organizeImports', 'source.fixAll'] },
      },
      isPreferredSupport: true,
      disabledSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit', 'command'] },
    },
    publishDiagnostics: { versionSupport: true, tagSupport: { valueSet: [1, 2] } },
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
  general: { positionEncodings: ['utf-8', 'utf-32', 'utf-16'] },
};

const zed: ClientCapabilities = {
  general: { positionEncodings: ['utf-16'] },
  workspace: {
    configuration: true,
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    workspaceEdit: {
      resourceOperations: ['create', 'rename', 'delete'],
      documentChanges: true,
      snippetEditSupport: true,
    },
    applyEdit: true,
  },
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['refactor', 'quickfix', 'source'] } },
      dataSupport: true,
      resolveSupport: { properties: ['kind', 'diagnostics', 'isPreferred', 'disabled', 'edit', 'command'] },
    },
    completion: { completionItem: { snippetSupport: true, insertReplaceSupport: true } },
    hover: { contentFormat: ['markdown'] },
    publishDiagnostics: { relatedInformation: true },
    synchronization: { didSave: true },
    diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true },
  },
  experimental: { serverStatusNotification: true, localDocs: true },
  window: { workDoneProgress: true },
};

const { diagnostic: _pull, ...pushedText } = helix.textDocument ?? {};
const { diagnostics: _refresh, didChangeWatchedFiles: _watch, ...unwatched } = helix.workspace ?? {};

export const otherEditors: Record<string, OtherEditor> = {
  Neovim: {
    capabilities: neovim,
    initialize: { clientInfo: { name: 'Neovim', version: '0.11.5' }, trace: 'off' },
    encoding: 'utf-8',
    pulls: true,
  },
  Helix: {
    capabilities: helix,
    initialize: { clientInfo: { name: 'helix', version: '26.1' } },
    initializationOptions: { bailiwick: {} },
    configuration: { bailiwick: {} },
    encoding: 'utf-8',
    pulls: true,
  },
  'Helix before it could pull': {
    capabilities: { ...helix, textDocument: pushedText, workspace: unwatched },
    initialize: { clientInfo: { name: 'helix', version: '25.01' } },
    encoding: 'utf-8',
    pulls: false,
  },
  Zed: {
    capabilities: zed,
    initialize: { clientInfo: { name: 'Zed', version: '0.190.0' }, processId: null, locale: null },
    encoding: 'utf-16',
    pulls: true,
  },
};
