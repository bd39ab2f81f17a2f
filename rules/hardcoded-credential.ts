import {
  type ConstantText,
  defineRule,
  type Fix,
  type Flow,
  type Manifests,
  type Place,
  type Report,
  type RuleContext,
} from '../server/sdk.ts';

export const hardcodedCredential = defineRule({
  meta: {
    id: 'hardcoded-credential',
    title: 'Credential in clear text',
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'cwe:798',
      'cwe:312',
      'cwe:540',
      'owasp-asi:03',
      'owasp-asi:04',
      'owasp-mcp:01',
      'owasp-llm:02',
      'norm:a2a-7',
      'norm:a2a-17',
    ],
  },
  *check(context) {
    const { manifests } = context;
    yield* inCode(context);
    for (const [place, ...again] of oncePerFile(manifests)) {
      const { credential, server, setting } = place;
      const holder = server ? ` of the server${server.name ? ` \`${server.name}\`` : ''}` : '';
      const where =
        setting?.kind === 'variable' && !credential.what.includes(setting.name) ? ` in \`${setting.name}\`` : '';
      const shown = credential.shown ? ` (\`${credential.shown}…\`)` : '';
      yield {
        at: credential.at,
        masks: [place, ...again].map((each) => each.credential.at),
        confidence: credential.confidence,
        related: again.map((each) => ({ ...each.credential.at, note: 'the same one again' })),
        message: `${article(credential.what)} ${credential.what}${shown}${where}${holder} stands here in clear text`,
        why: 'Whoever reads this file, its history, a backup or a log of the agent acts with this credential, and nobody can tell whose act it was.',
        help: 'Revoke it, since the history of the repository keeps it, and let the product read the new one from where secrets are kept.',
        fixes: manifests.refer(place),
      };
    }
  },
});

type CredentialPlace = ReturnType<Manifests['credentials']>[number];

/** Places of one credential in one file, which is revoked once; where a fix moves each of them out, each by itself. */
function oncePerFile(manifests: Manifests): [CredentialPlace, ...CredentialPlace[]][] {
  const groups = new Map<string, [CredentialPlace, ...CredentialPlace[]]>();
  for (const place of manifests.credentials()) {
    const { text, from, to, at, confidence } = place.credential;
    const isMoved = (place.server?.reference ?? place.reference) !== undefined;
    const key = [at.file, confidence, isMoved ? at.start : text.value.slice(from, to)].join('|');
    const group = groups.get(key);
    if (group) group.push(place);
    else groups.set(key, [place]);
  }
  return [...groups.values()];
}

const own = 'Whoever reads the program, its history or its image makes sessions and tokens of any user.';
// Users of a database that is filled to try things.
const forTrying = /seed|demo|mock|fixture|sample|playground/i;
const known = 'Whoever reads the program or tries what everybody tries logs in with it wherever nobody has changed it.';
const theirs =
  'Whoever reads this file, its history or a copy of it acts with this credential, and nobody can tell whose act it was.';
