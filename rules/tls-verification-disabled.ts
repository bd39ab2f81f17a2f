import {
  type ApiCall,
  defineRule,
  type Fix,
  type Manifests,
  type McpServer,
  type Report,
  type RuleContext,
  scalarOf,
  type UnsafeOption,
} from '../server/sdk.ts';

const why =
  'Whoever stands between this program and the server reads the tokens that are sent and writes what the agent reads.';
const help =
  'Give the certificate of the authority by `ca` or NODE_EXTRA_CA_CERTS where the server has one of its own.';

export const tlsVerificationDisabled = defineRule({
  meta: {
    id: 'tls-verification-disabled',
    title: 'Certificate of a server that nobody looks at',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:295', 'owasp-asi:07', 'owasp-mcp:07', 'norm:a2a-2', 'norm:tenets-1'],
  },
  *check(context) {
    for (const call of context.calls('tls-client')) {
      for (const option of call.unsafe()) {
        yield {
          at: option.at ?? call.at,
          confidence: option.isCertain && isToBeTold(call, context) ? 'high' : 'medium',
          message: 'The certificate of the server is not looked at',
          why,
          help,
          fixes: fixesOf(call, option, context),
        };
      }
    }
    for (const written of context.settingsWritten()) {
      const { name, text, at } = written;
      if (name !== 'NODE_TLS_REJECT_UNAUTHORIZED' || text !== '0') continue;
      yield {
        at,
        confidence: isToBeTold(written, context) ? 'high' : 'medium',
        message: 'No certificate of any server is looked at in this process',
        why,
        help,
      };
    }
    yield* inManifests(context.manifests);
    for (const server of context.manifests.servers()) yield* ofServer(server, context.manifests);
  },
});

// By its name what a person sets to do without, `if (options.verifySsl === false)`, and what a bundler takes out of what is built.
const chosen =
  /(?:verify|skip|ignore|disable|allow|reject|strict|check|validate)_?(?:ssl|tls|https|cert\w*|self_?signed|insecure|unauthorized)|(?:ssl|tls)_?(?:verif|insecure|skip|strict)|insecure|no_?verify|^DEV$/i;

function isToBeTold({ at, inside }: Pick<ApiCall, 'at' | 'inside'>, context: RuleContext): boolean {
  return context.isAgentPackage(at) && !(inside && context.mentions(inside, chosen));
}

function fixesOf(call: ApiCall, { name, safe, isCertain }: UnsafeOption, { edits }: RuleContext): Fix[] {
  const found = safe === undefined ? undefined : edits.replaceOption(call, name, safe);
  // What somebody set is no longer heard.
  return found ? [{ title: 'Look at the certificate', safety: isCertain ? 'safe' : 'suggestion', edits: found }] : [];
}

/** Variables that runtimes and tools obey, with the values by which they stop looking at certificates. */
const obeyed: [RegExp, RegExp][] = [
  [/^NODE_TLS_REJECT_UNAUTHORIZED$/, /^0$/],
  [/^PYTHONHTTPSVERIFY$/, /^0$/],
  [/^GIT_SSL_NO_VERIFY$/, /^(?:1|true|yes|on)$/i],
  [/^(?:npm_config_strict_ssl|NPM_CONFIG_STRICT_SSL|YARN_STRICT_SSL)$/, /^false$/i],
  [/^AWS_CLI_NO_VERIFY_SSL$/, /^(?:1|true)$/i],
];

function* inManifests(manifests: Manifests): Iterable<Report> {
  for (const { document, name, text, at, tree, isSample } of manifests.givenVariables()) {
    if (!obeyed.some(([names, off]) => names.test(name) && off.test(text))) continue;
    const edits = manifests.edits.remove(document, tree);
    yield {
      at,
      confidence: isSample ? 'medium' : 'high',
      message: `With \`${name}=${text}\` the program trusts every certificate`,
      why,
      help: 'Take it out; where an own authority signs, name its certificate (`NODE_EXTRA_CA_CERTS`).',
      fixes: edits ? [{ title: 'Take it out', safety: 'safe', edits }] : [],
    };
  }
}

/** Flags by which programs stop looking at certificates; a bare `--insecure` may mean something else. */
const flags =
  /^--?(?:no-(?:verify-ssl|verify-tls|ssl-verify|tls-verify|check-certificates?)|(?:skip|disable|ignore)-(?:ssl|tls|cert(?:ificate)?)(?:-(?:verify|verification|errors|check))?|(?:ssl|tls)-(?:skip-verify|no-verify|insecure)|insecure-skip-(?:tls-)?verify|ignore-(?:certificate|https)-errors|(?:verify-(?:ssl|tls)|(?:ssl|tls)-verify)=(?:false|0|no|off))$/i;
const bare = /^--insecure$/;
const verifying =
  /(?:^|_)(?:(?:SSL|TLS|CERT(?:IFICATE)?S?)_VERIF(?:Y|ICATION)|VERIFY_(?:SSL|TLS|CERT(?:IFICATE)?S?))$/i;
const skipping =
  /(?:^|_)(?:(?:SKIP|DISABLE|IGNORE|NO)_(?:SSL|TLS|CERT(?:IFICATE)?)_?(?:VERIFY|VERIFICATION|ERRORS|CHECK)|(?:SSL|TLS)_(?:SKIP_VERIFY|INSECURE)|INSECURE_SKIP_(?:TLS_)?VERIFY)$/i;

/** What a server of tools is started with: its settings say by their names what they switch off. */
function* ofServer({ args, env, name, document }: McpServer, { edits }: Manifests): Iterable<Report> {
  const of = name === '' ? 'this server' : `the server \`${name}\``;
  for (const text of args) {
    const isSure = flags.test(text.value);
    if (!isSure && !bare.test(text.value)) continue;
    const found = edits.remove(document, text);
    yield {
      at: text,
      confidence: isSure ? 'high' : 'medium',
      message: `With \`${text.value}\` ${of} trusts every certificate`,
      why,
      help: 'Take it out; where an own authority signs, name its certificate.',
      fixes: found ? [{ title: 'Take it out', safety: 'safe', edits: found }] : [],
    };
  }
  for (const variable of env) {
    const value = scalarOf(variable.value)?.slice(variable.from ?? 0) ?? '';
    const isOff = verifying.test(variable.name)
      ? /^(?:false|0|no|off)$/i.test(value)
      : skipping.test(variable.name) && /^(?:true|1|yes|on)$/i.test(value);
    if (!isOff) continue;
    yield {
      at: variable.entry ? { ...variable.at, end: variable.value.end } : variable.at,
      confidence: 'high',
      message: `With \`${variable.name}=${value}\` ${of} trusts every certificate`,
      why,
      help: 'Take it out; where an own authority signs, name its certificate.',
    };
  }
}
