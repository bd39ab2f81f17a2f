import {
  defineRule,
  type Document,
  type Fix,
  type Manifests,
  placeOf,
  type Report,
  scalarOf,
  type Variable,
} from '../server/sdk.ts';

export const tlsVerificationDisabled = defineRule({
  meta: {
    id: 'tls-verification-disabled',
    title: 'TLS that trusts everybody',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: ['norm:a2a-2', 'cwe:295', 'owasp-asi:07', 'owasp-mcp:07'],
  },
  *check({ manifests }) {
    const seen = new Set<string>();
    for (const { document, variables, isSample } of manifests.environments())
      for (const each of variables) yield* ofVariable(manifests, document, each, isSample, seen);
    for (const { document, env } of manifests.servers())
      for (const each of env) yield* ofVariable(manifests, document, each, false, seen);
  },
});

/** Variables that runtimes and tools obey, with the values by which they stop looking at certificates. */
const obeyed: [RegExp, RegExp][] = [
  [/^NODE_TLS_REJECT_UNAUTHORIZED$/, /^0$/],
  [/^PYTHONHTTPSVERIFY$/, /^0$/],
  [/^GIT_SSL_NO_VERIFY$/, /^(?:1|true|yes|on)$/i],
  [/^(?:npm_config_strict_ssl|NPM_CONFIG_STRICT_SSL|YARN_STRICT_SSL)$/, /^false$/i],
  [/^AWS_CLI_NO_VERIFY_SSL$/, /^(?:1|true)$/i],
];

function* ofVariable(
  manifests: Manifests,
  document: Document,
  { name, value, from = 0, at, entry }: Variable,
  isSample: boolean,
  seen: Set<string>,
): Iterable<Report> {
  const text = (scalarOf(value) ?? '').slice(from).trim();
  const key = `${document.file}|${String(value.start)}`;
  if (seen.has(key) || !obeyed.some(([names, off]) => names.test(name) && off.test(text))) return;
  seen.add(key);
  const edits = manifests.edits.remove(document, entry ?? value);
  const fixes: Fix[] = edits ? [{ title: 'Take it out', safety: 'safe', edits }] : [];
  yield {
    at: entry ? { file: at.file, start: at.start, end: value.end } : placeOf(value),
    confidence: isSample ? 'medium' : 'high',
    message: `With \`${name}=${text}\` the program trusts every certificate`,
    why: 'Whoever sits on the way takes the place of any server, reads the tokens and answers in its name.',
    help: 'Take it out; where an own authority signs, name its certificate (`NODE_EXTRA_CA_CERTS`).',
    fixes,
  };
}
