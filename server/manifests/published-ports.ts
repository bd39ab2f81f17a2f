/** Ports of containers that are opened to more than the machine they run on: of compose files, Kubernetes and `docker run`. */
import type { Document, Tree } from '../documents/document.ts';
import { entriesOf, itemsOf, placeOf, scalarOf, textOf, valueAt, walk } from '../documents/tree.ts';
import type { Place } from '../finding.ts';
import type { Recognised } from './manifest.ts';

/** A port of a container, as it is opened to others. */
export interface PublishedPort {
  at: Place;
  /** As a person would name it. */
  shown: string;
  reach: 'loopback' | 'everywhere' | 'unknown';
  /** What a fix writes so that only this machine reaches the port: for the text, or for this key of the map. */
  local?: { tree: Tree; text: string; key?: string };
}

/** What a compose file publishes for a service. */
export function portsOfService(service: Tree): PublishedPort[] {
  return itemsOf(valueAt(service, 'ports')).flatMap((item) => {
    if (item.kind === 'map') return [ofLongForm(item)];
    const text = scalarOf(item);
    return text === undefined ? [] : [ofShortForm(item, text)];
  });
}

/** `-p 3000:3000` among the arguments of `docker run`. */
export function portsOfRun(args: readonly Tree[]): PublishedPort[] {
  return args.flatMap((item, index) => {
    const text = textOf(item) ?? '';
    const glued = /^(?:-p=?|--publish=)(\S+)$/.exec(text)?.[1];
    const isBehind = /^(?:-p|--publish)$/.test(textOf(args[index - 1]) ?? '');
    if (glued !== undefined) return [{ at: placeOf(item), shown: glued, reach: reachOf(glued) }];
    return isBehind ? [ofShortForm(item, text)] : [];
  });
}

function ofShortForm(item: Tree, text: string): PublishedPort {
  const reach = reachOf(text);
  const at = placeOf(item);
  const host = isPort.test(text) ? '' : everyHost.exec(text)?.[0];
  const local = host === undefined ? {} : { local: { tree: item, text: `127.0.0.1:${text.slice(host.length)}` } };
  return { at, shown: text, reach, ...local };
}

// What begins with a port: a number, or a variable that is called after one, or holds one unless somebody says otherwise.
const isPort = /^(?:\d+(?:-\d+)?|\$\w*PORT|\$\{\w*PORT(?:\w*|:?[-?][^}:]*)\}|\$\{\w+:?-\d+\}):(?:\d|\$)/;
const everyHost = /^(?:0\.0\.0\.0|\[::\]):(?=[\d$])/;

// A variable may stand for any part, and hold a colon of its own: `${BIND:-127.0.0.1}:3000:3000`.
function reachOf(text: string): PublishedPort['reach'] {
  if (/\$\{\w+:?-[^}]*:\d+\}/.test(text)) return 'unknown';
  const parts = text.replaceAll(/\$\{[^}]*\}|\$\w+|\{\{[^}]*\}\}/g, '$').split(/:(?![^[]*\])/);
  const [host = ''] = parts;
  if (parts.length < 3) return 'everywhere';
  if (/^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(host)) return 'loopback';
  return /^(?:0\.0\.0\.0|\[::\]|)$/.test(host) ? 'everywhere' : 'unknown';
}

function ofLongForm(item: Tree): PublishedPort {
  const host = scalarOf(valueAt(item, 'host_ip'));
  const target = scalarOf(valueAt(item, 'target')) ?? '';
  return {
    at: placeOf(valueAt(item, 'published') ?? item),
    shown: scalarOf(valueAt(item, 'published')) ?? target,
    reach: reachOf(host === undefined ? target : `${host}:1:${target}`),
    local: { tree: item, text: '127.0.0.1', key: 'host_ip' },
  };
}

