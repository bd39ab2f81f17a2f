import {
  defineRule,
  type Document,
  entryAt,
  type Fix,
  itemsOf,
  type Manifests,
  type McpServer,
  oneOrMore,
  placeOf,
  type Report,
  textOf,
  type Tree,
  valueAt,
} from '../server/sdk.ts';

export const agentFileUnrestrictedTools = defineRule({
  meta: {
    id: 'agent-file-unrestricted-tools',
    title: 'Agent with every tool',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:250', 'cwe:1188', 'owasp-asi:02', 'owasp-asi:04', 'owasp-mcp:02', 'owasp-llm:06'],
  },
  *check({ manifests }) {
    for (const { document, root } of manifests.recognised('agent-file')) {
      for (const key of ['tools', 'allowed-tools', 'allowedTools'])
        yield* ofTools(valueAt(root, key), key !== 'tools', document, manifests);
      yield* ofMode(manifests, document, root);
    }
    for (const server of manifests.servers())
      if (server.document.syntax === 'markdown' && reaches(server)) yield* ofServer(server.name, server.tools);
  },
});

const why = 'What the agent reads can ask for any tool that it has, also for those that its task never needs.';

// A list, one text, or a text with commas or blanks; a list without the key means what the product gives, which is no
// wild-card. What is allowed runs without asking, so that the bare name of a tool is all of it; among the tools of an
// agent the same name leaves the questions where they are.
function* ofTools(
  tools: Tree | undefined,
  isAllowed: boolean,
  document: Document,
  manifests: Manifests,
): Iterable<Report> {
  for (const item of oneOrMore(tools)) {
    const text = textOf(item) ?? '';
    const words = text.split(isAllowed ? /[,\s]\s*(?![^(]*\))/ : /,\s*(?![^(]*\))/).map((word) => word.trim());
    const every = words.find((word) => word === '*');
    const shell = words.find((word) => /^Bash\(\s*(?:\*?:)?\*\s*\)$/.test(word) || (isAllowed && word === 'Bash'));
    if (every === undefined && shell === undefined) continue;
    yield {
      at: placeOf(item),
      // Many write it who mean a few commands, and some products ask all the same.
      confidence: every === undefined && shell === 'Bash' ? 'medium' : 'high',
      message:
        every === undefined
          ? `\`${shell}\` gives this agent every shell command`
          : 'This agent gets every tool that there is',
      why,
      help: 'List the tools that the task needs; start with those that only read.',
      fixes: narrowed(tools, item, words, every ?? shell ?? '', document, manifests),
    };
  }
}

// Where nothing else is listed there is no narrower list: without one the agent inherits every tool.
function narrowed(
  tools: Tree | undefined,
  item: Tree,
  words: readonly string[],
  word: string,
  document: Document,
  { edits }: Manifests,
): Fix[] {
  const rest = words.filter((each) => each !== word && each !== '');
  const changed =
    rest.length > 0
      ? edits.replace(document, item, rest.join(textOf(item)?.includes(',') ? ', ' : ' '))
      : itemsOf(tools).length > 1
        ? edits.remove(document, item)
        : undefined;
  return changed ? [{ title: `Take \`${word}\` out`, safety: 'safe', edits: changed }] : [];
}

/** False when the agent's own list names single tools of the server, or none: the list is what counts. */
function reaches({ name, document }: McpServer): boolean {
  const tools = oneOrMore(valueAt(document.roots[0], 'tools')).map((item) => textOf(item) ?? '');
  return tools.length === 0 || tools.some((tool) => tool === '*' || tool === name || tool === `${name}/*`);
}

function* ofServer(name: string, tools: Tree | undefined): Iterable<Report> {
  for (const item of oneOrMore(tools)) {
    if (textOf(item) !== '*') continue;
    yield {
      at: placeOf(item),
      confidence: 'high',
      message: `Every tool of the server \`${name}\` is open to this agent, those that delete and change included`,
      why,
      help: 'List the tools of the server that the task needs.',
    };
  }
}

function* ofMode(manifests: Manifests, document: Document, root: Tree): Iterable<Report> {
  const entry = entryAt(root, 'permissionMode');
  if (!entry || textOf(entry.value) !== 'bypassPermissions') return;
  const edits = manifests.edits.remove(document, entry);
  const fixes: Fix[] = edits ? [{ title: 'Take it out', safety: 'safe', edits }] : [];
  yield {
    at: { file: entry.at.file, start: entry.at.start, end: entry.value.end },
    confidence: 'high',
    message: 'This agent runs every tool without a permission prompt',
    why,
    help: 'Take it out, and let people confirm what changes something.',
    fixes,
  };
}