// A key to verify with that is public is no secret.
const publicKey = /BEGIN (?:RSA )?PUBLIC KEY|BEGIN CERTIFICATE/;
// Keys that vendors give for pages and telemetry: they let in and read nothing.
const publishable = /^['"`]?(phc|pk|pub|public|publishable)_/;
const ownKeys = new Set(['sessionSecret', 'signingKey', 'messageKey', 'password']);
// What is hashed so that the answer takes as long for a user whom nobody knows.
const forTiming = /dummy|fake|timing|invalid|nobody|non-?existent|placeholder/i;

function* inCode(context: RuleContext): Iterable<Report> {
  const seen: Report[] = [];
  for (const report of [...handedOver(context), ...byForm(context), ...sent(context), ...defaults(context)]) {
    const { at } = report;
    if (seen.some(({ at: { file, start, end } }) => file === at.file && start < at.end && at.start < end)) continue;
    seen.push(report);
    yield report;
  }
}

// What a library takes for a secret is one, whatever it looks like.
function* handedOver(context: RuleContext): Iterable<Report> {
  const { calls, manifests } = context;
  for (const call of calls('credential')) {
    for (const option of Object.keys(call.row.options)) {
      const what = option.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
      for (const constant of call.constants(option)) {
        const { text, at, isFallback } = constant;
        const isOwn = ownKeys.has(option);
        const isMark = option === 'messageKey' && !isNoMark(text, manifests);
        const isSecret = isOwn
          ? !isMark && isKey(constant, option)
          : manifests.secretsIn(text, { name: option, kind: 'variable' }).length > 0;
        if (!isSecret) continue;
        yield {
          at,
          masks: [at],
          confidence: option === 'password' && forTrying.test(at.file) ? 'medium' : 'high',
          ...(isFallback ? { severity: 'warning' as const } : {}),
          message:
            option === 'password'
              ? 'A password that everybody can read here is given to a user'
              : isFallback
                ? `Where no other is set, the ${what} is the one that stands here in clear text`
                : `The ${what} stands here in clear text`,
          why: option === 'password' ? known : isOwn ? own : theirs,
          help: isFallback
            ? 'Refuse to start without the setting, and make a new one where this may have been used.'
            : 'Make a new one, since the history of the repository keeps this one, and read it from where secrets are kept.',
          related: [{ ...call.at, note: `used as the ${what}` }],
          fixes: isFallback ? refusing(at, context) : [],
        };
      }
    }
  }
}

// The name is the one that the program asks for.
function refusing(at: Place, { settingDefaults, edits }: RuleContext): Fix[] {
  const found = settingDefaults().find((each) => each.at.file === at.file && each.at.start === at.start);
  const written = found && edits.throwInstead(at, `${found.names.join(' or ')} is not set`);
  return written ? [{ title: 'Throw when the setting is missing', safety: 'suggestion', edits: written }] : [];
}

// A word may only say what a hash is for: `createHmac('sha256', 'cache-entry')`.
function isNoMark(text: string, manifests: Manifests): boolean {
  return /secret|key|passw/i.test(text) || manifests.secretsIn(text, { name: 'secret', kind: 'variable' }).length > 0;
}

function isKey({ text }: ConstantText, option: string): boolean {
  if (text.trim() === '' || publicKey.test(text) || /\$\{|^<.*>$/.test(text)) return false;
  // A key for which there is no use: what is made with it only decodes.
  if (/^(dummy|unused|none|ignored|placeholder|n\/a)$/i.test(text)) return false;
  // Words are the name of a key that is read elsewhere, but a fine secret of sessions.
  if (option === 'password') return !forTiming.test(text);
  return option === 'sessionSecret' || !/\s/.test(text) || /PRIVATE KEY-/.test(text);
}

// By its name what this server signs with, or what callers have to know.
const ofThisServer =
  /^(?:(?:[A-Z0-9]+_)*(?:SESSION|COOKIE|JWT|SIGNING|ENCRYPTION|CSRF|STATE|HMAC|AUTH|TOKEN|OAUTH|APP|SERVER|MASTER|INTERNAL|DASHBOARD|ADMIN|MCP|CRON|WEBHOOK|WORKER|GATEWAY)_)?(?:SECRET|SECRET_KEY|SIGNING_KEY|SIGNING_SECRET|ENCRYPTION_KEY)$|^(?:[A-Z0-9]+_)*(?:ADMIN|DASHBOARD|AUTH|LOGIN|MCP|SERVER|BASIC_AUTH|APP|OPERATOR|WEB|UI|PANEL)_(?:PASSWORD|PASS|PASSPHRASE|PIN)$|^(?:MCP|ADMIN|AUTH|SERVER|INTERNAL|BRIDGE|GATEWAY|RELAY)_(?:(?:AUTH|ACCESS|API|BEARER|SERVER)_)?(?:TOKEN|KEY)$/;
const guarded = /^(?:NODE_ENV|ENVIRONMENT|is_?prod(?:uction)?)$/im;

// What stands in for a secret that nobody has set is known to everybody who reads the program.
function* defaults(context: RuleContext): Iterable<Report> {
  for (const { names, text, at } of context.settingDefaults()) {
    const name = names.find((one) => ofThisServer.test(one));
    if (name === undefined || context.isTest(at.file) || !isChosen(text) || !context.hasAgents()) continue;
    yield {
      at,
      masks: [at],
      // Whoever asks where it runs may refuse there.
      confidence: context.says(at, guarded, 'file') ? 'medium' : 'high',
      severity: 'warning',
      message: `Where \`${name}\` is not set, what stands here in clear text takes its place`,
      why: /PASS|PIN/.test(name) ? known : own,
      help: 'Refuse to start without the setting, and make a new one where this may have been used.',
      fixes: refusing(at, context),
    };
  }
}

// Neither empty nor the name of something.
function isChosen(text: string): boolean {
  return (
    text.length > 2 && !/\s|^https?:|^[./]|^(?:none|null|undefined|false|true|disabled|unset|default)$/i.test(text)
  );
}

const webToken = /\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]{20,}/;

// A text made by chance that is sent where credentials are.
function* sent({ flows, edits, manifests }: RuleContext): Iterable<Report> {
  for (const flow of flows({ from: ['literal'], to: ['outbound-credential'] })) {
    if (flow.isWhole || !isCredentialField(flow)) continue;
    const { file, start, end } = flow.source;
    const text = edits.textOf(flow.source);
    const isQuoted = /^(['"`]).*\1$/.test(text);
    if (publishable.test(text) || (webToken.test(text) && manifests.secretsIn(text).length === 0)) continue;
    const at = isQuoted ? { file, start: start + 1, end: end - 1 } : { file, start, end };
    yield {
      at,
      masks: [at],
      path: flow.steps,
      confidence: 'high',
      message: `A credential stands here in clear text: it is ${flow.sink.note}`,
      why: theirs,
      help: 'Revoke it, since the history of the repository keeps it, and read the new one from where secrets are kept.',
    };
  }
}

// Headers hold versions and ids of clients too.
function isCredentialField({ fields, sink }: Flow): boolean {
  const name = fields.at(-1) ?? '';
  return !sink.note.startsWith('sent in a header') || /auth|token|secret|api-?key|cookie|credential/i.test(name);
}

function* byForm({ texts, manifests, says }: RuleContext): Iterable<Report> {
  for (const { text, at } of texts(16)) {
    // What a page tells Firebase says which project it is of; its rules say who may do what.
    if (text.startsWith('AIza') && says(at, /^(?:authDomain|messagingSenderId)$/m, 'file')) continue;
    for (const { from, to, what, shown, confidence } of manifests.secretsIn(text)) {
      const isExact = at.end - at.start === text.length;
      const place = isExact ? { file: at.file, start: at.start + from, end: at.start + to } : at;
      yield {
        at: place,
        masks: [place],
        confidence,
        message: `${article(what)} ${what}${shown ? ` (\`${shown}…\`)` : ''} stands here in clear text`,
        why: theirs,
        help: 'Revoke it, since the history of the repository keeps it, and read the new one from where secrets are kept.',
      };
    }
  }
}

// `npm` and `xAI` are spoken with a vowel first, too.
function article(what: string): string {
  return /^(?:[AEIOaeio]|npm |xAI )/.test(what) ? 'An' : 'A';
}
