/** Where credentials can stand in manifests, and which do stand there in clear text. */
import type { Document, TextTree, Tree } from '../documents/document.ts';
import { embeddedJson } from '../documents/embedded.ts';
import { entriesOf, textOf, valueAt, walk } from '../documents/tree.ts';
import { isCredentialHeader, nameKind } from '../models/credential-names.ts';
import { isMadeByChance } from '../models/credential-values.ts';
import { argumentSettings, containerCommands, lineCredentials, settingCommands } from './command-credentials.ts';
import { type Credential, credentialsIn, secretsIn, type Setting } from './credentials.ts';
import type { Dialects } from './dialects.ts';
import { namedSettings } from './named-settings.ts';
import type { CredentialPlace, McpServer, Recognised, Variable } from './manifest.ts';
import { variables } from './servers.ts';

/** The credentials of all servers and documents, each once, in the order of files and offsets. */
export function credentialPlaces(
  servers: readonly McpServer[],
  recognised: readonly Recognised[],
  dialects: Dialects,
): CredentialPlace[] {
  const found: CredentialPlace[] = [];
  const add = (credentials: readonly Credential[], rest: Omit<CredentialPlace, 'credential'>): void => {
    for (const credential of credentials) {
      const { file, start, end } = credential.at;
      const isKnown = found.some(({ credential: { at } }) => at.file === file && at.start < end && start < at.end);
      const { setting = rest.setting } = credential;
      if (!isKnown) found.push({ ...rest, credential, ...(setting ? { setting } : {}) });
    }
  };
  const inText = (text: TextTree, setting: Setting | undefined, start = 0): Credential[] => {
    const json = embeddedJson(text);
    if (!json) return credentialsIn(text, dialects, setting, start);
    // An argument that is JSON, perhaps with JSON in it: its keys say what its values are.
    return [...walk(json.root)].flatMap(({ tree, entry }) =>
      tree.kind === 'text' ? inText(tree, entry && { name: entry.key, kind: 'variable' }) : [],
    );
  };
  const variable = (
    each: Variable,
    kind: Setting['kind'],
    rest: { document: Document; server?: McpServer },
    isTest = false,
  ): void => {
    if (each.value.kind !== 'text') return;
    const setting = { name: each.name, kind, ...(rest.server ? { isOfServer: true } : {}) };
    const found = inText(each.value, setting, each.from);
    // Passwords of containers and jobs mostly open what is made for the run; those of a server open what it serves.
    // So does what is made up for tests, unless its issuer marked it.
    const isMadeUp = (one: Credential): boolean => one.what === 'password' || (isTest && one.shown === '');
    const judged = rest.server
      ? found
      : found.map((one) => (isMadeUp(one) ? { ...one, confidence: 'medium' as const } : one));
    add(judged, { ...rest, setting, variable: each });
  };

  for (const server of servers) {
    const rest = { document: server.document, server };
    for (const each of server.env) variable(each, 'variable', rest);
    for (const each of server.headers) variable(each, 'header', rest);
    for (const { text, setting, start } of argumentSettings(server.args, server.command))
      add(inText(text, setting ? { ...setting, isOfServer: true } : address, start), { ...rest, setting });
    if (server.url) add(inText(server.url, address), rest);
    if (server.command) add(inText(server.command, undefined), rest);
    for (const line of [server.launch?.script, server.command])
      if (line) add(lineCredentials(line, dialects, true), rest);
  }
  for (const one of recognised) {
    const { document, kind, root, reference } = one;
    const rest = { document, ...(reference ? { reference } : {}) };
    // An example shows names with values that are made up, so that only the form of a value tells.
    const isExample = kind === 'env-file' && /example|sample|template|dist|default|test/i.test(document.file);
    for (const all of isExample ? [] : environmentsIn(root, kind)) {
      const isTest = all.some(isTestMode);
      for (const each of all) variable(each, 'variable', rest, isTest);
    }
    if (kind === 'kubernetes') add(encoded(root, dialects), rest);
    const { words, lines } = containerCommands(one);
    for (const { text, setting, start } of argumentSettings(words))
      add(inText(text, setting, start), { ...rest, setting });
    for (const line of [...lines, ...settingCommands(one)]) add(lineCredentials(line, dialects), rest);
    const isNamed = namedKinds.has(kind) && document.syntax !== 'code';
    for (const { tree, entry } of walk(root)) {
      const setting = isNamed && entry ? { name: entry.key, kind: 'variable' as const } : undefined;
      if (tree.kind === 'text')
        add(kind === 'workflow' ? inText(tree, setting) : credentialsIn(tree, dialects, setting), rest);
      if (entry?.key === 'properties') add(defaultsOf(tree), rest);
    }
    if (!templates.has(kind)) continue;
    for (const { text, name } of namedSettings(root)) {
      const setting = { name, kind: isCredentialHeader(name) ? ('header' as const) : ('variable' as const) };
      add(inText(text, setting).filter(isOfTemplate), { ...rest, setting });
    }
  }
  return found.sort(
    (a, b) => compare(a.credential.at.file, b.credential.at.file) || a.credential.at.start - b.credential.at.start,
  );
}

