import {
  addressOf,
  defineRule,
  type Document,
  entryAt,
  firstAt,
  type Fix,
  isTrue,
  itemsOf,
  type Manifests,
  nameKind,
  placeOf,
  type Place,
  type Report,
  type RuleContext,
  textOf,
  type Tree,
  valueAt,
  walk,
} from '../server/sdk.ts';

export const serverJsonUnsafe = defineRule({
  meta: {
    id: 'server-json-unsafe',
    title: 'Entry of a registry that makes its users unsafe',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'norm:registry-1',
      'norm:registry-2',
      'norm:registry-3',
      'norm:registry-4',
      'norm:registry-5',
      'cwe:522',
      'cwe:494',
      'cwe:319',
      'owasp-asi:04',
      'owasp-mcp:01',
      'owasp-mcp:04',
    ],
  },
  *check(context) {
    const { manifests } = context;
    for (const { document, root } of manifests.recognised('server-json')) {
      yield* secrets(manifests, document, root);
      yield* usedAsSecrets(context, document, root);
      for (const each of itemsOf(valueAt(root, 'packages'))) yield* ofPackage(each);
      for (const each of itemsOf(valueAt(root, 'remotes'))) yield* ofRemote(each);
      yield* ofOwner(manifests, document, root);
    }
  },
});

/** Variables and headers by whose name a client would hide them, if it were told to. */
function* secrets({ edits }: Manifests, document: Document, root: Tree): Iterable<Report> {
  for (const { tree, path } of walk(root)) {
    const holder = path.at(-2);
    if (tree.kind !== 'map' || !/^(?:environmentVariables|environment_variables|headers)$/.test(holder ?? '')) continue;
    const named = entryAt(tree, 'name');
    const name = textOf(named?.value) ?? '';
    const mark = firstAt(tree, ['isSecret', 'is_secret']);
    const isHeader = holder === 'headers' && /^(?:proxy-)?authorization$|^cookie$/i.test(name);
    if (!named || (!isHeader && !nameKind(name)) || (mark && isTrue(mark.value)) || isFilled(tree)) continue;
    const key = mark?.key ?? (holder === 'environment_variables' ? 'is_secret' : 'isSecret');
    const changed = edits.set(document, tree, key, true);
    const fixes: Fix[] = changed ? [{ title: `Mark \`${name}\` as a secret`, safety: 'safe', edits: changed }] : [];
    yield {
      at: placeOf(named.value),
      // Who wrote false has thought of it.
      confidence: mark ? 'medium' : 'high',
      message: `\`${name}\` is a secret by its name, and clients are not told to hide it`,
      why: 'A client asks for it in clear sight and keeps it among its plain settings.',
      help: `Set \`${key}\` to true.`,
      fixes,
    };
  }
}

/** Variables whose names say nothing, and which the code of the same package sends as a credential. */
function* usedAsSecrets(context: RuleContext, document: Document, root: Tree): Iterable<Report> {
  const near = placeOf(root);
  const declared = [...walk(root)].flatMap(({ tree, path }) =>
    tree.kind === 'map' && /^environment_?variables$/i.test(path.at(-2) ?? '') ? [tree] : [],
  );
  if (declared.length === 0) return;
  const sent = context.bearers().filter(({ at }) => context.isSamePackage(at, near) && !context.isTest(at.file));
  for (const tree of declared) {
    const named = entryAt(tree, 'name');
    const name = textOf(named?.value) ?? '';
    const mark = firstAt(tree, ['isSecret', 'is_secret']);
    const use = sent.find(({ names }) => names[0] === name);
    if (!named || !use || nameKind(name) || (mark && isTrue(mark.value)) || isFilled(tree)) continue;
    const key = mark?.key ?? (entryAt(root, 'packages.0.registry_type') ? 'is_secret' : 'isSecret');
    const changed = context.manifests.edits.set(document, tree, key, true);
    yield {
      at: placeOf(named.value),
      confidence: 'high',
      message: `The code sends \`${name}\` as a credential, and clients are not told to hide it`,
      why: 'A client asks for it in clear sight and keeps it among its plain settings.',
      help: `Set \`${key}\` to true.`,
      related: [{ ...use.at, note: 'it is sent here' }],
      fixes: changed ? [{ title: `Mark \`${name}\` as a secret`, safety: 'safe', edits: changed }] : [],
    };
  }
  yield* undeclared(context, declared, near);
}

/** Credentials that the code reads and the entry does not name, so that no client asks for them hidden. */
function* undeclared(context: RuleContext, declared: Tree[], near: Place): Iterable<Report> {
  const [first] = declared;
  const known = new Set(declared.map((tree) => textOf(valueAt(tree, 'name'))));
  const flows = context.flows({ from: ['secret'], to: ['outbound-credential'] });
  const missing = new Map<string, Place>();
  for (const { source } of flows) {
    const [name] = /[A-Z][A-Z\d]*(?:_[A-Z\d]+)+/.exec(context.edits.textOf(source)) ?? [];
    if (name === undefined || known.has(name) || missing.has(name) || context.isTest(source.file)) continue;
    if (context.isSamePackage(source, near)) missing.set(name, source);
  }
  const names = [...missing.keys()].map((name) => `\`${name}\``);
  if (!first || names.length === 0) return;
  yield {
    at: placeOf(valueAt(first, 'name') ?? first),
    confidence: 'medium',
    message: `The code sends ${names.join(', ')} as a credential, and the entry names other variables only`,
    why: 'A client asks for what is declared, and hides what is declared as a secret; what is not, people write into plain files.',
    help: 'Declare it with `isSecret`.',
    related: [...missing.values()].map((place) => ({ ...place, note: 'it is read here' })),
  };
}

