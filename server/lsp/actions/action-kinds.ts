/** What our actions are called; known to both threads. */
import { CodeActionKind } from 'vscode-languageserver';

/** Fixes everything that can only be tightened; `source.fixAll` asks for it too. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.bailiwick`;
