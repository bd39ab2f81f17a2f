import {
  defineRule,
  type Document,
  entriesOf,
  type Fix,
  type LaunchedPackage,
  type Manifests,
  type McpServer,
  textOf,
  valueAt,
  walk,
} from '../server/sdk.ts';

export const unpinnedExecutable = defineRule({
  meta: {
    id: 'unpinned-executable',
    title: 'Server that starts whatever version is newest',
    pillar: 'access',
    severity: 'info',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'cwe:494',
      'cwe:829',
      'cwe:1357',
      'owasp-asi:04',
      'owasp-mcp:04',
      'owasp-llm:03',
      'norm:registry-1',
      'norm:tenets-3',
    ],
  },
  *check({ manifests }) {
    for (const server of manifests.servers()) {
      const found = server.launch?.package;
      if (!found || found.isPinned || namesVersion(found)) continue;
      const locked = lockedVersion(manifests, server.document, found);
      if (isInstalledBefore(server, found)) continue;
      // What the project has locked is what npx takes when no other version is asked for.
      if (found.registry === 'npm' && locked !== undefined && found.version === undefined) continue;
      yield {
        at: found.at,
        confidence: 'high',
        message: `${name(server)} starts ${wording(found)}`,
        why,
        help: `Name ${wanted(found)} that was reviewed, and raise it on purpose.`,
        fixes: pin(manifests, server.document, found, locked),
      };
    }
    for (const thrown of manifests.switches('package'))
      yield {
        at: thrown.at,
        confidence: 'high',
        message: `\`${thrown.shown}\` ${thrown.row.effect}`,
        why,
        help: 'Name the exact version that was reviewed, and raise it on purpose.',
      };
    for (const { document, fetches } of manifests.commandLines())
      for (const found of fetches) {
        if (found.isPinned || namesVersion(found)) continue;
        if (found.version === undefined && found.registry === 'npm' && isOwn(manifests, document, found.name)) continue;
        yield {
          at: found.at,
          confidence: 'high',
          message: `This command starts ${wording(found)}`,
          why: 'A new release, or a stolen account of its publisher, becomes code on this machine with all that the person may do, and nobody has looked at it.',
          help: `Name ${wanted(found)} that was reviewed, and raise it on purpose.`,
          fixes: pin(manifests, document, found, lockedVersion(manifests, document, found)),
        };
      }
    for (const { name: own, document, package: image, fetches, isAgent } of manifests.containers()) {
      const isLatest = image?.version === undefined || image.version === 'latest';
      for (const found of [isLatest ? image : undefined, fetches]) {
        if (!isAgent || !found || found.isPinned) continue;
        yield {
          at: found.at,
          confidence: 'high',
          message: `${own === '' ? 'This container' : `\`${own}\``} starts ${wording(found)}`,
          why,
          help: `Name ${wanted(found)} that was reviewed, and raise it on purpose.`,
          fixes: pin(manifests, document, found, lockedVersion(manifests, document, found)),
        };
      }
    }
  },
});

// What the project depends on, or has locked, is installed before anything is fetched.
function isOwn(manifests: Manifests, document: Document, own: string): boolean {
  return (
    manifests.pinned(document, own, 'npm') !== undefined ||
    manifests
      .recognised('package')
      .some(({ root }) =>
        ['dependencies', 'devDependencies'].some((key) =>
          entriesOf(valueAt(root, key)).some((each) => each.key === own),
        ),
      )
  );
}

// A tag that names a whole version or a commit is what most people pin by; one that names less moves with every release.
function namesVersion({ registry, version }: LaunchedPackage): boolean {
  return registry === 'docker' && version !== undefined && /^v?\d+\.\d+\.\d+|^(?:sha-)?[\da-f]{7,40}$/.test(version);
}

// `npm install "@acme/rows@$VERSION"` in a script beside it: the launcher takes what is there.
function isInstalledBefore({ document }: McpServer, { name: wanted, version, registry }: LaunchedPackage): boolean {
  if (registry !== 'npm' || version !== undefined) return false;
  return document.roots
    .flatMap((root) => [...walk(root)])
    .some(({ tree }) =>
      [...(textOf(tree) ?? '').matchAll(/\bnpm (?:install|i|add) ([^\n]*)/g)].some(([, packages = '']) =>
        packages.split(/[\s"']+/).some((word) => word.replace(/^@[^/]+\//, '').startsWith(`${wanted}@`)),
      ),
    );
}

const why =
  'A new release, or a stolen account of its publisher, becomes code on this machine with all that the server may do, and nobody has looked at it.';

function name({ name: own }: McpServer): string {
  return own === '' ? 'This server' : `\`${own}\``;
}

function wording({ name: own, version, registry }: LaunchedPackage): string {
  if (registry === 'git') return 'what stands in a repository today';
  if (version === undefined) return `\`${own}\` without a version`;
  if (version === 'latest') return `the latest \`${own}\``;
  return registry === 'docker'
    ? `\`${own}:${version}\`, a tag that can be moved`
    : `\`${own}\` in a range (\`${version}\`)`;
}

function wanted({ registry }: LaunchedPackage): string {
  return registry === 'docker' ? 'the digest' : registry === 'git' ? 'the commit' : 'the exact version';
}

function lockedVersion(
  manifests: Manifests,
  document: Document,
  { registry, name: own }: LaunchedPackage,
): string | undefined {
  return registry === 'npm' || registry === 'pypi'
    ? manifests.pinned(document, own.replace(/\[.*/, ''), registry)
    : undefined;
}

// Only a version that the project itself names: any other would be invented.
function pin(manifests: Manifests, document: Document, found: LaunchedPackage, locked: string | undefined): Fix[] {
  const named = locked === undefined ? namedElsewhere(manifests, found) : undefined;
  const version = locked ?? named?.version;
  if (version === undefined) return [];
  const joint = named && found.registry === 'docker' ? named.joint : found.joint;
  const edits = manifests.edits.replaceText(
    document,
    found.text,
    `${found.name}${joint}${version}`,
    found.from,
    found.to,
  );
  if (!edits) return [];
  return named
    ? [{ title: `Pin \`${found.name}\` to ${version}, as ${named.text.file} does`, safety: 'suggestion', edits }]
    : // The lock of Python may hold the project itself, in a version that nobody has published.
      [
        {
          title: `Pin \`${found.name}\` to ${version}, which the lockfile holds`,
          safety: found.registry === 'npm' ? 'safe' : 'suggestion',
          edits,
        },
      ];
}

/** The package as another server or container of the project starts it, where all that pin it agree. */
function namedElsewhere(manifests: Manifests, { registry, name: own }: LaunchedPackage): LaunchedPackage | undefined {
  if (registry === 'git' || registry === 'url') return undefined;
  const all = [
    ...manifests.servers().map(({ launch }) => launch?.package),
    ...manifests.containers().flatMap(({ package: image, fetches }) => [image, fetches]),
    ...manifests.commandLines().flatMap(({ fetches }) => fetches),
  ];
  const pinned = all.filter(
    (each) => each?.registry === registry && each.name === own && (each.isPinned || namesVersion(each)),
  );
  const [first, ...others] = pinned;
  return others.every((each) => each?.version === first?.version) ? first : undefined;
}
