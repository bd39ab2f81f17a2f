/** What the client said it can do, as far as answers depend on it; plain data for both threads. */
import type { ClientCapabilities } from 'vscode-languageserver';
import type { PositionEncoding } from '../positions.ts';

export interface ClientTraits {
  encoding: PositionEncoding;
  /** Our own extension: it has the commands that actions and lenses may name. */
  isBailiwick: boolean;
  /** It asks for diagnostics; others get them pushed. */
  pulls: boolean;
  /** It takes diagnostics of further documents with those that it asked for. */
  relatedDocuments: boolean;
  /** It shows further places beside a diagnostic. */
  relatedInformation: boolean;
  /** It takes `documentChanges`, with the versions of open documents. */
  documentChanges: boolean;
  /** It asks a person where an edit says so. */
  changeAnnotations: boolean;
  /** It takes edits with places for the cursor. */
  snippetEdits: boolean;
  /** It takes edits that create a file. */
  createsFiles: boolean;
  /** It opens a page that the server names. */
  showsDocuments: boolean;
  /** It may ask for the edit of an action later. */
  resolvesEdits: boolean;
  /** It takes literal code actions, not only commands. */
  codeActionLiterals: boolean;
  /** It shows Markdown in a hover. */
  markdownHover: boolean;
  /** It takes completions with places for the cursor. */
  snippets: boolean;
}

/** The traits behind the capabilities; whatever is not said is taken as no. */
export function traitsOf(capabilities: ClientCapabilities): ClientTraits {
  const { general, experimental, textDocument, window, workspace } = capabilities;
  const offered = general?.positionEncodings ?? ['utf-16'];
  const edit = workspace?.workspaceEdit;
  return {
    encoding: offered.find((each): each is PositionEncoding => each === 'utf-8' || each === 'utf-16') ?? 'utf-16',
    isBailiwick: isRecord(experimental) && experimental['bailiwickClient'] === true,
    pulls: textDocument?.diagnostic !== undefined,
    relatedDocuments: textDocument?.diagnostic?.relatedDocumentSupport ?? false,
    relatedInformation:
      textDocument?.publishDiagnostics?.relatedInformation ?? textDocument?.diagnostic?.relatedInformation ?? false,
    documentChanges: edit?.documentChanges ?? false,
    changeAnnotations: edit?.changeAnnotationSupport !== undefined,
    snippetEdits: edit?.snippetEditSupport ?? false,
    createsFiles: edit?.resourceOperations?.includes('create') ?? false,
    showsDocuments: window?.showDocument?.support ?? false,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') ?? false,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    snippets: textDocument?.completion?.completionItem?.snippetSupport ?? false,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
