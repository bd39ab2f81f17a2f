/** The editors that the suites run in. */
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { resolve } from 'node:path';
import process from 'node:process';
import { versions } from './offline/versions.ts';

export interface Editor {
  name: string;
  /** The name of its folder in the cache, when it is a stand-in. */
  standIn?: string;
  executable: string;
  /** The command that installs extensions. */
  cli: string[];
  env: Record<string, string>;
}

/** The servers of VS Code that take the place of the desktop. */
export const standIns: Editor[] = versions.map(({ name, vscode }) => {
  const executable = resolve('test/editor/offline/code');
  return {
    name: `VS Code ${vscode}`,
    standIn: name,
    executable,
    cli: [executable],
    env: { EDITOR_STAND_IN: name },
  };
});

/** The desktop: the one that VSCODE_EXECUTABLE names, or VSCODE_VERSION, downloaded; by default the newest. */
export async function desktop(): Promise<Editor> {
  const version = process.env.VSCODE_VERSION ?? 'stable';
  const executable = process.env.VSCODE_EXECUTABLE ?? (await downloadAndUnzipVSCode(version));
  const cli = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  return { name: executable, executable, cli, env: {} };
}
