import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { listIssues } from './tracker.ts';

export function registerTools(server: McpServer): void {
  server.registerTool(
    'open_issues',
    { description: 'Lists what still blocks a release', inputSchema: { release: z.string() } },
    async ({ release }, { authInfo }) => {
      const issues = await listIssues(release, { token: authInfo?.token });
      return { content: [{ type: 'text', text: issues.map((issue) => issue.title).join('\n') }] };
    },
  );
}
