/** URIs and paths. */
import { URI, Utils } from 'vscode-uri';

const virtual = new Set(['untitled', 'vscode-vfs', 'vscode-test-web']);

/** The absolute path of a file URI; undefined for other schemes. */
export function toPath(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : undefined;
}

/** The URI of an absolute path. */
export function toUri(path: string): string {
  return URI.file(path).toString();
}

/** The last part of a URI's path. */
export function nameOf(uri: string): string {
  return Utils.basename(URI.parse(uri));
}

/** True for a document that has no place on the disk and is looked at by itself. */
export function isVirtual(uri: string): boolean {
  return virtual.has(URI.parse(uri).scheme);
}
