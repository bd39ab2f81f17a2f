/** The open documents as the analysis thread knows them: their texts count instead of the disk. */
import type { OpenText } from '../messages.ts';
import { nameOf, toPath } from '../uris.ts';

export interface OpenDocument extends OpenText {
  /** Absolute; undefined for a document that has no place on the disk. */
  path: string | undefined;
  /** The file name; of a document without one, one that says its language. */
  name: string;
}

export interface OpenDocuments {
  set(document: OpenText): OpenDocument;
  delete(uri: string): OpenDocument | undefined;
  byUri(uri: string): OpenDocument | undefined;
  byPath(absolute: string): OpenDocument | undefined;
  all(): Iterable<OpenDocument>;
}

// The only clue of a document that was never saved.
const extensions: Record<string, string> = {
  typescript: '.ts',
  typescriptreact: '.tsx',
  javascript: '.js',
  javascriptreact: '.jsx',
  json: '.json',
  jsonc: '.jsonc',
  yaml: '.yaml',
  toml: '.toml',
  markdown: '.md',
};

/** An empty list of open documents. */
export function createOpenDocuments(): OpenDocuments {
  const byUri = new Map<string, OpenDocument>();
  const byPath = new Map<string, OpenDocument>();
  return {
    set(text) {
      const path = toPath(text.uri);
      const name = nameOf(text.uri);
      const document = { ...text, path, name: name.includes('.') ? name : name + (extensions[text.languageId] ?? '') };
      byUri.set(text.uri, document);
      if (path !== undefined) byPath.set(path, document);
      return document;
    },
    delete(uri) {
      const document = byUri.get(uri);
      byUri.delete(uri);
      if (document?.path !== undefined) byPath.delete(document.path);
      return document;
    },
    byUri: (uri) => byUri.get(uri),
    byPath: (absolute) => byPath.get(absolute),
    all: () => byUri.values(),
  };
}
