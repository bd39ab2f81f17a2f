/** The manifests of a workspace as rules see them: read when first asked for, each once. */
import type { Document, Tree } from '../documents/document.ts';
import { createDocumentEdits } from '../documents/edits/edits.ts';
import { walk } from '../documents/tree.ts';
import { createCloud } from './cloud/create-cloud.ts';
import { containersOf } from './containers.ts';
import { vulnerableVersions } from './advisories.ts';
import { approvingHooks } from './hook-answers.ts';
import { commandLines } from './command-lines.ts';
import { askedInputs } from './inputs.ts';
import { agentCards } from './cards.ts';
import { credentialPlaces } from './credential-places.ts';
import { secretsIn } from './credentials.ts';
import { type CompiledDocument, dialects } from './dialects.ts';
import { comparisonsOf, fallbacksOf } from './comparisons.ts';
import { graphRequestsOf } from './graph-requests.ts';
import { environmentsOf, givenVariables } from './environments.ts';
import type { DocumentKind } from './dialect.ts';
import type { Manifests, McpServer, Recognised, Switch, Unreadable } from './manifest.ts';
import { pluginAddresses, pluginFunctions } from './plugins.ts';
import { createObjects } from './python-objects.ts';
import { modelTexts } from './model-texts/model-texts.ts';
import { manifestScopes } from './scopes.ts';
import { serversOf } from './servers.ts';
import { unreadableAt } from './unreadable.ts';
import { openGateways } from './tool-gateways.ts';
import { meets } from './signs.ts';
import { calledWorkflows } from './workflows/called.ts';
import { workflowsOf } from './workflows/read.ts';
import { referred } from './credential-references.ts';
import { switchesOf, tightened } from './switches.ts';

export interface ManifestsInput {
  /** Relative paths of the documents worth reading, sorted. */
  files: readonly string[];
  load(path: string): Document | undefined;
  /** Object literals of code that may build a manifest, one document a file; they come last. */
  code(): readonly Document[];
  text(path: string): string;
  /** Called before each document; it may throw. */
  checkpoint?(): void;
  /** What the nearest lockfile installs. */
  locked(path: string, name: string, registry: 'npm' | 'pypi'): { version: string; lockfile: string } | undefined;
}