// `Bearer {token}`, whose variable is marked, or a value that everybody has.
function isFilled(tree: Tree): boolean {
  const variables = valueAt(tree, 'variables');
  const marked = variables
    ? [...walk(variables)].some(({ entry, tree: inner }) => /^is_?secret$/i.test(entry?.key ?? '') && isTrue(inner))
    : false;
  const choices = valueAt(tree, 'choices');
  return marked || choices?.kind === 'list';
}

// A template says what belongs there: `{{PACKAGE_NAME}}`, `<name>`, `${name}`.
function isPlaceholder(name: string): boolean {
  return /[{}<>$]/.test(name);
}

// The package says of which server it is: the proof that both belong to the same people.
function* ofOwner(manifests: Manifests, document: Document, root: Tree): Iterable<Report> {
  const name = textOf(valueAt(root, 'name'));
  const dir = document.file.replace(/[^/]*$/, '');
  const own = manifests.recognised('package').find((each) => each.document.file === `${dir}package.json`);
  const listed = itemsOf(valueAt(root, 'packages')).find((each) => {
    const kind = textOf(firstAt(each, ['registryType', 'registry_type', 'registry_name'])?.value);
    return kind === 'npm' && textOf(valueAt(each, 'identifier')) === textOf(own && valueAt(own.root, 'name'));
  });
  if (!own || !listed || name === undefined || isPlaceholder(name)) return;
  const stated = valueAt(own.root, 'mcpName');
  if (textOf(stated) === name) return;
  const at = stated ?? valueAt(own.root, 'name');
  if (!at) return;
  yield {
    at: placeOf(at),
    confidence: 'high',
    message: stated
      ? `\`mcpName\` is not the name under which the server is registered, \`${name}\``
      : `Nothing in the package says that it is the server \`${name}\``,
    why: 'The registry takes a package for a server only when the package names that server. Otherwise anybody could register the package of another under a name of their own.',
    help: `Write \`"mcpName": "${name}"\` into package.json, and publish it.`,
  };
}

const registries = new Set([
  'registry.npmjs.org',
  'pypi.org',
  'api.nuget.org',
  'docker.io',
  'github.com',
  'gitlab.com',
  'crates.io',
  'index.crates.io',
  'ghcr.io',
  'quay.io',
  'mcr.microsoft.com',
]);

function* ofPackage(each: Tree): Iterable<Report> {
  const version = valueAt(each, 'version');
  const text = textOf(version) ?? '';
  if (version && (text === 'latest' || /^(?:[\^~]|[<>]=?|=)\s*\d|^\*$|^\d[\d.]*\.[x*]$|\s-\s|\|\|/.test(text)))
    yield {
      at: placeOf(version),
      confidence: 'high',
      message: `\`${text}\` is no version: what users start can change after it was published`,
      why: 'A new release, or a stolen account of its publisher, becomes code on the machine of every user.',
      help: 'Name the exact version; the registry refuses others.',
    };
  const kind = firstAt(each, ['registryType', 'registry_type', 'registry_name']);
  if (textOf(kind?.value) === 'mcpb' && kind && !firstAt(each, ['fileSha256', 'file_sha256']))
    yield {
      at: placeOf(kind.value),
      confidence: 'high',
      message: 'Nothing says which bundle is meant: its hash is missing',
      why: 'Whoever can change the file behind the address changes what runs on the machine of every user.',
      help: 'Add `fileSha256`.',
    };
  const base = firstAt(each, ['registryBaseUrl', 'registry_base_url'])?.value;
  const host = addressOf(textOf(base) ?? '')?.host.toLowerCase();
  if (base && host !== undefined && !registries.has(host.replace(/^www\./, '')))
    yield {
      at: placeOf(base),
      confidence: 'medium',
      message: `\`${host}\` is none of the registries that are looked after`,
      why: 'The registry takes packages only from those that keep what was published and take out what does harm.',
      help: 'Publish the package in a public registry.',
    };
}

function* ofRemote(each: Tree): Iterable<Report> {
  const url = valueAt(each, 'url');
  const address = addressOf(textOf(url) ?? '');
  if (url && address?.scheme === 'http' && address.leads === 'outside')
    yield {
      at: placeOf(url),
      confidence: 'high',
      message: 'Every user of this server speaks to it without TLS',
      why: 'Whoever sits on the way reads the credentials and changes what the tools say to the model.',
      help: 'Use https.',
    };
}
