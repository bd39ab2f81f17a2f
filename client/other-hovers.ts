/** Hover in files that the server is not told about: permissions and roles by id or name, from the line under the pointer. */
import { type Disposable, Hover, languages, MarkdownString, Range } from 'vscode';
import { documentSelector } from './documents.ts';
import type { Server } from './server.ts';

/** Registers it; where the server cannot be asked there is no hover. */
export function registerOtherHovers(server: Server): Disposable {
  return languages.registerHoverProvider(
    { scheme: 'file' },
    {
      async provideHover(document, { line, character }, token) {
        if (languages.match(documentSelector, document) > 0) return undefined;
        const asked = { path: document.uri.fsPath, line: document.lineAt(line).text, character };
        const found = await server.ask('bailiwick/hoverLine', asked, token).catch(() => undefined);
        return found && new Hover(new MarkdownString(found.markdown), new Range(line, found.start, line, found.end));
      },
    },
  );
}
