import {
  type ApiCall,
  defineRule,
  type Fix,
  itemsOf,
  type Option,
  type Place,
  placeOf,
  type Report,
  type RuleContext,
  textOf,
  valueAt,
  walk,
} from '../server/sdk.ts';

// What a peer says of its tools, as opposed to a description that the program brings along.
const foreign = /^(inputSchema|outputSchema|requestedSchema|parameters|tools?|listTools|toolSchema|mcpTools?)$/;
const peer = /inputSchema|outputSchema|requestedSchema|listTools|callTool/;
const fetching = /^(\w*fetch\w*|request|axios|got|ky)$/i;
const requesting = /^(axios|got|ky|undici|superagent|needle)$/im;
// Validators carry those along and fetch nothing.
const known = /^https?:\/\/json-schema\.org\//;

export const networkSchemaRef = defineRule({
  meta: {
    id: 'network-schema-ref',
    title: 'Schema of a tool that makes whoever reads it fetch something',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:transports-9',
      'mcp:2026-07-28/basic#ref-resolution',
      'cwe:918',
      'cwe:829',
      'owasp-asi:04',
      'owasp-mcp:03',
      'owasp-mcp:04',
    ],
  },
  *check(context) {
    for (const tool of context.tools()) {
      for (const { at, text = '' } of tool.keywords('$ref')) {
        // Only the latest revision forbids clients to follow it.
        if (context.project(at.file).isBefore('2026-07-28')) continue;
        if (!/^https?:\/\//.test(text) || known.test(text) || context.isTest(at.file)) continue;
        yield elsewhere(at);
      }
    }
    yield* inManifests(context);
    for (const call of context.calls('schema-references')) {
      if (context.isTest(call.at.file) || !context.isAgentPackage(call.at)) continue;
      const at = call.row.options['load'] ? loaderOf(call, context) : fetcherOf(call);
      if (at) yield { at, confidence: 'high', message: followed, why, help, fixes: fixesOf(call, context) };
    }
  },
});

function elsewhere(at: Place): Report {
  return {
    at,
    confidence: 'high',
    message: 'This schema lies elsewhere: whoever wants to use the tool has to fetch it',
    why: 'Clients must not fetch what a schema names, so they know nothing of this argument; one that does is told anew with every fetch what the tool takes, by whoever holds that address.',
    help: 'Write the schema out, or below `$defs`, and refer to `#/$defs/…`.',
  };
}

// Lists of tools that a program brings along as a document.
function* inManifests({ manifests, project, isTest }: RuleContext): Iterable<Report> {
  for (const { root, document } of manifests.recognised('tool-list')) {
    if (document.syntax === 'code' || isTest(document.file) || project(document.file).isBefore('2026-07-28')) continue;
    for (const tool of itemsOf(valueAt(root, 'tools')))
      for (const key of ['inputSchema', 'input_schema', 'outputSchema']) {
        const schema = valueAt(tool, key);
        for (const { tree, entry } of schema ? walk(schema) : []) {
          const text = textOf(tree) ?? '';
          if (entry?.key === '$ref' && /^https?:\/\//.test(text) && !known.test(text)) yield elsewhere(placeOf(tree));
        }
      }
  }
}

const followed = 'References in the schemas of a peer are fetched, wherever they lead';
const why =
  'The other side writes the schema: with one `$ref` it makes this program call any address that it can reach, those of the inner network and of the cloud among them, and changes later what was agreed to.';
const help =
  'Follow references inside the schema only, and refuse a schema that names another address. Whoever needs one adds it by hand.';

// A loader of a program that compiles what a server says of its tools.
function loaderOf(call: ApiCall, context: RuleContext) {
  const [loader] = call.functionsAt('load');
  if (!loader || !context.says(call.at, peer, 'file')) return undefined;
  const isFetching =
    context.callsNamed(loader, fetching) ||
    (context.callsNamed(loader, /^get$/) && context.says(loader.at, requesting, 'file'));
  if (!isFetching) return undefined;
  return call.option('load').at ?? loader.at;
}

function fetcherOf(call: ApiCall) {
  const names = new Set([...call.option('schema').names, ...call.makers('schema')]);
  if (![...names].some((name) => foreign.test(name))) return undefined;
  return isOff(call.option('external')) || isOff(call.option('http')) ? undefined : call.at;
}

function isOff({ state, texts = [] }: Option): boolean {
  return state === 'unknown' || texts.some((text) => text === 'false');
}

function fixesOf(call: ApiCall, { edits }: RuleContext): Fix[] {
  const found = call.row.options['external'] && edits.giveOption(call, 'external', 'false');
  return found ? [{ title: 'Follow references inside the schema only', safety: 'safe', edits: found }] : [];
}
