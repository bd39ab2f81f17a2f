import {
  defineRule,
  entriesOf,
  itemsOf,
  type Place,
  placeOf,
  type Report,
  type RuleContext,
  textOf,
  valueAt,
} from '../server/sdk.ts';

// Whole names: `accessToken`, `github_token`, `client_secret`; the last word says what it is.
const sure =
  /(^|_)(access_token|refresh_token|auth_token|bearer_token|id_token|api_token|user_token|session_token|personal_access_token|bot_token|oauth_token|github_token|gitlab_token|slack_token|notion_token|api_?key|secret_key|private_key|client_secret|app_secret|passwd|authorization|bearer|credentials|cookies?)$/;
const likely = /(^|_)(token|secret|password|passphrase)$/;
const counted =
  /^(has|is|include|with|without|show|use|needs?|requires?|max|min|num|csrf|xsrf|reset|design|stop|pad|eos|mask|scroll|lock|fcm|device|push|share|confirmation|confirm|verification|run|job|task|idempotency|request|change|version|upload|poll)_/;
// What a tool gave out to be sent back, whatever it stands for: `targetConfirmationToken`.
const echoed = /_(confirmation|confirm|approval|idempotency|csrf|xsrf)_token$/;
// The place to go on from, whatever it belongs to: `skipToken`, `events_next_page_token`.
const paging =
  /(^|_)(page|pages|paging|pagination|skip|next|prev|previous|continue|continuation|cursor|resume|delta|sync|start|starting|after|before|offset|more)_tokens?$/;
// Where a token is a coin, or the place to go on from.
const otherTokens =
  /^(.*address|amount|chain.*|symbol|network|wallet.*|mint|price|slippage|contract.*|page_?size|limit|cursor|from_token|to_token)$/i;
// A bag of which the schema itself says that a credential belongs into it.
const bags = /(^|_)headers$/;
const saying = /\bauthorization\b|\bbearer\b|\bapi[-_ ]?keys?\b|\baccess[-_ ]?tokens?\b/i;
// Where the secret is what the tool makes or changes.
const making =
  /create|register|set|reset|change|update|encrypt|protect|unlock|hash|generate|decrypt|signup|sign_up|rotate/i;

// A switch or a number holds no credential: `botAnalyticsCookie: z.boolean()`.
const noText =
  /^(?:[\w$]+\.)+(?:boolean|number|int|bigint|date)\(|\btype['"]?\s*:\s*['"](?:boolean|number|integer)['"]/;
const noTextType = /^(?:boolean|number|integer)$/;

const advice = {
  why: 'What the model is to pass on must stand in its context: in the prompts, logs and memories of the agent and with its provider, and any text that it reads can ask for it.',
  help: 'Take the credential from the authorization of the caller, from a setting or a vault; where a person must give one, ask for it by a URL (elicitation in URL mode).',
};

export const credentialInToolSchema = defineRule({
  meta: {
    id: 'credential-in-tool-schema',
    title: 'Tool that asks the model for a credential',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/tools#security-considerations',
      'cwe:522',
      'cwe:200',
      'owasp-asi:03',
      'owasp-asi:02',
      'owasp-mcp:01',
      'owasp-mcp:10',
      'owasp-llm:02',
      'norm:features-20',
    ],
  },
  *check(context) {
    for (const tool of context.tools()) {
      const fields = tool.fields() ?? [];
      yield* asked(
        tool.name,
        fields.filter(({ at }) => !noText.test(context.edits.textOf(at))),
      );
      yield* among(fields, context);
    }
    yield* inManifests(context);
  },
});

interface Field {
  name: string;
  at: Place;
}

function* asked(tool: string | undefined, fields: readonly Field[]): Iterable<Report> {
  for (const { name, at } of fields) {
    const words = wordsOf(name);
    const isSure = sure.test(words);
    if ((!isSure && !likely.test(words)) || counted.test(words) || paging.test(words) || echoed.test(words)) continue;
    if (words.endsWith('token') && fields.some((other) => otherTokens.test(wordsOf(other.name)))) continue;
    yield {
      at,
      confidence: isMaking(tool, words) ? 'medium' : 'high',
      message: `The model is asked for \`${name}\``,
      ...advice,
    };
  }
}

function* among(fields: readonly Field[], { edits }: RuleContext): Iterable<Report> {
  for (const { name, at } of fields)
    if (bags.test(wordsOf(name)) && saying.test(edits.textOf(at)))
      yield { at, confidence: 'high', message: `The model is asked for a credential among \`${name}\``, ...advice };
}

// Lists of tools that a program brings along as a document.
function* inManifests({ manifests, isTest }: RuleContext): Iterable<Report> {
  for (const { root, document } of manifests.recognised('tool-list')) {
    if (document.syntax === 'code' || isTest(document.file)) continue;
    for (const tool of itemsOf(valueAt(root, 'tools'))) {
      const schema = valueAt(tool, 'inputSchema') ?? valueAt(tool, 'input_schema');
      const fields = entriesOf(valueAt(schema, 'properties'))
        .filter(({ value }) => !noTextType.test(textOf(valueAt(value, 'type')) ?? ''))
        .map(({ key, at }) => ({ name: key, at: placeOf(at) }));
      yield* asked(textOf(valueAt(tool, 'name')), fields);
    }
  }
}

function isMaking(name = '', words: string): boolean {
  return /password|passphrase|secret$/.test(words) && making.test(name);
}

function wordsOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_+/, '')
    .toLowerCase();
}
