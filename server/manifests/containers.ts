/** Containers in which agents and their servers run: of compose files, Kubernetes and `docker run` in a server's arguments. */
import type { Document, TextTree, Tree } from '../documents/document.ts';
import { entriesOf, itemsOf, oneOrMore, placeOf, textOf, valueAt, walk } from '../documents/tree.ts';
import { agentSetting, agentWords, isAgent, isServer, projectOf, serverSetting } from './container-names.ts';
import {
  capabilities,
  flagged,
  hostPath,
  listed,
  mounted,
  mounts,
  namedEntries,
  socketEffect,
  trueEntries,
} from './escapes.ts';
import { developmentContainer } from './development-containers.ts';
import { launchOf } from './launch.ts';
import { image } from './launched-package.ts';
import { variables } from './servers.ts';
import type { Container, Escape, McpServer, Recognised } from './manifest.ts';
import { builtFrom, openedBy, openingsOfPods, portsOfRun, portsOfService } from './published-ports.ts';

/** The containers, in the order of files. */
export function containersOf(recognised: readonly Recognised[], servers: readonly McpServer[]): Container[] {
  const openings = openingsOfPods(recognised);
  const dockerfiles = recognised.filter(({ kind }) => kind === 'dockerfile');
  return [
    ...recognised.flatMap(({ kind, document, root }) =>
      kind === 'compose'
        ? ofCompose(document, root)
        : kind === 'kubernetes'
          ? ofKubernetes(document, root, openings)
          : kind === 'agent-settings' && /(?:^|\/)\.?devcontainer\.json$/.test(document.file)
            ? developmentContainer(document, root, dockerfiles)
            : [],
    ),
    ...servers.flatMap(ofServer),
  ];
}

// Whoever starts containers for others needs the socket, and says so; whether that is wanted no file tells.
const managing = /gateway|docker|sandbox|runner|container|portainer|podman|kube|traefik|proxy/i;

function judged(escapes: readonly Escape[], ...texts: (string | undefined)[]): Escape[] {
  const manages = texts.some((text) => text !== undefined && managing.test(text));
  return escapes.map((escape) =>
    escape.effect === socketEffect && !manages ? { ...escape, confidence: 'high' as const } : escape,
  );
}

function ofCompose(document: Document, root: Tree): Container[] {
  const services = entriesOf(valueAt(root, 'services'));
  const nameOf = (service: Tree): string => textOf(valueAt(service, 'container_name')) ?? '';
  const project = projectOf(
    services.map(({ value }) => ({ name: nameOf(value), image: textOf(valueAt(value, 'image')) ?? '' })),
  );
  return services.flatMap(({ key, at, value }) => {
    if (value.kind !== 'map') return [];
    const imageText = toText(valueAt(value, 'image'));
    const command = oneOrMore(valueAt(value, 'command')).map((item) => textOf(item));
    const isBuilt = valueAt(value, 'build') !== undefined;
    const own = nameOf(value);
    const called = [key, own.startsWith(project) ? own.slice(project.length) : own, imageText?.value, ...command];
    // The image says what is fetched; what is built here may say it by its settings alone.
    const settings = isBuilt ? variables(valueAt(value, 'environment')).map(({ name }) => name) : [];
    const directory = builtFrom(document, value);
    const escapes = [
      ...trueEntries(value, 'privileged', 'has every right on the host'),
      ...namedEntries(
        value,
        ['network_mode', 'pid', 'ipc'],
        /^host$/,
        'shares what should be kept apart with the host',
      ),
      ...listed(value, 'cap_add', capabilities, 'is a right by which a container becomes the host'),
      ...listed(value, 'security_opt', /^(?:seccomp|apparmor)[=:]unconfined$/, 'takes the filter of system calls away'),
      ...mounts(valueAt(value, 'volumes')),
      ...trueEntries(value, 'use_api_socket', socketEffect, 'medium'),
    ];
    return [
      {
        name: key,
        at: placeOf(at),
        document,
        isAgent: isAgent(imageText?.value, ...called) || settings.some((name) => agentSetting.test(name)),
        isServer: isServer(imageText?.value, ...called) || settings.some((name) => serverSetting.test(name)),
        escapes: judged(escapes, ...called),
        mounts: mounted(valueAt(value, 'volumes')),
        ports: portsOfService(value),
        ...openedAt(valueAt(value, 'command'), valueAt(value, 'environment')),
        ...(directory === undefined ? {} : { builtFrom: directory }),
        // What is built here is fetched from nowhere.
        ...ofImage(imageText, isBuilt || /^(?:never|build)$/.test(textOf(valueAt(value, 'pull_policy')) ?? '')),
        ...(isBuilt ? {} : fetchedBy(imageText, valueAt(value, 'entrypoint'), valueAt(value, 'command'))),
      },
    ];
  });
}

function openedAt(...trees: (Tree | undefined)[]): Pick<Container, 'openedAt'> {
  const at = openedBy(trees);
  return at ? { openedAt: at } : {};
}

// Without the name of a registry or a person before it, an image is one of Docker's own, of which none is an agent, or made here.
function isMadeHere({ value }: TextTree): boolean {
  return !value.includes('/') && agentWords.test(value);
}

