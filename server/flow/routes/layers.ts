/** What has run on an application when a call on it is reached: layers in their order, and those of what it is mounted in. */
import type { Place } from '../../finding.ts';
import type { ApiCall, Gate } from '../../context.ts';
import type { CallKind } from '../../models/model.ts';
import type { Definitions } from '../resolve/definitions.ts';
import { type Graph, type Node, nodeOf } from '../graph.ts';
import { runsBefore } from '../track/overwrites.ts';
import { type Apps, joined } from './apps.ts';
import type { Gates } from './gates.ts';

/** A call that adds something to an application. */
interface Layer {
  call: ApiCall;
  app: Node;
  /** Under which path, '' for everywhere; undefined where it is not constant. */
  path: string | undefined;
  items: Node[];
}

/** What stands before something, and whether all of it was seen. */
export interface Before {
  gates: Gate[];
  isWhole: boolean;
  path: string | undefined;
  /** The applications on the way, the inner one first. */
  apps: Node[];
}

export interface Layers {
  /** Everything that has run when a call on the application is reached, once for each way that leads there. */
  before(app: Node, at: ApiCall, path: string | undefined): Before[];
  /** True for what is a path and no handler. */
  isText(node: Node): boolean;
}

interface LayersInput {
  graph: Graph;
  definitions: Definitions;
  apps: Apps;
  gates: Gates;
  isSetting(node: Node): boolean;
  calls(...kinds: CallKind[]): ApiCall[];
}

const maxMounts = 4;

/** A reader of layers. */
export function createLayers({ graph, definitions, apps, gates, isSetting, calls }: LayersInput): Layers {
  let layerMemo: Layer[] | undefined;
  let routedMemo: Set<Node> | undefined;

  function layers(): Layer[] {
    layerMemo ??= calls('layer', 'plugin').flatMap((call) => {
      const items = apps.items(call, 'handlers');
      const texts = items.filter(isText);
      const path = texts.length > 0 || call.option('path').state === 'set' ? onlyText(call, 'path') : '';
      const handlers = items.filter((item) => !isText(item));
      return apps
        .of(call.call.id)
        .map(({ app, prefix }) => ({ call, app, path: joined(prefix, path), items: handlers }));
    });
    return layerMemo;
  }

  function before(app: Node, at: ApiCall, path: string | undefined, depth: number): Before[] {
    const own = layers()
      .filter((layer) => layer.app === app && isAbove(layer.path, path) && isEarlier(layer.call, at))
      .flatMap((layer) => {
        const by = layer.call.call;
        const found = layer.items.flatMap((item) => (isMount(item) ? [] : gates.of(item)));
        const isAdded = isAlways(layer.call, at);
        // Nobody knows whether what stands before `/api` stands before a path that is put together.
        const isConditional = !isAdded || (layer.path !== '' && (layer.path === undefined) !== (path === undefined));
        const setting = isAdded ? undefined : settingOf(layer.call, at);
        const condition = {
          ...(isConditional ? { isConditional: true as const } : {}),
          ...(setting ? { setting } : {}),
        };
        return found.map((gate) => ({ by, ...gate, ...condition }));
      });
    const mounts =
      depth < maxMounts ? layers().filter((layer) => layer.items.some((item) => apps.asApp(item).includes(app))) : [];
    const isRoot = isMade(app);
    if (mounts.length === 0) return [{ gates: own, isWhole: isRoot, path, apps: [app] }];
    return mounts.flatMap((mount) => {
      const index = mount.items.findIndex((item) => apps.asApp(item).includes(app));
      const beside = mount.items.slice(0, index).flatMap((item) => gates.of(item));
      return before(mount.app, mount.call, joined(mount.path, path), depth + 1).map((outer) => ({
        ...outer,
        gates: [...outer.gates, ...beside, ...own],
        apps: [app, ...outer.apps],
      }));
    });
  }

  // A router that is mounted nowhere in what was read may be mounted anywhere.
  function isMade(app: Node): boolean {
    return graph.value(app).kind === 'call' && !calls('router').some((call) => call.call.id === app);
  }

  // A router that has nothing but routes lets pass whatever it does not answer.
  function isMount(item: Node): boolean {
    return apps.asApp(item).some((app) => layers().some((layer) => layer.app === app) || routed().has(app));
  }

  function routed(): Set<Node> {
    routedMemo ??= new Set(calls('route').flatMap((call) => apps.of(call.call.id).map(({ app }) => app)));
    return routedMemo;
  }

  // `/api` and `/api/*` stand before all that is below.
  function isAbove(layer: string | undefined, path: string | undefined): boolean {
    if (layer === undefined || path === undefined) return true;
    const base = layer.replace(/\/?\*$/, '').replace(/\/+$/, '');
    if (base === '' || /[*:(?+]/.test(base)) return true;
    return path === base || path.startsWith(`${base}/`) || (/[^/]\*$/.test(layer) && path.startsWith(base));
  }

  function isAlways(layer: ApiCall, at: ApiCall): boolean {
    const { facts } = graph.fileOf(layer.call.id);
    return layer.call.at.file !== at.call.at.file || runsBefore(facts, layer.call.at.start, at.call.at.start);
  }

  // `if (process.env.API_KEY) app.use(gate)`, and no word of what is to be done without it.
  function settingOf(layer: ApiCall, at: ApiCall): Place | undefined {
    const file = graph.fileOf(layer.call.id);
    const within = file.facts.guards.filter(
      ({ thenStart, thenEnd }) => layer.call.at.start >= thenStart && layer.call.at.end <= thenEnd,
    );
    const [guard, ...others] = within.filter(
      ({ thenEnd }) => at.call.at.file !== file.path || at.call.at.start >= thenEnd,
    );
    if (!guard || others.length > 0 || guard.elseStart !== undefined) return undefined;
    const test = nodeOf(file, guard.test);
    const { start, end } = graph.value(test);
    const isHere = start >= guard.start && end <= guard.thenStart;
    return isSetting(test)
      ? { file: file.path, ...(isHere ? { start, end } : { start: guard.start, end: guard.thenStart }) }
      : undefined;
  }

  // Within one function the order is that of the text; what another function adds may have been added at any time.
  function isEarlier(layer: ApiCall, at: ApiCall): boolean {
    if (layer.call.at.file !== at.call.at.file) return true;
    const [a, b] = [graph.value(layer.call.id), graph.value(at.call.id)];
    if (a.owner !== b.owner) return true;
    return layer.call.at.end < at.call.at.end;
  }

  function isText(node: Node): boolean {
    return definitions.of(node).every((made) => ['literal', 'regex', 'template'].includes(graph.value(made).kind));
  }

  return { before: (app, at, path) => distinct(before(app, at, path, 0)), isText };
}

// An application that is made in one of two ways is one door all the same.
export function distinct(ways: Before[]): Before[] {
  const byWay = new Map<string, Before>();
  for (const way of ways) {
    const key = JSON.stringify([way.path, way.isWhole, way.gates.map(({ kind, at }) => [kind, at.file, at.start])]);
    const known = byWay.get(key);
    byWay.set(key, known ? { ...known, apps: [...known.apps, ...way.apps] } : way);
  }
  return [...byWay.values()];
}

/** The constant text of an option, when it has exactly one. */
export function onlyText(call: ApiCall, option: string): string | undefined {
  const { texts = [], state } = call.option(option);
  return texts.length === 1 && state === 'set' ? texts[0] : undefined;
}
