/** Examples of the programs that are started as servers. */
export const processes: Record<string, string[]> = {
  'node-child_process.servers.yaml': [
    `import { spawn } from 'node:child_process';`,
    `spawn('npx', ['notes'], { env: process.env }); // jsonrpc`,
  ],
  'server-processes.yaml': [
    `import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';`,
    `new StdioClientTransport({ command: 'npx', env: process.env });`,
  ],
};