/** The image, and what is fetched by its name. */
function ofImage(text: TextTree | undefined, isBuilt = false): Pick<Container, 'image' | 'package'> {
  const found =
    text && !isBuilt && !isMadeHere(text) && image({ text, from: 0, to: text.value.length, value: text.value });
  return { ...(text ? { image: text } : {}), ...(found ? { package: found } : {}) };
}

const plainImage = /(?:^|\/)(?:node|bun|deno|python|uv|alpine|debian|ubuntu)(?:[:@]|$)/;

// An image of somebody's own may have installed what `npx` starts; a plain one has no server of tools in it.
function fetchedBy(image: TextTree | undefined, ...trees: (Tree | undefined)[]): Pick<Container, 'fetches'> {
  const [command, ...args] = trees.flatMap(oneOrMore).flatMap((item) => toText(item) ?? []);
  const fetches = launchOf(command, args)?.package;
  if (!fetches || fetches.registry === 'docker' || !agentWords.test(fetches.name)) return {};
  return plainImage.test(image?.value ?? '') || fetches.version === 'latest' ? { fetches } : {};
}

function ofKubernetes(document: Document, root: Tree, openings: ReturnType<typeof openingsOfPods>): Container[] {
  const name = textOf(valueAt(root, 'metadata.name'));
  // What a namespace is called after holds more than that.
  const labels = entriesOf(valueAt(root, 'metadata'))
    .filter(({ key }) => key !== 'namespace')
    .flatMap(({ value }) => [...walk(value)].map(({ tree }) => textOf(tree)));
  const pods = [...walk(root)].flatMap(({ tree }) =>
    tree.kind === 'map' && valueAt(tree, 'containers')?.kind === 'list' ? [tree] : [],
  );
  const ownLabels = valueAt(root, 'spec.template.metadata.labels') ?? valueAt(root, 'metadata.labels');
  if (/^(?:MCPServer|ToolServer)$/.test(textOf(valueAt(root, 'kind')) ?? '')) return ofServerResource(document, root);
  return pods.flatMap((pod) => {
    const shared = [
      ...['hostNetwork', 'hostPID', 'hostIPC'].flatMap((key) =>
        trueEntries(pod, key, 'shares what should be kept apart with the host'),
      ),
      ...itemsOf(valueAt(pod, 'volumes')).flatMap((volume) => hostPath(volume)),
    ];
    return itemsOf(valueAt(pod, 'containers')).flatMap((tree, index) => {
      if (tree.kind !== 'map') return [];
      const imageText = toText(valueAt(tree, 'image'));
      const own = textOf(valueAt(tree, 'name')) ?? '';
      const context = valueAt(tree, 'securityContext');
      const escapes = [
        ...(context?.kind === 'map' ? trueEntries(context, 'privileged', 'has every right on the host') : []),
        ...listed(
          valueAt(context, 'capabilities'),
          'add',
          capabilities,
          'is a right by which a container becomes the host',
        ),
        ...(index === 0 ? shared : []),
      ];
      const at = { file: tree.file, start: tree.start, end: tree.start + 1 };
      return [
        {
          name: own,
          at,
          document,
          isAgent: isAgent(imageText?.value, own, name, ...labels),
          isServer: isServer(imageText?.value, own, name, ...labels),
          escapes: judged(escapes, own, imageText?.value, name),
          mounts: [],
          ports: index === 0 ? openings(pod, ownLabels) : [],
          ...openedAt(valueAt(tree, 'args'), valueAt(tree, 'command'), valueAt(tree, 'env')),
          ...ofImage(imageText, textOf(valueAt(tree, 'imagePullPolicy')) === 'Never'),
          ...fetchedBy(imageText, valueAt(tree, 'command'), valueAt(tree, 'args')),
        },
      ];
    });
  });
}

// ToolHive, kmcp and others name the image of a server in a resource of its own.
function ofServerResource(document: Document, root: Tree): Container[] {
  const imageText = toText(valueAt(root, 'spec.image') ?? valueAt(root, 'spec.deployment.image'));
  if (!imageText) return [];
  const name = textOf(valueAt(root, 'metadata.name')) ?? '';
  const at = { file: imageText.file, start: imageText.start, end: imageText.start + 1 };
  const found = ofImage(imageText);
  return [{ name, at, document, isAgent: true, isServer: true, escapes: [], mounts: [], ports: [], ...found }];
}

/** A server is what an agent starts, so its container counts whatever it is called. */
function ofServer({ name, at, document, args, launch }: McpServer): Container[] {
  if (!launch || !/^(?:docker|podman|nerdctl)$/.test(launch.launcher)) return [];
  const escapes = judged(flagged(args), name, launch.package?.text.value);
  const ports = portsOfRun(args);
  const image = launch.package ? { image: launch.package.text } : {};
  return [{ name, at, document, isAgent: true, isServer: true, escapes, mounts: [], ports, ...image }];
}

function toText(tree: Tree | undefined): TextTree | undefined {
  return tree?.kind === 'text' ? tree : undefined;
}
