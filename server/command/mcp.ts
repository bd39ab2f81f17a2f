/** `bailiwick mcp`: the tools for coding agents, over standard input and output. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { rules } from '../../rules/index.ts';
import type { Model } from '../models/model.ts';
import type { ToolHost, ToolWorkspace } from '../tools/host.ts';
import { complaint } from './complaint.ts';
import { pageOf } from './pages.ts';
import { ruleIds } from './rules.ts';

export interface McpOptions {
  config?: string;
}

/** Starts the server over the directories; false, with a complaint, when there is no such directory. */
export async function mcp(directories: readonly string[], options: McpOptions, version: string): Promise<boolean> {
  const roots = directories.map((directory) => resolve(directory));
  const wrong = roots.filter((root) => !statSync(root, { throwIfNoEntry: false })?.isDirectory());
  if (wrong.length > 0) {
    process.stderr.write(wrong.map((root) => complaint(`${root}: there is no such directory`)).join(''));
    return false;
  }
  // Only now: the engine brings the compiler, and the SDK is large.
  const { default: models } = await import('../../rules/models.json', { with: { type: 'json' } });
  const { warmWorkspace } = await import('../tools/warm-workspace.ts');
  const { serve } = await import('../mcp/stdio.ts');
  const workspaces = [...new Set(roots)].map((root) =>
    warmWorkspace({
      root,
      rules: ruleIds,
      // The generated file was validated when it was written; its literals are wider than the model's types.
      models: models as unknown as Model[],
      ...(options.config === undefined ? {} : { config: resolve(options.config) }),
    }),
  );
  const host = (): ToolHost => {
    let current: ToolWorkspace[] | undefined;
    return {
      rules,
      page: pageOf,
      // Only a tool that asks for them has the directories looked at.
      get workspaces() {
        return (current ??= workspaces.map((now) => now()));
      },
    };
  };
  serve(host, version);
  return true;
}
