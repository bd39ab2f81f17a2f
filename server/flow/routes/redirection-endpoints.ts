/** Where the program itself takes the code with which a login sends the browser back (RFC 6749, section 3.1.2). */
import type { Endpoint, FunctionRef, QueryRead } from '../../context.ts';

interface RedirectionEndpointsInput {
  queryReads(): QueryRead[];
  reach(fn: FunctionRef): FunctionRef[];
}

/** Answers whether an endpoint is such a place. */
export function createRedirectionEndpoints({ queryReads, reach }: RedirectionEndpointsInput) {
  function isRedirectionEndpoint({ handlers }: Endpoint): boolean {
    const readers = queryReads().filter(({ name }) => name === 'code');
    const reached = new Set(handlers.flatMap((fn) => reach(fn)).map(({ id }) => id));
    return readers.some(({ within, inside }) => reached.has(within?.id ?? -1) || reached.has(inside?.id ?? -1));
  }

  return { isRedirectionEndpoint };
}