// What has no name of its own may be an address whose query has.
const address: Setting = { name: '', kind: 'url', isOfServer: true };

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Settings of agents and of what stands before models: any key of theirs may take a credential. */
const namedKinds = new Set<Recognised['kind']>(['agent-settings', 'llm-gateway', 'dotnet-settings']);

/** Where everything has a name, and the names of resources and secrets are texts, too. */
const templates = new Set<Recognised['kind']>(['terraform', 'bicep', 'arm-template', 'cloudformation', 'agent-flow']);

// A key among them is believed where chance has made it: `openai-key-v2` is what it is called.
function isOfTemplate({ what, shown, text, from, to }: Credential): boolean {
  return what === 'password' || shown !== '' || isMadeByChance(text.value.slice(from, to));
}

/** What a Secret of Kubernetes holds in base64, which hides nothing. */
function encoded(root: Tree, dialects: Dialects): Credential[] {
  if (textOf(valueAt(root, 'kind')) !== 'Secret') return [];
  return entriesOf(valueAt(root, 'data')).flatMap(({ key, value }): Credential[] => {
    const isBase64 = value.kind === 'text' && /^[A-Za-z\d+/]{8,}={0,2}$/.test(value.value);
    const decoded = isBase64 ? Buffer.from(value.value, 'base64').toString('utf8') : '';
    if (value.kind !== 'text' || !/^[\x20-\x7e\s]+$/.test(decoded)) return [];
    const [found] = secretsIn(decoded, dialects, { name: key, kind: 'variable' });
    const at = { file: value.file, ...value.inner };
    return found ? [{ ...found, text: value, from: 0, to: value.value.length, at, shown: '' }] : [];
  });
}

const variableKeys = new Set([
  'env',
  'environment',
  'envs',
  'env_vars',
  'environmentVariables',
  'buildargs',
  'build-args',
  'envVars',
  'extraEnv',
  'extraEnvVars',
  'stringData',
  'secretEnv',
  'secretEnvVars',
  'ENV',
  'ARG',
  'vars',
  'variables',
  'env_variables',
  'Values',
]);

/** The variables that a document sets anywhere, those of one program together. */
function environmentsIn(root: Tree, kind: Recognised['kind']): Variable[][] {
  if (kind === 'env-file') return [variables(root)];
  if (kind === 'package' || kind === 'openapi') return [];
  const own =
    kind === 'kubernetes' && textOf(valueAt(root, 'kind')) === 'ConfigMap' ? valueAt(root, 'data') : undefined;
  return [
    ...(own ? [variables(own)] : []),
    ...[...walk(root)].flatMap(({ tree, entry }) => (entry && variableKeys.has(entry.key) ? [variables(tree)] : [])),
  ];
}

// `NODE_ENV: test` says of its neighbours what they are for.
function isTestMode({ name, value }: Variable): boolean {
  return /^(?:\w+_ENV|ENV|ENVIRONMENT)$/i.test(name) && /^(?:test|testing|ci)$/i.test(textOf(value)?.trim() ?? '');
}

/** Defaults of fields for passwords: they work wherever nobody sets another. */
function defaultsOf(properties: Tree): Credential[] {
  return entriesOf(properties).flatMap(({ key, value }): Credential[] => {
    const text = valueAt(value, 'default');
    if (text?.kind !== 'text' || nameKind(key) !== 'password' || textOf(valueAt(value, 'type')) === undefined)
      return [];
    const { file, inner } = text;
    if (text.value === '' || /[<>{}$]|your|change|example/i.test(text.value)) return [];
    const at = { file, ...inner };
    return [{ text, from: 0, to: text.value.length, at, what: `default of \`${key}\``, shown: '', confidence: 'high' }];
  });
}