/** Objects of Kubernetes that open pods: the kind of a Service, and a port of the node. */
export function openingsOfPods(
  recognised: readonly Recognised[],
): (pod: Tree, labels: Tree | undefined) => PublishedPort[] {
  const services = recognised.flatMap(({ kind, root }) =>
    kind === 'kubernetes' && textOf(valueAt(root, 'kind')) === 'Service' ? [root] : [],
  );
  return (pod, labels) => [...hostPorts(pod), ...services.flatMap((service) => ofService(service, labels))];
}

function hostPorts(pod: Tree): PublishedPort[] {
  return itemsOf(valueAt(pod, 'containers')).flatMap((container) =>
    itemsOf(valueAt(container, 'ports')).flatMap((port): PublishedPort[] => {
      const opened = valueAt(port, 'hostPort');
      const host = scalarOf(valueAt(port, 'hostIP')) ?? '';
      return opened
        ? [{ at: placeOf(opened), shown: `hostPort: ${scalarOf(opened) ?? ''}`, reach: reachOf(`${host}:1:1`) }]
        : [];
    }),
  );
}

const inside = /internal|load-balancer-type|scheme/i;

function ofService(service: Tree, labels: Tree | undefined): PublishedPort[] {
  const type = valueAt(service, 'spec.type');
  const shown = textOf(type) ?? '';
  const selector = entriesOf(valueAt(service, 'spec.selector'));
  const isMeant = selector.length > 0 && selector.every(({ key, value }) => hasLabel(labels, key, scalarOf(value)));
  if (!type || !isMeant || !/^(?:LoadBalancer|NodePort)$/.test(shown)) return [];
  const annotations = valueAt(service, 'metadata.annotations');
  const isInside = entriesOf(annotations).some(({ key }) => inside.test(key));
  const isNarrowed = valueAt(service, 'spec.loadBalancerSourceRanges') !== undefined;
  return [{ at: placeOf(type), shown: `type: ${shown}`, reach: isInside || isNarrowed ? 'unknown' : 'everywhere' }];
}

// Keys of labels hold dots, which no path of keys can name.
function hasLabel(labels: Tree | undefined, key: string, value: string | undefined): boolean {
  return entriesOf(labels).some((label) => label.key === key && scalarOf(label.value) === value);
}

/** Where a service says that nobody is asked who is calling. */
export function openedBy(trees: readonly (Tree | undefined)[]): Place | undefined {
  for (const tree of trees) {
    if (!tree) continue;
    for (const { tree: inner, entry } of walk(tree)) {
      const text = scalarOf(inner) ?? '';
      const name = textOf(valueAt(inner, 'name'));
      const set = name === undefined ? (entry ? `${entry.key}=${text}` : text) : `${name}=${givenTo(inner)}`;
      if (isOff(set)) return placeOf(inner);
    }
  }
  return undefined;
}

const open =
  /^(?:--)?(?:\w+[_-])?(?:allow[_-]?(?:unauthenticated|anonymous)|disable[_-]?auth\w*|(?:no|skip|omit)[_-]?auth\w*|auth\w*[_-]?disabled)(?:=(?:true|1|yes|on))?$/i;

const givenTo = (variable: Tree): string => scalarOf(valueAt(variable, 'value')) ?? '';

// `AUTH_TYPE=${AUTH_TYPE:-none}`: what it is unless somebody says otherwise.
const noneChosen =
  /^(?:--)?(?:\w+[_-])?auth(?:entication)?(?:[_-]?(?:type|mode|method|provider|strategy))?[= ](?:\$\{\w+:?-)?(?:none|disabled|off|anonymous|no)\}?$/i;

function isOff(text: string): boolean {
  if (noneChosen.test(text)) return true;
  return open.test(text) && (text.startsWith('-') || /=(?:true|1|yes|on)$/i.test(text));
}

/** The directory of which a compose file builds the image of a service; undefined for one that is fetched. */
export function builtFrom(document: Document, service: Tree): string | undefined {
  const build = valueAt(service, 'build');
  const context = build?.kind === 'map' ? (textOf(valueAt(build, 'context')) ?? '.') : textOf(build);
  if (context === undefined || /[${}]|:\/\//.test(context)) return undefined;
  const parts = document.file.split('/').slice(0, -1);
  for (const part of context.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
