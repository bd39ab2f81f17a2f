/** Containers in which agents and their servers run: of compose files, Kubernetes and `docker run` in a server's arguments. */
import type { Document, Entry, MapTree, TextTree, Tree } from '../documents/document.ts';
import { entriesOf, isTrue, itemsOf, oneOrMore, placeOf, scalarOf, textOf, valueAt, walk } from '../documents/tree.ts';
import { image } from './launch.ts';
import type { Container, Escape, McpServer, Recognised } from './manifest.ts';
import { builtFrom, openedBy, openingsOfPods, portsOfRun, portsOfService } from './published-ports.ts';

/** The containers, in the order of files. */
export function containersOf(recognised: readonly Recognised[], servers: readonly McpServer[]): Container[] {
  const openings = openingsOfPods(recognised);
  return [
    ...recognised.flatMap(({ kind, document, root }) =>
      kind === 'compose'
        ? ofCompose(document, root)
        : kind === 'kubernetes'
          ? ofKubernetes(document, root, openings)
          : [],
    ),
    ...servers.flatMap(ofServer),
  ];
}

/** Only what its name, image, command or labels call an agent or a server of tools is one. */
const agentWords =
  /(?:^|[^a-z])(?:mcp|agents?|a2a|claude|codex|copilot|gemini-cli|langgraph|crewai|autogen|llm)(?:$|[^a-z])/i;
const neutralAgents =
  /(?:datadog|newrelic|jenkins|buildkite|ssh|zabbix|portainer|otel|elastic|fleet|monitoring|build|telegraf|grafana|dd)[-_/]?agents?|node-exporter|agent-(?:image|base)/i;

const serverWord = /(?:^|[^a-z])mcp(?:$|[^a-z])/i;

function isServer(...texts: (string | undefined)[]): boolean {
  return texts.some((text) => text !== undefined && serverWord.test(text));
}

function isAgent(...texts: (string | undefined)[]): boolean {
  return texts.some((text) => text !== undefined && agentWords.test(text) && !neutralAgents.test(text));
}

function ofCompose(document: Document, root: Tree): Container[] {
  return entriesOf(valueAt(root, 'services')).flatMap(({ key, at, value }) => {
    if (value.kind !== 'map') return [];
    const imageText = toText(valueAt(value, 'image'));
    const command = oneOrMore(valueAt(value, 'command')).map((item) => textOf(item));
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
      ...mounts(valueAt(value, 'volumes')),
      ...trueEntries(value, 'use_api_socket', socketEffect, 'medium'),
    ];
    return [
      {
        name: key,
        at: placeOf(at),
        document,
        isAgent: isAgent(key, imageText?.value, ...command),
        isServer: isServer(key, imageText?.value, ...command),
        escapes,
        ports: portsOfService(value),
        ...openedAt(valueAt(value, 'command'), valueAt(value, 'environment')),
        ...(directory === undefined ? {} : { builtFrom: directory }),
        // What is built here is fetched from nowhere.
        ...ofImage(imageText, valueAt(value, 'build') !== undefined),
      },
    ];
  });
}

function openedAt(...trees: (Tree | undefined)[]): Pick<Container, 'openedAt'> {
  const at = openedBy(trees);
  return at ? { openedAt: at } : {};
}

/** The image, and what is fetched by its name. */
function ofImage(text: TextTree | undefined, isBuilt = false): Pick<Container, 'image' | 'package'> {
  const found = text && !isBuilt && image({ text, from: 0, to: text.value.length, value: text.value });
  return { ...(text ? { image: text } : {}), ...(found ? { package: found } : {}) };
}

function ofKubernetes(document: Document, root: Tree, openings: ReturnType<typeof openingsOfPods>): Container[] {
  const labels = [...walk(valueAt(root, 'metadata') ?? root)].map(({ tree }) => textOf(tree));
  const name = textOf(valueAt(root, 'metadata.name'));
  const pods = [...walk(root)].flatMap(({ tree }) =>
    tree.kind === 'map' && valueAt(tree, 'containers')?.kind === 'list' ? [tree] : [],
  );
  const ownLabels = valueAt(root, 'spec.template.metadata.labels') ?? valueAt(root, 'metadata.labels');
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
          isAgent: isAgent(own, imageText?.value, name, ...labels),
          isServer: isServer(own, imageText?.value, name, ...labels),
          escapes,
          ports: index === 0 ? openings(pod, ownLabels) : [],
          ...openedAt(valueAt(tree, 'args'), valueAt(tree, 'command'), valueAt(tree, 'env')),
          ...ofImage(imageText),
        },
      ];
    });
  });
}

