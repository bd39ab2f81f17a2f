/** The manifests of a few texts, as a test asks about them. */
import type { Manifests, McpServer } from '../../server/manifests/manifest.ts';
import { createSession } from '../../server/session.ts';
import { memoryWorkspace } from '../../server/workspace.ts';

export function manifestsOf(files: Record<string, string>): Manifests {
  return createSession({ workspace: memoryWorkspace(files), config: {}, models: [] }).program().manifests;
}

/** What a rule can tell of a server, whatever its dialect. */
export function told({ name, command, args, env, headers, url, launch, approvals }: McpServer): object {
  return {
    name,
    ...(command ? { command: command.value } : {}),
    ...(args.length > 0 ? { args: args.map((arg) => arg.value) } : {}),
    ...(env.length > 0 ? { env: env.map((variable) => variable.name) } : {}),
    ...(headers.length > 0 ? { headers: headers.map((header) => header.name) } : {}),
    ...(url ? { url: url.value } : {}),
    ...(launch?.package
      ? { package: `${launch.package.registry}:${launch.package.name}@${launch.package.version ?? ''}` }
      : {}),
    ...(approvals.length > 0 ? { approvals: approvals.map((entry) => entry.key) } : {}),
  };
}