/** Answers about the manifests of a workspace. */
export function createManifests(input: ManifestsInput): Manifests {
  const known = dialects();
  const edits = createDocumentEdits(input.text);
  const memo = <T>(make: () => T): (() => T) => {
    let made: { value: T } | undefined;
    return () => (made ??= { value: make() }).value;
  };
  const files = memo(() => input.files.flatMap((path) => input.load(path) ?? []));
  const all = memo(() => [...files(), ...input.code()]);
  const recognised = memo(() => all().flatMap(recognise));
  const servers = memo((): McpServer[] => all().flatMap((document) => serversOf(document, known)));
  const switches = memo((): Switch[] => files().flatMap((document) => switchesOf(document, known)));

  const codeTexts = memo(() => {
    const trees = input.code().flatMap(({ roots }) => roots.flatMap((root) => [...walk(root)].map(({ tree }) => tree)));
    return [...new Set(trees)].filter((tree) => tree.kind === 'text');
  });
  const credentials = memo(() => credentialPlaces(servers(), recognised(), known));

  function recognise(document: Document): Recognised[] {
    input.checkpoint?.();
    const isPython = document.syntax === 'python';
    // Of a program only those rows hold that say so: its dictionaries are of every kind.
    const rows = known.documents.filter(
      ({ row, isPath, python }) =>
        (row.syntaxes?.includes(document.syntax) ?? (!isPython || python !== undefined)) && isPath(document.file),
    );
    const toObject = createObjects();
    const shown: Recognised[] = [];
    const kindsOf = new Map<Tree, Set<DocumentKind>>();
    for (const root of document.roots) {
      const inside = memo(() => [...maps(root)].map(withNames));
      const objects = memo(() => [...maps(toObject(root))].map(withNames));
      for (const row of rows) {
        const { kind, reference } = row.row;
        const isSearched = row.row.inside === true || document.syntax === 'code' || isPython;
        const found = isPython && row.python === 'camel' ? objects : inside;
        for (const { tree, names } of isSearched ? found() : [withNames(root)]) {
          const kinds = kindsOf.get(tree);
          if (kinds?.has(kind) || !mayShow(names, row) || !shows(tree, row)) continue;
          if (kinds) kinds.add(kind);
          else kindsOf.set(tree, new Set([kind]));
          shown.push({ kind, document, root: tree, ...(reference ? { reference } : {}) });
        }
      }
    }
    return shown;
  }

  function unreadable(): Unreadable[] {
    const shown = new Set(recognised().map(({ document }) => document));
    const isManifest = (document: Document): boolean => known.isNamed(document.file) || shown.has(document);
    return files().flatMap((document) => unreadableAt(document, isManifest, input.text, known));
  }

  const workflows = memo(() => workflowsOf(recognised(), known.agents));
  const environments = memo(() =>
    environmentsOf(
      all().filter(({ syntax }) => syntax !== 'python'),
      recognised(),
    ),
  );
  return {
    recognised: (...kinds) => recognised().filter(({ kind }) => kinds.includes(kind)),
    servers,
    switches: (kind) => switches().filter(({ row }) => row.kind === kind),
    credentials,
    secretsIn: (text, setting) => secretsIn(text, known, setting),
    containers: memo(() => containersOf(recognised(), servers())),
    codeTexts: (pattern) => codeTexts().filter(({ value }) => pattern.test(value)),
    graphRequests: memo(() => graphRequestsOf(all())),
    fallbacks: memo(() => fallbacksOf(all())),
    comparisons: memo(() => comparisonsOf(all())),
    environments,
    givenVariables: memo(() => givenVariables(environments(), servers())),
    cards: memo(() => agentCards(recognised())),
    inputs: memo(() => askedInputs(recognised(), servers())),
    commandLines: memo(() => commandLines(recognised(), servers())),
    approvingHooks: memo(() => approvingHooks(recognised())),
    openGateways: memo(() => openGateways(recognised())),
    vulnerable: memo(() =>
      vulnerableVersions(recognised(), known.advisories, ({ file }, name, registry) =>
        input.locked(file, name, registry),
      ),
    ),
    workflows,
    calledWorkflows: memo(() => calledWorkflows(workflows())),
    unreadable: memo(unreadable),
    plugins: memo(() => pluginFunctions(recognised())),
    pluginAddresses: memo(() => pluginAddresses(recognised())),
    modelTexts: memo(() =>
      modelTexts({
        documents: files(),
        recognised: recognised(),
        isInstructions: known.isInstructions,
        text: input.text,
        edits,
      }),
    ),
    scopes: memo(() => manifestScopes(recognised(), servers())),
    cloud: createCloud(all, recognised),
    pinned: ({ file }, name, registry) => input.locked(file, name, registry)?.version,
    tighten: (thrown) => tightened(edits, thrown),
    refer: (place) => referred(edits, place),
    edits,
  };
}

function* maps(root: Tree): Generator<Tree> {
  for (const { tree } of walk(root)) if (tree.kind === 'map') yield tree;
}

interface Named {
  tree: Tree;
  /** The keys of a map; undefined for any other tree. */
  names?: ReadonlySet<string>;
}

function withNames(tree: Tree): Named {
  return tree.kind === 'map' ? { tree, names: new Set(tree.entries.map(({ key }) => key)) } : { tree };
}

// Most maps have none of the keys with which any sign begins.
function mayShow(names: Named['names'], { has }: CompiledDocument): boolean {
  const isThere = (key: string | undefined): boolean => key === undefined || key === '*' || names?.has(key) !== false;
  return has.some((signs) => signs.every(({ keys }) => isThere(keys[0])));
}

function shows(tree: Tree, { has, lacks }: CompiledDocument): boolean {
  return has.some((signs) => meets(tree, signs)) && !lacks.some((signs) => meets(tree, signs));
}
