import { type ApiCall, defineRule, type Place, type RuleContext } from '../server/sdk.ts';

const open = new Set(["'unsafe-eval'", "'unsafe-inline'", '*', 'https:', 'http:', 'data:']);
// With one of these a browser that knows them ignores 'unsafe-inline'.
const named = /^'(nonce-|sha(256|384|512)-)|^'strict-dynamic'$/;
// What a page of an agent shows or asks: a consent, a login, what a tool gave.
const ofAgent = /consent|authorize|redirect_uri|oauth|\bmcp\b|tool_?(call|result|output)|approv/i;
// A frame that is shut in is meant to run what it is given.
const shutIn = /sandbox|iframe|srcdoc/i;

export const contentPolicyOpen = defineRule({
  meta: {
    id: 'content-policy-open',
    title: 'Page of an agent that runs any script',
    pillar: 'access',
    severity: 'info',
    confidence: 'high',
    scope: 'agents',
    fixable: 'never',
    since: 'next',
    references: [
      'norm:practices-21',
      'mcp:2026-07-28/basic/security_best_practices',
      'cwe:79',
      'cwe:1021',
      'owasp-asi:09',
      'owasp-llm:05',
    ],
  },
  *check(context) {
    for (const at of places(context)) {
      const way = context.isTest(at.file) || shutIn.test(at.file) ? undefined : wayIn(written(at, context));
      if (way) yield told(way, at, context);
    }
    for (const call of context.calls('page-policy')) {
      if (context.isTest(call.at.file)) continue;
      const scripts = call.constants('scripts').find(({ text }) => firstOpen([text]) !== undefined);
      if (scripts) yield told(scripts.text, scripts.at, context);
      else if (call.unsafe().some(({ name, isCertain }) => name === 'off' && isCertain)) yield off(call);
    }
  },
});

// Each text once that speaks of scripts, or of everything.
function places({ spelledTexts }: RuleContext): Place[] {
  const found = ['script-src', 'default-src'].flatMap((word) => spelledTexts(word).map(({ at }) => at));
  return [...new Map(found.map((at) => [`${at.file}:${at.start}`, at])).values()];
}

// As it stands in the program, without quotes; what is put in by a template counts for a word.
function written(at: Place, { edits }: RuleContext): string {
  return edits
    .textOf(at)
    .slice(1, -1)
    .replaceAll(/\$\{[^}]*\}/g, 'x');
}

// Of a policy in one text, or of the part of one that speaks of scripts.
function wayIn(text: string): string | undefined {
  const directives = text.split(';').map((part) => part.trim().split(/\s+/));
  const found =
    directives.find(([name]) => name === 'script-src') ??
    (directives.length > 1 ? directives.find(([name]) => name === 'default-src') : undefined);
  return found && firstOpen(found.slice(1));
}

function firstOpen(sources: string[]): string | undefined {
  const isNamed = sources.some((source) => named.test(source));
  return sources.find((source) => open.has(source) && !(isNamed && source === "'unsafe-inline'"));
}

function told(way: string, at: Place, { says }: RuleContext) {
  return {
    at,
    confidence: says(at, ofAgent, 'file') && !says(at, shutIn, 'file') ? ('high' as const) : ('medium' as const),
    message: `With \`${way}\` this page runs scripts that nobody put there`,
    why: 'A page of an agent shows what others wrote: names of clients, results of tools, texts of a model. If one of them gets through as markup, its script agrees to a consent, reads tokens and calls tools as the user.',
    help: "Write `script-src 'self'`, and give the scripts that stand in the page a nonce or a hash.",
  };
}

function off(call: ApiCall) {
  return {
    at: call.option('off').at ?? call.at,
    // A server that answers with JSON alone has no page.
    confidence: 'medium' as const,
    message: 'No page of this server says which scripts it may run',
    why: 'The middleware would have said it. Without a policy what gets through as markup, the name of a client or the result of a tool, runs as a script of the page.',
    help: 'Leave the policy on, and widen the one directive that stands in the way.',
  };
}
