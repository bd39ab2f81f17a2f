import {
  defineRule,
  type Entry,
  type Fix,
  isTrue,
  itemsOf,
  type Manifests,
  type McpServer,
  placeOf,
  type Report,
  type Switch,
  textOf,
  type Tree,
} from '../server/sdk.ts';

export const manifestAutoApprove = defineRule({
  meta: {
    id: 'manifest-auto-approve',
    title: 'Tools that run without asking',
    pillar: 'monitoring',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools',
      'cwe:862',
      'cwe:693',
      'owasp-asi:02',
      'owasp-asi:09',
      'owasp-mcp:02',
      'owasp-llm:06',
      'norm:features-1',
    ],
  },
  *check({ manifests }) {
    for (const thrown of manifests.switches('auto-approve')) yield ofSwitch(manifests, thrown);
    for (const server of manifests.servers())
      if (!server.isDisabled) for (const entry of server.approvals) yield* ofServer(manifests, server, entry);
  },
});

const why =
  'A tool description, a page or an issue can hold instructions. Asking a person is what stands between them and the tool.';
const help = 'Let people confirm, and name at most single tools that only read.';

function ofSwitch(manifests: Manifests, thrown: Switch): Report {
  const { row, shown, at } = thrown;
  return {
    at,
    confidence: row.confidence ?? 'high',
    severity: row.severity ?? 'error',
    message: `\`${shown}\` ${row.effect}`,
    why,
    help,
    fixes: manifests.tighten(thrown),
  };
}

function fix(title: string, edits: Fix['edits'] | undefined): Fix[] {
  return edits ? [{ title, safety: 'safe', edits }] : [];
}

// What changes something or runs something; a name that begins with reading does neither.
const acts =
  /(?:^|[_.-])(?:delete|remove|drop|destroy|purge|truncate|execute|exec|run|shell|bash|command|eval|write|push|merge|send|deploy|publish|kill|transfer|pay|refund|update|create|insert|upload|install|approve|grant)(?:$|[_.-])/;
// What cannot be undone, or does whatever it is told.
const irrevocable =
  /(?:^|[_.-])(?:delete|remove|drop|destroy|purge|truncate|execute|exec|run|shell|bash|command|eval|push|merge|deploy|publish|kill|transfer|pay|refund|migrate|migration)(?:$|[_.-])/;
const reads =
  /^(?:get|list|read|search|find|fetch|query|describe|show|view|count|check|validate|lookup|resolve)(?:$|[_.-])/;

function* ofServer(manifests: Manifests, server: McpServer, entry: Entry): Iterable<Report> {
  const name = server.name ? `the server \`${server.name}\`` : 'this server';
  const isEvery = isTrue(entry.value);
  if (isEvery) {
    const place = { file: entry.at.file, start: entry.at.start, end: entry.value.end };
    const fixes = fix('Take it out', manifests.edits.remove(server.document, entry));
    yield { at: place, confidence: 'high', message: `Every tool of ${name} runs without asking`, why, help, fixes };
    return;
  }
  for (const item of itemsOf(entry.value)) {
    const tool = textOf(item) ?? '';
    const found = ofTool(tool);
    if (!found) continue;
    const message =
      found === 'every'
        ? `Every tool of ${name} runs without asking`
        : `\`${tool}\` of ${name} changes something and runs without asking`;
    yield {
      at: placeOf(item),
      confidence: found === 'one' ? 'medium' : 'high',
      severity: found === 'every' ? 'error' : 'warning',
      message,
      why,
      help,
      fixes: takeOut(manifests, server, entry, item),
    };
  }
}

function ofTool(tool: string): 'every' | 'irrevocable' | 'one' | undefined {
  if (/^(?:\*|.*__\*)$/.test(tool)) return 'every';
  const words = tool.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  if (reads.test(words)) return undefined;
  return irrevocable.test(words) ? 'irrevocable' : acts.test(words) ? 'one' : undefined;
}

function takeOut({ edits }: Manifests, { document }: McpServer, entry: Entry, item: Tree): Fix[] {
  return fix('Ask before it runs', edits.remove(document, itemsOf(entry.value).length === 1 ? entry : item));
}
