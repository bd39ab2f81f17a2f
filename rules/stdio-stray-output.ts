import { type ApiCall, defineRule, type Fix, type Place, type RuleContext } from '../server/sdk.ts';

export const stdioStrayOutput = defineRule({
  meta: {
    id: 'stdio-stray-output',
    title: 'Log line in the middle of the messages of a stdio server',
    pillar: 'monitoring',
    severity: 'info',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['norm:transports-7', 'mcp:2026-07-28/basic/transports#stdio', 'cwe:116', 'owasp-mcp:08'],
  },
  *check(context) {
    const told = new Set<string>();
    for (const transport of context.calls('mcp-stdio')) {
      if (context.isTest(transport.at.file) || !isConnected(transport, context)) continue;
      const related = [{ ...transport.at, note: 'standard output belongs to this' }];
      for (const at of context.stdoutBeside(transport.call)) {
        if (told.has(key(at))) continue;
        told.add(key(at));
        yield { at, confidence: 'high', message, why, help, related, fixes: fixesOf(at, context) };
      }
    }
    for (const { at, transport, isAlone } of ofTools(context)) {
      if (told.has(key(at)) || context.isTest(at.file)) continue;
      told.add(key(at));
      yield {
        at,
        confidence: isAlone ? 'high' : 'medium',
        message: 'A tool writes this line into the messages of the protocol',
        why,
        help,
        related: [{ ...transport.at, note: 'standard output belongs to this' }],
        fixes: fixesOf(at, context),
      };
    }
  },
});

const message = 'This line is written into the messages of the protocol';
const why =
  'Over stdio the client reads standard output line by line as JSON-RPC. A line that is none is dropped, or ends the connection; what it should have recorded reaches no log, and who can decide what is written can write messages of the server.';
const help = 'Write to standard error (`console.error`), or send it to the client as a log message of the protocol.';

const key = ({ file, start }: Place): string => `${file}|${String(start)}`;

// One that is made and kept for something else speaks to nobody.
function isConnected({ within }: ApiCall, context: RuleContext): boolean {
  return !within || context.callsNamed(within, /connect|serve|start|listen|run/i);
}

interface Written {
  at: Place;
  transport: ApiCall;
  /** True where the package speaks over nothing but stdio. */
  isAlone: boolean;
}

// What runs when a client calls a tool of a package that speaks over stdio.
function* ofTools(context: RuleContext): Iterable<Written> {
  const transports = context.calls('mcp-stdio').filter(({ at }) => !context.isTest(at.file));
  if (transports.length === 0) return;
  const doors = context.calls('mcp-transport', 'mcp-handler', 'old-transport');
  const dispatched = context.calls('tool-dispatch').map((call) => ({ at: call.at, fns: call.functionsAt('handler') }));
  const tools = context.tools().map(({ at, handlers }) => ({ at, fns: handlers }));
  for (const { at: near, fns } of [...dispatched, ...tools]) {
    const transport = transports.find(({ at }) => context.isSamePackage(at, near));
    if (!transport) continue;
    const isAlone = !doors.some(({ at }) => context.isSamePackage(at, near));
    for (const fn of fns) for (const at of context.stdoutWrites(fn, transport.at)) yield { at, transport, isAlone };
  }
}

// `console.log` becomes `console.error`, which takes the same.
function fixesOf(at: Place, { edits }: RuleContext): Fix[] {
  const written = edits.textOf(at);
  if (!/^console\.(log|info|debug)$/.test(written)) return [];
  return [
    {
      title: 'Write it to standard error',
      safety: 'safe',
      edits: [{ file: at.file, start: at.start, end: at.end, text: 'console.error' }],
    },
  ];
}
