import { defineRule, type SharedIdentity } from '../server/sdk.ts';

const objects = {
  server: {
    message: 'Each request connects the same server, which answers the one that connected last',
    why: 'A server speaks over one transport at a time: the answer to one caller goes to another, or the second caller gets none.',
    help: 'Make the server, and register its tools, in a function that is called for each request or session.',
  },
  transport: {
    message: 'One transport without sessions answers the requests of everybody',
    why: 'Requests of two callers may carry the same number, and then one gets the answer of the other.',
    help: 'Make a transport, and a server for it, for each request.',
  },
  factory: {
    message: 'The factory gives every request the same server',
    why: 'What one caller said, and who they are, is still there when the next one is answered.',
    help: 'Make the server inside the factory.',
  },
};

export const sharedServerState = defineRule({
  meta: {
    id: 'shared-server-state',
    title: 'One server, or one identity, for the requests of everybody',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic#statelessness',
      'ghsa:GHSA-345p-7cg4-v4c7',
      'cwe:362',
      'cwe:488',
      'cwe:668',
      'owasp-asi:08',
      'owasp-asi:03',
      'owasp-mcp:10',
      'norm:transports-8',
    ],
  },
  *check(context) {
    for (const { kind, at } of context.sharedObjects()) yield { at, confidence: 'high', ...objects[kind] };
    for (const { at, name, kind, isBesideAgents } of context.sharedIdentities()) {
      // Of other programs a linter for them knows more.
      if (isBesideAgents && !context.hasAgents()) continue;
      yield { at, confidence: 'high', message: kept[kind](name), ...told[kind] };
    }
  },
});

const kept: Record<SharedIdentity['kind'], (name: string) => string> = {
  variable: (name) => `\`${name}\` outlives the request that writes who is calling into it`,
  entry: (name) => `\`${name}\` keeps what one caller is entitled to under a name that is the same for all`,
  client: (name) => `\`${name}\` is made with the credential of one caller, and answers the others`,
};

const told: Record<SharedIdentity['kind'], { why: string; help: string }> = {
  variable: {
    why: 'While one request waits another writes over it, and the first goes on with the identity of somebody else.',
    help: 'Hand it on as an argument, or keep it in an AsyncLocalStorage for the time of the request.',
  },
  entry: {
    why: 'Whoever comes next gets the token of somebody else, and sees and does what only they may.',
    help: 'Let the key say whose it is, by tenant and subject or by a hash of the credential that it was exchanged for.',
  },
  client: {
    why: 'Whoever comes next acts as the one who came first, or as the one who came last.',
    help: 'Make the client for each request, or keep one for each caller under a key that says who they are.',
  },
};
