import { defineRule, type Effect, type Fix, type RuleContext, type Tool } from '../server/sdk.ts';

const saying: Record<Effect['kind'], RegExp> = {
  deletes: /(^|[^a-z])(delete|remove|destroy|drop|purge|wipe|erase|trash|clear|uninstall|terminate|revoke|cancel)/i,
  pays: /(^|[^a-z])(pay|charge|refund|transfer|payout|send|buy|order|purchase|swap)/i,
  sends: /(^|[^a-z])(send|mail|message|post|reply|notify)/i,
  runs: /(^|[^a-z])(run|exec|shell|command|terminal|bash)/i,
};
export const destructiveToolWithoutApproval = defineRule({
  meta: {
    id: 'destructive-tool-without-approval',
    title: 'Tool that does what cannot be undone, and nobody is asked',
    pillar: 'monitoring',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools#user-interaction-model',
      'cwe:862',
      'cwe:356',
      'owasp-asi:02',
      'owasp-asi:09',
      'owasp-mcp:02',
      'owasp-llm:06',
      'norm:features-1',
      'norm:features-6',
    ],
  },
  *check(context) {
    const isDecided = context.calls('approval').some((call) => call.option('decider').state !== 'absent');
    for (const { tool, effects } of context.toolEffects()) {
      const [effect] = effects.toSorted(byWeight);
      if (!effect || !isUnasked(tool, isDecided, context)) continue;
      const isSaid =
        saying[effect.kind].test(wordsOf(tool.name ?? '')) || (effect.kind === 'deletes' && isDescribed(tool));
      const isMcp = !isAgents(tool) && !isPlain(tool);
      // Whether a message or a program can do harm cannot be seen: only where an agent's tool is named for it.
      const isFinal = effect.kind === 'deletes' || effect.kind === 'pays';
      if (!isFinal && (isMcp || !isSaid)) continue;
      const isSure = isSaid && isFinal && !isAsking(tool, context);
      yield {
        at: tool.at,
        related: [{ ...effect.at, note: `this ${effect.does}` }, ...madeIn(tool)],
        confidence: isSure ? 'high' : 'medium',
        message: isMcp
          ? `This tool ${effect.does}, and no annotation tells clients so`
          : `This tool ${effect.does} without asking a person`,
        why: 'The model repeats what it has read: a page or an issue that says so makes it call this tool, and what it does cannot be undone.',
        help: isMcp
          ? 'Write `destructiveHint: true`, so that clients ask a person before they call it, and `readOnlyHint: true` at the tools that only read.'
          : 'Let the framework ask a person before it runs, or hand it only to agents whose calls are decided elsewhere.',
        fixes: isAgents(tool) ? fixesOf(tool, context) : isMcp ? hinted(tool, isSure, context) : [],
      };
    }
  },
});

const weights: Effect['kind'][] = ['deletes', 'pays', 'runs', 'sends'];

function byWeight(a: Effect, b: Effect): number {
  return weights.indexOf(a.kind) - weights.indexOf(b.kind);
}

// Frameworks of agents have an option for it; MCP has hints, on which its clients act.
function isAgents({ call }: Tool): boolean {
  return call?.row.options['approval'] !== undefined;
}

// LangChain and others know neither: the graph or middleware around the agent asks.
function isPlain({ call }: Tool): boolean {
  return (
    call !== undefined && call.row.options['approval'] === undefined && call.row.options['annotations'] === undefined
  );
}

// Where the tools are handed to a model: a package that only makes them decides nothing.
const deciding = /createReactAgent|createAgent|AgentExecutor|ToolNode|bindTools|createToolCallingAgent/;
const asking = /interrupt|human_?in_?the_?loop|approv|confirm|permission|review/i;

const consenting = /(?:request|ask|need|require|tool)\w{0,8}(?:approval|consent|confirmation)/i;

function isUnasked(tool: Tool, isDecided: boolean, context: RuleContext): boolean {
  if (isAgents(tool)) return tool.option('approval').state === 'absent' && !isDecided;
  if (isPlain(tool)) return context.says(tool.at, deciding, 'package') && !context.says(tool.at, asking, 'package');
  if (!['destructiveHint', 'readOnlyHint'].every((hint) => tool.hint(hint).state === 'absent')) return false;
  // What a project describes in its own words may get its hints where it is listed, `destructiveHint: deleting.has(name)`, and
  // an agent of its own asks in its own way.
  if (tool.call !== undefined) return true;
  return !context.says(tool.at, /^destructiveHint$/m, 'package') && !context.says(tool.at, consenting, 'package');
}

// The tool itself asks the person, by a client that can: `server.elicitInput({ message, requestedSchema })`.
function isAsking({ handlers }: Tool, { callsNamed }: RuleContext): boolean {
  return handlers.some((fn) => callsNamed(fn, /^elicit/i));
}

// Where its name stands apart, in a constant.
function madeIn({ at, call }: Tool): { file: string; start: number; end: number; note: string }[] {
  const isApart = call && (call.at.file !== at.file || Math.abs(call.at.start - at.start) > 80);
  return isApart ? [{ ...call.at, note: 'made a tool here' }] : [];
}

// `archive_record`: 'Archive (delete) a record'
function isDescribed(tool: Tool): boolean {
  return tool.option('description').texts?.some((text) => saying.deletes.test(text)) ?? false;
}

// `deleteFile`, `delete-file`, `actual_accounts_delete`
function wordsOf(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1 $2');
}

// The first versions that ask. An older one takes no notice of the option, and the finding would be gone all the same.
const withApproval = { ai: '6.0.0', '@mastra/core': '0.18.0', '@voltagent/core': '2.0.0' };

function fixesOf({ at, call }: Tool, { edits, project }: RuleContext): Fix[] {
  const { isOlder } = project(at.file);
  if (!call || Object.entries(withApproval).some(([name, first]) => isOlder(name, first))) return [];
  const found = edits.giveOption(call, 'approval', 'true');
  return found ? [{ title: 'Ask a person before the tool runs', safety: 'safe', edits: found }] : [];
}

// In a list clients read whatever stands there; a call takes annotations where its SDK knows them.
function hinted(tool: Tool, isSure: boolean, { edits, project }: RuleContext): Fix[] {
  if (!tool.call?.element && project(tool.at.file).isOlder('@modelcontextprotocol/sdk', '1.11.0')) return [];
  const found = edits.giveHint(tool, 'destructiveHint');
  return found
    ? [{ title: 'Write `destructiveHint: true`', safety: isSure ? 'safe' : 'suggestion', edits: found }]
    : [];
}
