/** The words by which a file shows, before it is parsed, that rows of the models may apply to it. */
import { parseAccessPath } from './access-path.ts';
import { isCompanion } from './call-kinds.ts';
import type { AccessPath, Model } from './model.ts';

// The slot of a credential, in either case of its first letter, and headers that are handed on as a whole.
const always = [
  'uthorization',
  '.headers)',
  '.headers,',
  '.headers;',
  '.headers }',
  '.headers\n',
  '.headers\r',
  '.headers.forEach(',
  '.headers.entries(',
];
// Settings that hold a credential, by the ends of their names.
const settings = ['_API_KEY', '_TOKEN', '_SECRET', '_PASSWORD'];
// What is sent to an authorization server, and credentials in the query of a URL.
const parameters = [
  ...'grant_type response_type redirect_uri access_token scope URLSearchParams( .query.token .query.api'.split(' '),
  ...['token', 'api_key', 'apikey', 'apiKey'].flatMap((name) => [
    `?${name}=`,
    `&${name}=`,
    `.set('${name}'`,
    `.set("${name}"`,
  ]),
];
// What describes a tool that a server of the project serves by itself, and the methods by which it is asked for them.
const toolWords = ['inputSchema', 'tools/list', 'tools/call'];
// The methods by which an agent that speaks A2A by itself is given work.
const agentWords = ['message/send', 'message/stream', 'tasks/send'];
// Certificates that nobody looks at, and what telemetry of models records.
const switches = [
  'rejectUnauthorized',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'CAPTURE_MESSAGE_CONTENT',
  'recordInputs',
  'traceIncludeSensitiveData',
];
// Which scripts a page may run.
const policies = ['script-src'];
// A token that is taken apart by hand.
const decoding = ["'", '"'].flatMap((quote) =>
  ['', 'oken', 'jwt', 'JWT'].map((name) =>
    name === '' ? `split(${quote}.${quote})[1]` : `${name}.split(${quote}.${quote})`,
  ),
);
// Headers of keys, and the beginnings by which issuers mark their credentials.
const credentials =
  'x-api-key X-API-Key X-Api-Key ghp_ gho_ ghs_ github_pat_ glpat- sk-ant- sk-proj- sk_live_ xoxb- xoxp- AKIA AIza ya29. GOCSPX- gsk_'.split(
    ' ',
  );
const minLength = 6;
// Names that stand in almost every file tell nothing.
const common = new Set(
  'headers request response default handler context options params session server fetch verify decode create delete execute append authenticate'.split(
    ' ',
  ),
);

/**
 * The words, sorted. A package shows by the specifier of its import; a value that needs no import shows by the last
 * telling name on the way to it.
 */
export function triggerWords(models: readonly Model[]): string[] {
  const words = new Set([
    ...always,
    ...settings,
    ...credentials,
    ...toolWords,
    ...agentWords,
    ...switches,
    ...policies,
    ...parameters,
    ...decoding,
  ]);
  for (const model of models) {
    const scopes = model.scopes ?? [];
    const sources = model.sources ?? [];
    for (const row of model.calls ?? []) for (const word of row.words ?? []) words.add(word);
    const calls = (model.calls ?? []).filter(({ kind }) => !isCompanion(kind));
    const entrances = [
      ...sources,
      ...(model.verifiers ?? []),
      ...(model.roles ?? []),
      ...scopes,
      ...calls.filter((row) => !row.words),
    ];
    if (entrances.length === 0) continue;
    for (const name of model.packages) for (const word of specifiers(name)) words.add(word);
    for (const row of sources) for (const word of wordsOf(row)) words.add(word);
  }
  return [...words].sort();
}

function wordsOf(row: { path: string; words?: string[]; amid?: string[] }): string[] {
  return row.words ?? row.amid ?? lastWords(parseAccessPath(row.path));
}

function specifiers(name: string): string[] {
  if (name === 'globals') return [];
  const quoted = [`'${name}'`, `"${name}"`];
  // `next` and `agents` are quoted where no package is meant.
  const whole = /^[a-z]+$/.test(name) ? quoted.flatMap(importsOf) : quoted;
  return [...whole, `'${name}/`, `"${name}/`];
}

function importsOf(quoted: string): string[] {
  const called = ['require', 'import'].map((name) => `${name}(${quoted}`);
  return [...called, ...['from', 'import'].flatMap((word) => [`${word} ${quoted}`, `${word}${quoted}`])];
}

function lastWords(path: AccessPath): string[] {
  const texts = path.tokens.flatMap((token) => {
    if (token.kind === 'withArgument') return [token.texts];
    return token.kind === 'member' && token.names !== '*' ? [token.names] : [];
  });
  const last = texts.findLast((names) => names.some(isTelling));
  if (last) return last.filter(isTelling);
  const needsImport = path.root.kind !== 'global' && !(path.root.kind === 'type' && path.root.name.includes('#'));
  if (needsImport && path.root.kind !== 'type') return [];
  // `req.auth.token`: either name alone is everywhere, the two together are not.
  const [before, name] = texts.slice(-2).map((names) => names[0] ?? '');
  return before && name ? [`${before}.${name}`, `${before}?.${name}`, `${before}!.${name}`] : [];
}

function isTelling(word: string): boolean {
  return word.length >= minLength && !common.has(word);
}
