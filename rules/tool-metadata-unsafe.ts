import {
  type ApiCall,
  defineRule,
  directivesIn,
  type Fix,
  type HiddenKind,
  hiddenRuns,
  type Manifests,
  type Option,
  type Report,
  type RuleContext,
  type Tool,
} from '../server/sdk.ts';

export const toolMetadataUnsafe = defineRule({
  meta: {
    id: 'tool-metadata-unsafe',
    title: 'Text for the model with more in it than people see',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools',
      'cwe:838',
      'cwe:1007',
      'cwe:200',
      'owasp-asi:01',
      'owasp-asi:04',
      'owasp-mcp:03',
      'owasp-llm:01',
      'norm:transports-4',
      'norm:transports-5',
      'norm:transports-12',
      'norm:features-11',
    ],
  },
  *check({ manifests, tools, calls, isTest, project }: RuleContext) {
    yield* ofManifests(manifests);
    for (const tool of tools()) {
      yield* ofTool(tool);
      if (isTest(tool.at.file)) continue;
      const { isBefore } = project(tool.at.file);
      if (!isBefore('2025-11-25')) yield* ofName(tool);
      if (!isBefore('2026-07-28')) yield* ofHeaders(tool);
      if (tool.call) yield* ofIcons(tool.call);
    }
    for (const call of calls('model-text')) yield* ofText(call.option('name').texts?.[0], call.option('description'));
    for (const server of calls('mcp-server')) if (!isTest(server.at.file)) yield* ofIcons(server);
  },
});

const hiddenWords: Record<HiddenKind, string> = {
  tags: 'characters of the tag block, which no editor shows',
  'zero-width': 'characters without width',
  direction: 'a character that turns the direction of writing, so that people read another text than models',
  escape: 'an escape that a terminal obeys and does not show',
  selectors: 'variation selectors, which can carry any text unseen',
};
const why =
  'A model reads every character of a description and takes it for part of what it is told; a person who reviews it sees only some.';

function* ofManifests(manifests: Manifests): Iterable<Report> {
  const { hidden, directives } = manifests.modelTexts();
  for (const { kind, count, at, removal } of hidden) {
    const fixes: Fix[] = removal ? [{ title: 'Take the hidden characters out', safety: 'safe', edits: removal }] : [];
    yield {
      at,
      confidence: 'high',
      message: `Here ${count === 1 ? 'stands' : 'stand'} ${hiddenWords[kind]}${count === 1 ? '' : ` (${String(count)})`}`,
      why,
      help: 'Take them out, and look at where the text came from.',
      fixes,
    };
  }
  for (const { at, effect, confidence, name } of directives) yield order(name, effect, confidence, at);
}

function order(name: string | undefined, effect: string, confidence: Report['confidence'], at: Report['at']): Report {
  return {
    at,
    confidence,
    message: `${name === undefined ? 'The file' : `The description${name === '' ? '' : ` of \`${name}\``}`} ${effect}`,
    why: 'What describes a tool is read by the model of whoever uses it, among its instructions. An order in it is obeyed for every task, also where the tool is never called.',
    help: 'Say what the tool does, takes and answers, and nothing of what the model should do besides.',
  };
}

function* ofTool(tool: Tool): Iterable<Report> {
  yield* ofText(tool.name, tool.option('description'));
  for (const { at, text, path } of tool.keywords('description'))
    if (text !== undefined) yield* ofText(path.at(-1) ?? tool.name, { texts: [text], at });
}

function* ofText(name = '', { texts = [], at }: Pick<Option, 'texts' | 'at'>): Iterable<Report> {
  if (!at) return;
  for (const text of texts) {
    const [run] = hiddenRuns(text);
    if (run)
      yield {
        at,
        confidence: 'high',
        message: `Here stand ${hiddenWords[run.kind]}`,
        why,
        help: 'Take them out, and look at where the text came from.',
      };
    for (const { effect, confidence } of directivesIn(text).slice(0, 1)) yield order(name, effect, confidence, at);
  }
}

// 1 to 128 characters of these: other names are refused, or changed until two tools have the same.
function* ofName({ name, at }: Tool): Iterable<Report> {
  if (name === undefined || name.includes('\u0000') || /^[\w./-]{1,128}$/.test(name)) return;
  yield {
    at,
    confidence: 'high',
    severity: 'info',
    message: `Clients may refuse the name \`${name.length > 40 ? `${name.slice(0, 40)}…` : name}\``,
    why: 'A name has 1 to 128 letters, digits and `_ - . /`. Clients change others into what they can use, and then rules of approval that name the tool no longer meet it.',
    help: 'Put what people read into `title`.',
  };
}

const secretName = /passw|secret|token|api_?key|credential|ssn|email|phone|card_?number|iban/i;

// Arguments that the client repeats in a header, for proxies to read.
function* ofHeaders(tool: Tool): Iterable<Report> {
  const seen = new Set<string>();
  for (const { at, text, path, type } of tool.keywords('x-mcp-header')) {
    const field = path.at(-1) ?? '';
    const flaw =
      text !== undefined && !/^[!#$%&'*+.^_`|~\w-]+$/.test(text)
        ? `\`${text}\` cannot be the name of a header`
        : text !== undefined && seen.has(text.toLowerCase())
          ? `Two arguments share the header \`${text}\``
          : type === 'object' || type === 'array'
            ? `An ${type} cannot be said in a header`
            : undefined;
    if (text !== undefined) seen.add(text.toLowerCase());
    if (flaw !== undefined)
      yield {
        at,
        confidence: 'high',
        message: flaw,
        why: 'Clients refuse a tool whose headers are malformed; a proxy that decides by them sees another value than the tool.',
        help: 'Name a header of its own for each argument that is one text, number or boolean.',
      };
    else if (secretName.test(field) || secretName.test(text ?? ''))
      yield {
        at,
        confidence: 'high',
        message: `\`${field}\` is repeated in a header`,
        why: 'Headers are read and logged by every proxy on the way, which bodies are not.',
        help: 'Repeat only what routing needs, such as a region or a tenant, and nothing secret or personal.',
      };
  }
}

// What a client shows: fetched from where it says, by whoever looks at the list of tools.
function* ofIcons(call: ApiCall): Iterable<Report> {
  for (const { text, at } of call.constants('icons')) {
    if (/^(https:|data:image\/)/i.test(text) || !/^[a-z][a-z\d+.-]*:/i.test(text)) continue;
    const isPlain = /^http:/i.test(text);
    yield {
      at,
      confidence: 'high',
      severity: isPlain ? 'info' : 'warning',
      message: isPlain ? 'An icon that travels in clear text' : 'Clients must refuse an icon with this scheme',
      why: 'Whoever shows the icon follows its address: another scheme than https or data reads files or runs scripts there, and what travels in clear text can be swapped.',
      help: 'Name an `https:` address on the host of the server, or write the picture as `data:image/…`.',
    };
  }
}
