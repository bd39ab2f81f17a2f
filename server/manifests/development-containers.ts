/** The container in which a project is worked on, and what makes it the container of an agent. */
import type { Document, Tree } from '../documents/document.ts';
import { entriesOf, itemsOf, placeOf, textOf, valueAt, walk } from '../documents/tree.ts';
import { installsAgent } from './container-names.ts';
import { capabilities, flagged, listed, mountEffect, mounted, sourceOf, trueEntries } from './escapes.ts';
import type { Container, Escape, Recognised } from './manifest.ts';

const bringsAgent =
  /claude-?code|copilot|codex|gemini|chatgpt|continue\.continue|cline|roo-?(?:cline|code)|kilo-?code|opencode/i;

/** The container in which a project is worked on: an agent's, where extensions or features bring one in. */
export function developmentContainer(document: Document, root: Tree, dockerfiles: readonly Recognised[]): Container[] {
  if (root.kind !== 'map') return [];
  const brought = [
    ...itemsOf(valueAt(root, 'customizations.vscode.extensions')).map(textOf),
    ...itemsOf(valueAt(root, 'extensions')).map(textOf),
    ...entriesOf(valueAt(root, 'features')).map(({ key }) => key),
  ];
  const image = valueAt(root, 'image');
  const escapes = [
    ...trueEntries(root, 'privileged', 'has every right on the host'),
    ...listed(root, 'capAdd', capabilities, 'is a right by which a container becomes the host'),
    ...itemsOf(valueAt(root, 'mounts')).flatMap((mount): Escape[] => {
      const source = textOf(valueAt(mount, 'source')) ?? sourceOf(textOf(mount)) ?? '';
      const found = mountEffect(`${source}:`);
      return found ? [{ at: placeOf(mount), shown: source, ...found, member: mount }] : [];
    }),
    ...flagged(itemsOf(valueAt(root, 'runArgs')).filter((item) => item.kind === 'text')),
  ]
    // The right to set up a firewall is what keeps the agent in.
    .filter(({ shown }) => !shown.endsWith('NET_ADMIN'))
    // Debuggers ask for these, and templates bring them along.
    .map((escape) =>
      /SYS_PTRACE$|unconfined$/.test(escape.shown) ? { ...escape, confidence: 'medium' as const } : escape,
    );
  return [
    {
      name: '',
      at: { file: root.file, start: root.start, end: root.start + 1 },
      document,
      isAgent:
        brought.some((text) => text !== undefined && bringsAgent.test(text)) ||
        isForAgent(root) ||
        buildsAgent(document, root, dockerfiles),
      isServer: false,
      escapes,
      mounts: mounted(valueAt(root, 'mounts')),
      ports: [],
      ...(image?.kind === 'text' ? { image } : {}),
    },
  ];
}

const agentName = /(?:^|[^a-z])(?:claude|codex|gemini[- ]cli|opencode|copilot[- ]cli|aider)(?:$|[^a-z])/i;
// What an agent keeps of its sessions, in a volume of its own or from the host.
const agentHome = /\/\.(?:claude|codex|gemini|qwen|copilot|cursor)(?:[/,"]|$)/;
const commands = [
  'onCreateCommand',
  'updateContentCommand',
  'postCreateCommand',
  'postStartCommand',
  'postAttachCommand',
];

/** By its name or image, by what it installs when it is made, or by the home of an agent that it mounts. */
function isForAgent(root: Tree): boolean {
  const installed = commands.flatMap((key) => textsIn(valueAt(root, key)));
  return (
    [...textsIn(valueAt(root, 'name')), ...textsIn(valueAt(root, 'image'))].some((text) => agentName.test(text)) ||
    installsAgent.test(installed.join(' ')) ||
    textsIn(valueAt(root, 'mounts')).some((text) => agentHome.test(text))
  );
}

function buildsAgent({ file }: Document, root: Tree, dockerfiles: readonly Recognised[]): boolean {
  const name = textOf(valueAt(root, 'build.dockerfile') ?? valueAt(root, 'dockerFile'));
  if (name === undefined) return false;
  const path = `${file.slice(0, file.lastIndexOf('/') + 1)}${name.replace(/^\.\//, '')}`;
  const built = dockerfiles.find(({ document }) => document.file === path);
  return built !== undefined && textsIn(built.root).some((text) => installsAgent.test(text));
}

function textsIn(tree: Tree | undefined): string[] {
  return tree ? [...walk(tree)].flatMap(({ tree: inner }) => textOf(inner) ?? []) : [];
}
