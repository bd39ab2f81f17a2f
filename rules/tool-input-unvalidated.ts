import { type ApiCall, defineRule, type Report, type RuleContext, type Tool } from '../server/sdk.ts';

export const toolInputUnvalidated = defineRule({
  meta: {
    id: 'tool-input-unvalidated',
    title: 'Tool that takes whatever it is given',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:features-2',
      'norm:features-14',
      'norm:features-22',
      'mcp:2026-07-28/server/tools#security-considerations',
      'mcp:2026-07-28/server/prompts#security',
      'cwe:20',
      'owasp-asi:02',
      'owasp-mcp:05',
      'owasp-llm:05',
    ],
  },
  *check(context) {
    for (const tool of context.tools()) if (!context.isTest(tool.at.file)) yield* ofTool(tool, context);
    for (const call of context.calls('tool-dispatch', 'prompt-dispatch')) {
      if (!context.isTest(call.at.file)) yield* ofDispatch(call, context);
    }
    for (const { at, within } of context.calls('raw-elicitation')) {
      const [read] = within && !context.checksInput(within) ? context.readsOf(within, /^content$/) : [];
      if (!read || context.isTest(at.file)) continue;
      yield {
        at: read.at,
        confidence: 'medium',
        message: `\`${read.name}\` is used as the client sent it: nothing holds the answer against the schema`,
        why: 'The client sends the answer, and a person typed it, or something that stood in for one.',
        help: 'Parse the answer by the schema that was asked with, or use `elicitInput` of the SDK, which does.',
      };
    }
  },
});

const why =
  'The arguments come from a model that repeats what it has read. Nothing says what they are: a list where a text was meant, a megabyte, or a name that is read as something else reaches the code behind it.';
const help =
  'Give it a schema that names every argument, with its type and a limit, and refuse what does not fit: `z.object({ … }).strict()`.';

function* ofTool(tool: Tool, context: RuleContext): Iterable<Report> {
  const { call, handlers } = tool;
  // What the SDK of MCP hands to a tool without a schema are no arguments.
  const isSchemaless =
    call?.row.options['schema'] !== undefined &&
    call.row.options['annotations'] === undefined &&
    tool.option('schema').state === 'absent';
  const read = tool.reads();
  const isChecked = handlers.some((fn) => context.checksInput(fn));
  if (isSchemaless && read.length > 0 && !isChecked)
    yield { at: tool.at, confidence: 'high', message: messageOf('is missing', read), why, help };
  for (const { at, field } of tool.openings()) {
    // Whoever hands all of it on is a door to another tool, which checks it.
    if (field === undefined ? read.length === 0 : !read.includes(field)) continue;
    yield {
      at,
      confidence: field === undefined && !isChecked ? 'high' : 'medium',
      message: field === undefined ? messageOf('lets anything through', read) : `\`${field}\` may be anything`,
      why,
      help,
    };
  }
}

function messageOf(what: string, [first = '']: readonly string[]): string {
  return `The schema ${what}, and \`${first}\` is read from the arguments`;
}

// A handler that finds the tool by itself has to check what it hands over, too.
function* ofDispatch(call: ApiCall, context: RuleContext): Iterable<Report> {
  for (const fn of call.functionsAt('handler')) {
    if (context.checksInput(fn)) continue;
    const [read] = context.readsOf(fn, /^(arguments|args)$/);
    if (!read) continue;
    yield {
      at: read.at,
      confidence: 'medium',
      message: `\`${read.name}\` is used as it comes: nothing holds the arguments against the schema`,
      why,
      help: 'A server that answers these requests by itself must check them by itself: parse the arguments by the schema that it lists.',
    };
  }
}
