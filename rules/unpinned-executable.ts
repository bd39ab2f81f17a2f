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
      const locked = found.registry === 'npm' ? manifests.pinned(server.document, found.name) : undefined;
      if (isInstalledBefore(server, found)) continue;
      // What the project has locked is what the launcher takes when no other version is asked for.
      if (locked !== undefined && found.version === undefined) continue;
      yield {
        at: found.at,
        confidence: 'high',
        message: `${name(server)} starts ${wording(found)}`,
        why,
        help: `Name ${wanted(found)} that was reviewed, and raise it on purpose.`,
        fixes: pin(manifests, server, found, locked),
      };
    }
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
        };
      }
    for (const { name: own, package: image, fetches, isAgent } of manifests.containers()) {
      const isLatest = image?.version === undefined || image.version === 'latest';
      for (const found of [isLatest ? image : undefined, fetches]) {
        if (!isAgent || !found || found.isPinned) continue;
        yield {
          at: found.at,
          confidence: 'high',
          message: `${own === '' ? 'This container' : `\`${own}\``} starts ${wording(found)}`,
          why,
          help: `Name ${wanted(found)} that was reviewed, and raise it on purpose.`,
        };
      }
    }
  },
});

// What the project depends on, or has locked, is installed before anything is fetched.
function isOwn(manifests: Manifests, document: Document, own: string): boolean {
  return (
    manifests.pinned(document, own) !== undefined ||
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

// Only a version that the project itself has locked: any other would be invented.
function pin(manifests: Manifests, { document }: McpServer, found: LaunchedPackage, locked: string | undefined): Fix[] {
  if (locked === undefined) return [];
  const edits = manifests.edits.replaceText(document, found.text, `${found.name}@${locked}`, found.from, found.to);
  return edits
    ? [{ title: `Pin \`${found.name}\` to ${locked}, which the lockfile holds`, safety: 'safe', edits }]
    : [];
}
