/** The server on standard input and output; nothing else may write there. */
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { ToolHost } from '../tools/host.ts';
import { createServer } from './server.ts';

/** Serves until standard input ends; speaks every revision of the protocol that the SDK does. */
export function serve(host: () => ToolHost, version: string): void {
  serveStdio(() => createServer(host, version));
}
