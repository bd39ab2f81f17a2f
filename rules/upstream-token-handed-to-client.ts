import { defineRule, type Report, type RuleContext } from '../server/sdk.ts';

const minting =
  /sign|mint|issue|create_?(access_?)?token|generate_?(access_?)?token|complete_?authorization|swap|encrypt|seal|store|save|put|new_?token|random/i;

export const upstreamTokenHandedToClient = defineRule({
  meta: {
    id: 'upstream-token-handed-to-client',
    title: "Provider's token handed to the MCP client",
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/client/elicitation#security-considerations',
      'mcp:2026-07-28/basic/authorization#access-token-privilege-restriction',
      'cwe:441',
      'cwe:522',
      'owasp-asi:03',
      'owasp-mcp:01',
      'norm:authorization-4',
      'norm:features-20',
    ],
  },
  *check(context) {
    for (const call of context.calls('oauth-server')) {
      for (const option of call.unsafe().filter(({ name }) => name === 'tokenSwap')) {
        const edits = context.edits.dropOption(call, 'tokenSwap');
        yield {
          at: option.at ?? call.at,
          confidence: option.isCertain ? 'high' : 'medium',
          message: 'Clients get the token of the provider itself',
          why,
          help,
          fixes: edits
            ? [{ title: 'Give clients tokens of this server, as is the default', safety: 'safe' as const, edits }]
            : [],
        };
      }
      const { texts = [], at } = call.option('upstream');
      if (at && texts.some((text) => /^https:\/\/[\w.-]+\//.test(text)) && !context.isTest(call.at.file))
        yield { at, confidence: 'high', message: 'Clients get the token of this provider itself', why, help };
    }
    yield* providers(context);
    yield* endpoints(context);
    yield* registrations(context);
    yield* kept(context);
  },
});

const why =
  'The token that the client holds is good at the provider, with all scopes of this program, and past this server and its log. The server in turn accepts a token that was issued for somebody else.';
const help = 'Keep the token of the provider on the server, and issue one of your own that is bound to this resource.';

// What an authorization server of the SDK answers to its client.
function* providers(context: RuleContext): Iterable<Report> {
  for (const flow of context.flows({ from: ['secret'], to: ['issued-access-token'] })) {
    if (context.isTest(flow.sink.file) || !/issued/.test(flow.source.note)) continue;
    yield {
      at: flow.sink,
      path: flow.steps,
      confidence: 'high',
      message: 'The token of the provider is handed to the client as if this server had issued it',
      why,
      help,
    };
  }
}

// An endpoint for tokens that adds its secret to what the client sent, and gives back what the provider answers.
function* endpoints(context: RuleContext) {
  const forms = context.forms(/^(client_secret|grant_type)$/).filter((form) => form.names.includes('client_secret'));
  for (const { path, handlers } of context.endpoints()) {
    if (!path || !/(^|\/)token\/?$/.test(path)) continue;
    for (const handler of handlers) {
      const reached = new Set(context.reach(handler).map(({ id }) => id));
      const form = forms.find(
        ({ inside, within, at }) =>
          !context.isTest(at.file) && ((inside && reached.has(inside.id)) || (within && reached.has(within.id))),
      );
      if (!form || context.callsNamed(handler, minting) || !context.callsNamed(handler, /^(json|send|end|text)$/))
        continue;
      yield {
        at: form.at,
        confidence: 'high' as const,
        message: 'The answer of the provider, with its token, goes back to the client',
        why,
        help,
      };
    }
  }
}

// A provider by its name, or by what it is to this program.
const ofProvider =
  /^(?:github|gitlab|google|slack|notion|spotify|shopify|linear|asana|jira|atlassian|hubspot|salesforce|microsoft|azure|entra|graph|dropbox|discord|figma|stripe|zoom|twitter|linkedin|facebook|meta|todoist|monday|airtable|upstream|provider|idp|external|vendor|third_?party)_?(?:(?:access|oauth|api)_?)?token$/i;

const sealing = /^(?:sign|mint|issue|swap|wrap|encrypt|seal|create|generate)/i;

// The answer of a token endpoint, made of a token that was kept when the provider gave it.
function* kept(context: RuleContext): Iterable<Report> {
  for (const form of context.forms(/^access_token$/)) {
    const { names, inside, within, at } = form;
    const holder = inside ?? within;
    if (form.carrier !== 'object' || !names.includes('token_type') || !holder || context.isTest(at.file)) continue;
    const token = form.option('access_token');
    const name = token.names.find((one) => ofProvider.test(one.split('.').at(-1) ?? one));
    if (name === undefined || !context.callsNamed(holder, answering)) continue;
    // What is sealed, or swapped for one of its own, is another text.
    if (form.makers('access_token').some((maker) => sealing.test(maker))) continue;
    yield {
      at: token.at ?? at,
      confidence: 'high',
      message: `The token of the provider (\`${name}\`) is handed to the client as if this server had issued it`,
      why,
      help,
    };
  }
}

const registered = /^(client_id_issued_at|client_secret_expires_at|token_endpoint_auth_method|grant_types)$/;
const answering = /^(json|send|end|write|Response|stringify)$/;
const ofSetting = /^[A-Z][A-Z0-9_]*SECRET[A-Z0-9_]*$/;
const settings = /^(config|cfg|env|settings|options|credentials|creds|secrets|xsuaa)$/i;

// Whoever registers is told the secret by which this program proves itself to the provider.
function* registrations(context: RuleContext): Iterable<Report> {
  for (const form of context.forms(/^client_secret$/)) {
    const { names, within, inside, at } = form;
    const holder = inside ?? within;
    if (form.carrier !== 'object' || !holder || context.isTest(at.file)) continue;
    if (!names.includes('redirect_uris') || !names.some((name) => registered.test(name))) continue;
    if (!context.callsNamed(holder, answering)) continue;
    const secret = form.option('client_secret');
    const isOwn = secret.names.some((name) => ofSetting.test(name)) || secret.names.some((name) => settings.test(name));
    if (!isOwn || form.makers('client_secret').some((name) => minting.test(name))) continue;
    yield {
      at: secret.at ?? at,
      confidence: 'high',
      message: 'Whoever registers is given the client secret of this program',
      why: 'With it anybody redeems codes and refresh tokens at the provider in the name of this program, and pretends to be it.',
      help: 'Give each client an id of its own, and a secret of its own or none (`token_endpoint_auth_method: none` with PKCE), and keep the secret of the provider on the server.',
    };
  }
}
