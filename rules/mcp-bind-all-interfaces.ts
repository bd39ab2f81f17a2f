import {
  type ApiCall,
  type Container,
  defineRule,
  type Document,
  type Endpoint,
  entriesOf,
  type Edit,
  type Fix,
  itemsOf,
  type Manifests,
  type McpServer,
  placeOf,
  type Place,
  type PublishedPort,
  type Report,
  type RuleContext,
  textOf,
} from '../server/sdk.ts';

export const mcpBindAllInterfaces = defineRule({
  meta: {
    id: 'mcp-bind-all-interfaces',
    title: 'MCP server without authentication that listens on every interface',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/transports#security-warning',
      'cwe:1327',
      'cwe:668',
      'owasp-asi:07',
      'owasp-mcp:07',
      'owasp-mcp:09',
      'norm:practices-17',
      'norm:transports-2',
    ],
  },
  *check(context) {
    for (const server of context.manifests.servers()) yield* ofServer(server);
    yield* inDockerfiles(context);
    if (context.config.authTerminatedUpstream) return;
    const all = context.endpoints().filter(({ protocol, at }) => protocol !== 'http' && !context.isTest(at.file));
    const open = context.readsOnly() ? [] : all.filter((endpoint) => isOpen(endpoint, context));
    yield* inContainers(all, open, context);
    yield* given(open, context);
    yield* inCode(open, context);
  },
});

const why = 'Everybody in the same network, a café or a cluster, can call the tools with the rights of this process.';
const whyOfAgent =
  'Everybody in the same network, a café or a cluster, can give the agent work, which it does with the rights of this process.';
// It lives for a minute, on a machine of the CI.
const forTests = /[._-](?:test|tests|ci|e2e)\.ya?ml$/;
const everywhere = /^(?:0\.0\.0\.0|::|\[::\]|\*)$/;

function served({ protocol }: Endpoint): string {
  return protocol === 'a2a' ? 'agent' : 'MCP server';
}

function isOpen(endpoint: Endpoint, context: RuleContext): boolean {
  if (!endpoint.isWhole || endpoint.authentication() !== 'never') return false;
  if (endpoint.protocol !== 'a2a') return true;
  // Who makes a user of the request may look at its credential.
  const anonymous = context.calls('a2a-anonymous').map(({ call }) => call.id);
  return endpoint.serving.every((made) => anonymous.includes(made.call.id) || made.option('user').state === 'absent');
}

function* inCode(open: Endpoint[], context: RuleContext): Iterable<Report> {
  const reported = new Set<number>();
  for (const endpoint of open) {
    if (endpoint.bound() !== 'everywhere') continue;
    for (const listen of endpoint.listens()) {
      if (reported.has(listen.call.id) || isChosen(listen)) continue;
      reported.add(listen.call.id);
      const host = listen.option('host');
      const ports = containersOf(listen.at.file, context).flatMap((container) => container.ports);
      const published = ports.filter(({ reach }) => reach !== 'loopback');
      yield {
        at: host.at?.file === listen.at.file ? host.at : listen.at,
        // Nobody else reaches the container then.
        confidence: ports.length > 0 && published.length === 0 ? 'medium' : 'high',
        message: `${host.state === 'absent' ? 'Without a host this' : 'This'} listens on every interface, and nobody who calls the ${served(endpoint)} is asked who they are`,
        why: endpoint.protocol === 'a2a' ? whyOfAgent : why,
        help: 'Listen on 127.0.0.1 where one local client is meant; where others are, ask for a bearer token and check the host.',
        related: [
          { ...endpoint.at, note: `the ${endpoint.protocol === 'a2a' ? 'A2A' : 'MCP'} endpoint` },
          ...published.map(({ at, shown }) => ({ ...at, note: `\`${shown}\` opens it to others` })),
        ],
        fixes: fixesOf(listen, context),
      };
    }
  }
}

// An image that is built of a directory around the file.
function containersOf(file: string, { manifests }: RuleContext): Container[] {
  return manifests.containers().filter(({ builtFrom }) => builtFrom !== undefined && isBelow(file, builtFrom));
}

function isBelow(file: string, directory: string): boolean {
  return directory === '' || file.startsWith(`${directory}/`);
}

function* inContainers(all: Endpoint[], open: Endpoint[], { manifests, isTest }: RuleContext): Iterable<Report> {
  for (const { isServer, ports, builtFrom, openedAt, name, document } of manifests.containers()) {
    const port = ports.find(({ reach }) => reach === 'everywhere');
    if (!isServer || !port || isTest(document.file)) continue;
    const isOwn = ({ at }: Endpoint): boolean => builtFrom !== undefined && isBelow(at.file, builtFrom);
    const [own] = open.filter(isOwn);
    // What is built here and asks who is calling may be reached.
    if (!own && !openedAt && all.some((endpoint) => isOwn(endpoint) && endpoint.authentication() === 'always'))
      continue;
    const related = own ? { ...own.at, note: 'nobody is asked here who is calling' } : undefined;
    const told = openedAt ? { ...openedAt, note: 'it is told to ask nobody who is calling' } : undefined;
    yield {
      at: port.at,
      confidence: (own || openedAt) && !forTests.test(document.file) ? 'high' : 'medium',
      message: `\`${port.shown}\` opens the MCP server \`${name}\` to every machine that reaches this one`,
      why,
      help: port.local
        ? 'Publish the port on 127.0.0.1 where one local client is meant; where others are, let the server ask for a bearer token.'
        : 'Keep it inside the cluster, or let the server ask for a bearer token.',
      related: [...(told ? [told] : []), ...(related ? [related] : [])],
      fixes: local(port, document, manifests),
    };
  }
}

