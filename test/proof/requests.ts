/** What a token gets from the server of an example. */
import type { Running } from './example-server.ts';
import type { Neighbour } from './issuer.ts';

export type Ask = (server: Running, token: string) => Promise<Response>;

/** Asks a route for the issues. */
export const route: Ask = (server, token) =>
  fetch(`${server.url}/issues`, { headers: { authorization: `Bearer ${token}`, cookie: 'session=1' } });

/** Asks a tool of an MCP server for the issues. */
export const tool: Ask = (server, token) =>
  fetch(`${server.url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'list_issues', arguments: {} },
    }),
  });

export interface Outcome {
  status: number;
  /** The issues came. */
  isServed: boolean;
  /** The tokens that reached the neighbour, '' for a request without one. */
  arrived: string[];
}

export async function outcomeOf(neighbour: Neighbour, answer: Promise<Response>): Promise<Outcome> {
  neighbour.arrived();
  const response = await answer;
  const body = await response.text();
  return { status: response.status, isServed: body.includes('leaking pipe'), arrived: neighbour.arrived() };
}
