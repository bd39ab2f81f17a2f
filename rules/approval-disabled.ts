import {
  type ApiCall,
  defineRule,
  entryAt,
  type Fix,
  itemsOf,
  type Place,
  type Recognised,
  type Report,
  type RuleContext,
  textOf,
  type UnsafeOption,
  valueAt,
} from '../server/sdk.ts';

// Who asks a person in the same function and returns afterwards has not agreed to everything.
const asking = /prompt|confirm|question|ask|readline|approv|select|dialog|showMessage/i;

export const approvalDisabled = defineRule({
  meta: {
    id: 'approval-disabled',
    title: 'Tools that run although nobody was asked',
    pillar: 'monitoring',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools#user-interaction-model',
      'mcp:2026-07-28/client/sampling#security-considerations',
      'cwe:862',
      'cwe:693',
      'owasp-asi:02',
      'owasp-asi:09',
      'owasp-mcp:02',
      'owasp-llm:06',
      'norm:features-1',
      'norm:features-21',
    ],
  },
  *check(context) {
    for (const call of context.calls('approval')) {
      for (const option of call.unsafe()) {
        if (isAsked(call, option, context)) continue;
        yield {
          at: option.at ?? call.at,
          confidence: option.isCertain ? 'high' : 'medium',
          message: messageOf(option),
          why,
          help,
          fixes: fixesOf(call, option, context),
        };
      }
    }
    yield* launched(context);
    for (const tool of context.manifests.recognised('hosted-tool'))
      if (tool.document.syntax !== 'code' && !context.isTest(tool.document.file)) yield* ofManifest(tool, context);
  },
});

const why =
  'Whoever gets words into the context of the model, by a web page, an issue or a file, gets the tools too: no person stands between the injected text and what it does.';
const help =
  'Let a person decide about every call that writes, sends, pays or runs something, and exempt by name only what reads.';

const switches =
  /(?:^|\s)(--dangerously-skip-permissions|--dangerously-bypass-approvals-and-sandbox|--allow-all-tools|--permission-mode[ =]bypassPermissions)(?=\s|$)/;

// `spawn('claude', ['-p', prompt, '--dangerously-skip-permissions'])`
function* launched(context: RuleContext): Iterable<Report> {
  for (const call of context.calls('agent-launch')) {
    if (context.isTest(call.at.file)) continue;
    const words = call.constants('words');
    const isMode = words.some(({ text }) => text === '--permission-mode');
    const thrown = words.find(({ text }) => switches.test(text) || (isMode && text === 'bypassPermissions'));
    const command = call.option('command').texts?.find((text) => switches.test(text));
    if (!thrown && command === undefined) continue;
    yield {
      at: thrown?.at ?? call.option('command').at ?? call.at,
      confidence: thrown && !isAlwaysThere(thrown.at, context) ? 'medium' : 'high',
      message: `\`${thrown?.text ?? switches.exec(command ?? '')?.[1] ?? ''}\` starts an agent that asks nobody before it acts`,
      why,
      help: 'Start it with a list of the tools that may run (`--allowedTools`) and its own permission mode, in a sandbox that holds nothing else.',
    };
  }
}

// In the list itself, and not in one that a condition adds: `...(free ? ['--allow-all-tools'] : [])`, `args.push(…)`.
function isAlwaysThere({ file, start }: Place, { edits }: RuleContext): boolean {
  const before = edits.textOf({ file, start: Math.max(0, start - 1500), end: start });
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    const sign = before[at] ?? '';
    if (')]}'.includes(sign)) depth++;
    else if ('([{'.includes(sign) && depth-- === 0)
      return sign === '[' && !/(?:[?:]|&&|\|\|)\s*$/.test(before.slice(0, at));
  }
  return false;
}

// `{ type: mcp, server_url, require_approval: never }`, sent as it is or read by what makes the agent.
function* ofManifest({ document, root }: Recognised, { manifests }: RuleContext): Iterable<Report> {
  const keys = ['require_approval', 'requireApproval', 'approvalMode.kind', 'approvalMode', ...inPrograms];
  const entry = keys.flatMap((key) => entryAt(root, key) ?? [])[0];
  const value = textOf(entry?.value) ?? '';
  if (!entry || !/^(?:never|never_require|bypassPermissions)$/.test(value)) return;
  // What hands on the servers of its callers decides nothing.
  const isHandedOn =
    document.syntax === 'python' &&
    valueAt(root, 'server_label') !== undefined &&
    !['server_label', 'server_url', 'connector_id'].some((key) => textOf(valueAt(root, key)) !== undefined);
  const tools = itemsOf(valueAt(root, 'allowed_tools') ?? valueAt(root, 'allowedTools'));
  const readsOnly = tools.length > 0 && tools.every((tool) => reading.test(textOf(tool) ?? ''));
  const edits = manifests.edits.replace(document, entry.value, 'always');
  yield {
    at: { file: entry.at.file, start: entry.at.start, end: entry.value.end },
    confidence: readsOnly ? 'low' : isHandedOn ? 'medium' : 'high',
    message: `\`${entry.key}: ${value}\` lets every tool ${value.startsWith('never') ? 'of this server run' : 'run'} without a person`,
    why,
    help,
    fixes: edits ? [{ title: 'Ask before tools run', safety: 'safe', edits }] : [],
  };
}

const inPrograms = ['approval_mode', 'permission_mode'];
const reading = /^(?:get|list|read|search|find|fetch|query|describe|show|view|count|lookup)(?=[A-Z_.-]|$)/;

function messageOf({ at, name, value }: UnsafeOption): string {
  if (!at) return `Nothing is said about approval here, and the default is \`${value}\`: tools run without a person`;
  if (name === 'decision') return `This always answers \`${value}\`: nobody is asked`;
  return `\`${value}\` lets every tool run without a person`;
}

function isAsked(call: ApiCall, { name }: UnsafeOption, context: RuleContext): boolean {
  return name === 'decision' && call.functionsAt('decider').some((fn) => context.callsNamed(fn, asking));
}

function fixesOf(call: ApiCall, { at, name, safe }: UnsafeOption, { edits }: RuleContext): Fix[] {
  if (safe === undefined) return [];
  const found = at ? edits.replaceOption(call, name, safe) : edits.giveOption(call, name, safe);
  return found ? [{ title: `Write ${safe}: ask before tools run`, safety: 'safe', edits: found }] : [];
}