function local({ local: changed }: PublishedPort, document: Document, { edits }: Manifests): Fix[] {
  if (!changed) return [];
  const { tree, text, key } = changed;
  const found =
    tree.kind === 'text'
      ? edits.replaceText(document, tree, text)
      : tree.kind === 'map' && key !== undefined
        ? edits.set(document, tree, key, text)
        : undefined;
  return found ? [{ title: 'Publish it on 127.0.0.1 only', safety: 'suggestion', edits: found }] : [];
}

/** A setting from which the program takes its host, where a document gives it every interface. */
function* given(open: Endpoint[], { manifests, isTest }: RuleContext): Iterable<Report> {
  const reported = new Set<string>();
  for (const endpoint of open) {
    const names = endpoint.listens().flatMap((listen) => listen.option('host').names);
    for (const { name, text, at, isSample, document } of manifests.givenVariables()) {
      const key = `${at.file}|${at.start}`;
      if (isSample || isTest(document.file) || !names.includes(name) || !everywhere.test(text) || reported.has(key))
        continue;
      if (!/^[A-Z][A-Z\d_]*$/.test(name)) continue;
      reported.add(key);
      yield {
        at,
        confidence: 'high',
        message: `By \`${name}\` the MCP server listens on every interface, and nobody who calls it is asked who they are`,
        why,
        help: 'Give it 127.0.0.1 where one local client is meant; in a container, where it has to be all of them, let the server ask for a bearer token.',
        related: [{ ...endpoint.at, note: 'the MCP endpoint' }],
      };
    }
  }
}

/** `CMD ["uvicorn", "mcp_server:app", "--host", "0.0.0.0"]`: whether it asks who calls no Dockerfile says. */
function* inDockerfiles({ manifests, isTest }: RuleContext): Iterable<Report> {
  for (const { root, document } of manifests.recognised('dockerfile')) {
    const started = entriesOf(root).filter(({ key }) => key === 'CMD' || key === 'ENTRYPOINT');
    const words = started.flatMap(({ value }) => (value.kind === 'list' ? itemsOf(value) : [value]));
    const host = words.find((word, index) => isHost(textOf(word) ?? '', textOf(words[index - 1]) ?? ''));
    const isServer = words.some((word) => /(?:^|[^a-z])mcp(?:$|[^a-z])/i.test(textOf(word) ?? ''));
    if (!host || !isServer || isTest(document.file)) continue;
    yield {
      at: placeOf(host),
      confidence: 'medium',
      message: 'The MCP server of this image listens on every interface',
      why,
      help: 'Where others can reach the container, let the server ask for a bearer token.',
    };
  }
}

function isHost(text: string, before: string): boolean {
  return (
    (/^--?(?:host(?:name)?|bind(?:-address)?|listen|address)$/.test(before) && everywhere.test(text)) ||
    /(?:^|\s)--?(?:host(?:name)?|bind(?:-address)?|listen|address)[=\s](?:0\.0\.0\.0|::)(?::\d+)?(?:\s|$)/.test(text)
  );
}

/** A client that starts the server by its command is the only one that should reach it. */
function* ofServer({ args, name, url }: McpServer): Iterable<Report> {
  for (const [index, text] of args.entries()) {
    if (!isHost(text.value, args[index - 1]?.value ?? '')) continue;
    yield {
      at: text,
      // Whether it asks who calls no manifest says.
      confidence: 'medium',
      message: `${name === '' ? 'This server' : `The server \`${name}\``} is started for one client and listens on every interface`,
      why,
      help: url ? 'Listen on 127.0.0.1.' : 'Let it speak over stdio, or listen on 127.0.0.1.',
    };
  }
}

// A host that the project leaves to a setting and does not say itself.
function isChosen(listen: ApiCall): boolean {
  const { state, texts = [] } = listen.option('host');
  return state !== 'absent' && (state !== 'set' || texts.length === 0);
}

function fixesOf(listen: ApiCall, context: RuleContext): Fix[] {
  const { edits } = context;
  // Inside a container nobody else would reach it any more.
  if (isContained(listen.at, context)) return [];
  const isAbsent = listen.option('host').state === 'absent';
  const port = isAbsent ? portOf(listen, context) : [];
  const host = isAbsent
    ? edits.giveOption(listen, 'host', "'127.0.0.1'")
    : edits.replaceOption(listen, 'host', "'127.0.0.1'");
  const found = port && host && [...port, ...host];
  return found ? [{ title: 'Listen on 127.0.0.1 only', safety: 'suggestion', edits: found }] : [];
}

// A port of the environment is a text, which TypeScript takes for a pipe alone, and a pipe has no host.
function portOf(listen: ApiCall, { edits }: RuleContext): Edit[] | undefined {
  const { at, names } = listen.option('port');
  const isText = /\.[cm]?tsx?$/.test(listen.at.file) && names.some((name) => name === name.toUpperCase());
  if (!isText || !at) return isText ? undefined : [];
  const written = edits.textOf(at);
  return /^[\w$.]+(?: *(?:\?\?|\|\|) *(?:\d+|'\d+'|"\d+"))?$/.test(written)
    ? edits.replaceOption(listen, 'port', `Number(${written})`)
    : undefined;
}

function isContained({ file }: Place, context: RuleContext): boolean {
  const directories = context.manifests
    .recognised('dockerfile')
    .map(({ document }) => document.file.slice(0, Math.max(0, document.file.lastIndexOf('/'))));
  return containersOf(file, context).length > 0 || directories.some((directory) => isBelow(file, directory));
}
