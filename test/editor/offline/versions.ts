/** The versions of VS Code that the extension is tried in, and what brings each of them here. */
export interface VersionSource {
  /** The name of its folder in the cache. */
  name: string;
  vscode: string;
  /** The npm package `code-server` of that version carries the server of VS Code, and with it the whole workbench. */
  codeServer: string;
  /** The version of Node that runs it; the one at hand serves when its major version is the same. */
  node: string;
}

/** `engines.vscode` of package.json promises the floor; the other is the newest that is in the registry. */
export const versions: VersionSource[] = [
  { name: 'floor', vscode: '1.100.3', codeServer: '4.100.3', node: '20.20.2' },
  { name: 'current', vscode: '1.139.1', codeServer: '4.139.1', node: '24.21.0' },
];
