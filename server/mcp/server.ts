/** The tools as an MCP server. */
import { McpServer } from '@modelcontextprotocol/server';
import { setImmediate } from 'node:timers/promises';
import { callTool, tools } from '../tools/all.ts';
import type { ToolHost } from '../tools/host.ts';

const instructions = `Bailiwick lints the code of AI agents and MCP servers for mistakes with identity, access and monitoring.
After you write or change code that handles tokens, verifies callers, asks for scopes or calls other services, call lint_file; before you say that the work is done, call lint_workspace.
Mend what is found in the code. A fix that is a suggestion needs the choice of a person, and so does a comment that ignores a finding: never add one to make a finding go away.`;

/** A server that answers the tools over the state that `host` gives for each call. */
export function createServer(host: () => ToolHost, version: string): McpServer {
  const server = new McpServer({ name: 'bailiwick', title: 'Bailiwick', version }, { instructions });
  for (const { name, title, description, input, output, isReadOnly } of tools) {
    const annotations = {
      readOnlyHint: isReadOnly,
      destructiveHint: !isReadOnly,
      idempotentHint: true,
      openWorldHint: false,
    };
    server.registerTool(
      name,
      { title, description, inputSchema: input, outputSchema: output, annotations },
      async (args: unknown, { mcpReq }) => {
        // An analysis is one synchronous stretch: what has arrived meanwhile, a cancellation say, is heard before the next.
        await setImmediate();
        mcpReq.signal.throwIfAborted();
        const { text, structured, isError } = callTool(host, name, args);
        const content = [{ type: 'text' as const, text }];
        return structured ? { content, structuredContent: structured, isError } : { content, isError };
      },
    );
  }
  return server;
}