const runFlags: [RegExp, string][] = [
  [/^--privileged(?:=true)?$/, 'has every right on the host'],
  [/^--(?:net|network|pid|ipc|userns)=host$/, 'shares what should be kept apart with the host'],
  [
    /^--cap-add=(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|NET_ADMIN|DAC_READ_SEARCH)$/i,
    'is a right by which a container becomes the host',
  ],
  [/^--security-opt=(?:seccomp|apparmor)[=:]unconfined$/, 'takes the filter of system calls away'],
];

/** A server is what an agent starts, so its container counts whatever it is called. */
function ofServer({ name, at, document, args, launch }: McpServer): Container[] {
  if (!launch || !/^(?:docker|podman|nerdctl)$/.test(launch.launcher)) return [];
  const escapes = args.flatMap((text, index): Escape[] => {
    const before = args[index - 1]?.value ?? '';
    const whole = /^--(?:net|network|pid|ipc|userns|cap-add|security-opt)$/.test(before)
      ? `${before}=${text.value}`
      : text.value;
    const effect = runFlags.find(([pattern]) => pattern.test(whole))?.[1];
    // A flag whose value stands alone would take the next argument for it.
    const alone = whole === text.value ? { member: text } : {};
    if (effect !== undefined) return [{ at: placeOf(text), shown: whole, effect, confidence: 'high', ...alone }];
    const volume = /^(?:-v|--volume)$/.test(before) ? text.value : /^(?:-v|--volume=)(.+)$/.exec(text.value)?.[1];
    const found = volume === undefined ? undefined : mountEffect(volume);
    return found ? [{ at: placeOf(text), shown: text.value, ...found }] : [];
  });
  const ports = portsOfRun(args);
  const image = launch.package ? { image: launch.package.text } : {};
  return [{ name, at, document, isAgent: true, isServer: true, escapes, ports, ...image }];
}

const capabilities = /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|DAC_READ_SEARCH)$/i;
const socketEffect = 'hands over the socket of Docker, by which the container starts any other with every right';

function mountEffect(volume: string): Pick<Escape, 'effect' | 'confidence'> | undefined {
  // Whoever manages containers needs it, and says so; whether that is wanted here no file tells.
  if (/^\/(?:var\/)?run\/(?:docker|podman\/podman|containerd\/containerd)\.sock\b/.test(volume))
    return { effect: socketEffect, confidence: 'medium' };
  if (/^(?:\/|~\/?|\$HOME\/?|\$\{HOME\}\/?|\/home\/[^/:]+\/?|\/Users\/[^/:]+\/?|\/root\/?|\/etc\/?):/.test(volume))
    return { effect: 'opens the disk or the home of the host', confidence: 'high' };
  return undefined;
}

function mounts(volumes: Tree | undefined): Escape[] {
  return itemsOf(volumes).flatMap((item) => {
    const source = textOf(item) ?? `${textOf(valueAt(item, 'source')) ?? ''}:`;
    const found = mountEffect(source);
    return found ? [{ at: placeOf(item), shown: source, ...found, member: item }] : [];
  });
}

function hostPath(volume: Tree): Escape[] {
  const path = valueAt(volume, 'hostPath.path');
  const found = path?.kind === 'text' ? mountEffect(`${path.value}:`) : undefined;
  return found && path?.kind === 'text' ? [{ at: placeOf(path), shown: path.value, ...found, member: volume }] : [];
}

function trueEntries(map: MapTree, key: string, effect: string, confidence: Escape['confidence'] = 'high'): Escape[] {
  return map.entries.flatMap((entry) =>
    entry.key === key && isTrue(entry.value) ? [ofEntry(entry, effect, confidence)] : [],
  );
}

function namedEntries(map: MapTree, keys: string[], value: RegExp, effect: string): Escape[] {
  return map.entries.flatMap((entry) =>
    keys.includes(entry.key) && value.test(scalarOf(entry.value) ?? '') ? [ofEntry(entry, effect, 'high')] : [],
  );
}

function ofEntry(entry: Entry, effect: string, confidence: Escape['confidence']): Escape {
  const at = { file: entry.at.file, start: entry.at.start, end: entry.value.end };
  return { at, shown: `${entry.key}: ${scalarOf(entry.value) ?? ''}`, effect, confidence, member: entry };
}

function listed(map: Tree | undefined, key: string, pattern: RegExp, effect: string): Escape[] {
  return itemsOf(valueAt(map, key)).flatMap((item) => {
    const text = textOf(item);
    return text !== undefined && pattern.test(text)
      ? [{ at: placeOf(item), shown: text, effect, confidence: 'high', member: item }]
      : [];
  });
}

function toText(tree: Tree | undefined): TextTree | undefined {
  return tree?.kind === 'text' ? tree : undefined;
}
