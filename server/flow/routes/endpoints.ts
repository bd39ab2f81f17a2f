/** The doors of the project: routes and handlers that answer over HTTP, what they serve, and what stands before them. */
import type { ApiCall, Endpoint, FunctionRef, Gate, Pass } from '../../context.ts';
import type { CallKind } from '../../models/model.ts';
import type { Functions } from '../behaviour/functions.ts';
import type { Graph, LoadedFile, Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { type Apps, joined } from './apps.ts';
import { createAuthentication } from './authentication.ts';
import { type Before, createLayers, distinct, onlyText } from './layers.ts';
import { createSettings } from './settings.ts';
import { createSelfServing } from './self-serving.ts';
import { createServed } from './served.ts';
import { createSpoken } from './spoken.ts';
import { createSpokenDoors } from './spoken-doors.ts';
import { boundTo, functionsAt, listensOn } from './ports.ts';
import type { Gates } from './gates.ts';
import type { Definitions } from '../resolve/definitions.ts';
import { createModuleDoors } from './module-doors.ts';
import { createModuleGates } from './module-gates.ts';
import { createPlatformDoors } from './platform-doors.ts';
import { createUnrouted } from './unrouted.ts';

interface EndpointsInput {
  graph: Graph;
  linked: Linked;
  definitions: Definitions;
  functions: Functions;
  apps: Apps;
  gates: Gates;
  selected: readonly LoadedFile[];
  calls(...kinds: CallKind[]): ApiCall[];
  passes(fn: FunctionRef): Pass[];
  isTest(path: string): boolean;
}

// `/mcp/call_tool`: the calls of tools over HTTP, in words of the project's own.
const calling = /(?:^|\/)mcp\/(?:call[_-]?tool|tools?\/call|tools\/:\w+|execute[_-]?tool|call)$/i;

/** Answers which endpoints there are. */
export function createEndpoints({
  graph,
  linked,
  definitions,
  functions,
  apps,
  gates,
  selected,
  ...input
}: EndpointsInput) {
  const platform = createPlatformDoors(graph, definitions);
  let memo: Endpoint[] | undefined;
  // What a test mounts or starts is made for the test.
  const calls = (...kinds: CallKind[]): ApiCall[] =>
    input.calls(...kinds).filter(({ call }) => !input.isTest(call.at.file));

  const { authentication } = createAuthentication({ gateCalls: () => calls('auth-gate'), passes: input.passes });
  const { selfServing } = createSelfServing({ graph, definitions, calls });
  const { spokenBy } = createSpoken(graph, linked, functions);
  const { isTest } = input;
  const { servedBy, holds } = createServed({ graph, definitions, functions });
  const { isPlatformDoor } = platform;
  const { unrouted } = createUnrouted({ graph, linked, functions, gates, isTest, isPlatformDoor });
  const { spokenDoors } = createSpokenDoors({ functions, selected, calls, isTest, spokenBy, ...platform });
  const layers = createLayers({
    graph,
    definitions,
    apps,
    gates,
    isSetting: createSettings(graph, linked).isSetting,
    calls,
  });

  const modules = createModuleDoors({ graph, layers, calls });
  const { gatesOf } = createModuleGates({ graph, linked, apps, gates, calls });

  function endpoints(): Endpoint[] {
    memo ??= findAll();
    return memo;
  }

  function findAll(): Endpoint[] {
    const serving = calls('mcp-transport', 'mcp-handler', 'a2a-handler', 'a2a-transport');
    const servingBy = new Map(serving.map((call) => [call.call.id, call]));
    const carrying = calls('layer').filter((call) =>
      apps
        .items(call, 'handlers')
        .some((item) => servedBy(item, functionsAt({ linked, functions }, item), servingBy).length > 0),
    );
    const found = [
      ...[...calls('route'), ...carrying].flatMap((call) => routes(call, servingBy)),
      ...calls('mount').flatMap((call) => mounted(call, servingBy)),
      ...calls('module-route')
        .flatMap((call) => decorated(call, servingBy))
        .filter(({ protocol }) => protocol !== 'http'),
      ...calls('mcp-module').flatMap(ofModule),
    ];
    const taken = new Set(found.flatMap((endpoint) => endpoint.serving.map((call) => call.call.id)));
    const alone = unrouted(serving.filter((call) => !taken.has(call.call.id)));
    const own = selfServing().map((way) => endpoint(way, way.call, [], [way.call], undefined));
    const standing = [
      ...found,
      ...own,
      ...alone.map((way) => endpoint(way, way.call, way.handlers, way.serving, undefined)),
    ];
    return withNew(withNew(standing, byHand(serving)), selected.flatMap(filed));
  }

  function withNew(known: readonly Endpoint[], more: readonly Endpoint[]): Endpoint[] {
    const ids = new Set(known.flatMap(({ handlers }) => handlers.map(({ id }) => id)));
    return [...known, ...more.filter(({ handlers }) => !handlers.some(({ id }) => ids.has(id)))];
  }

  // What answers at the path at which its file lies.
  function filed(file: LoadedFile): Endpoint[] {
    if (isTest(file.path)) return [];
    return platform.routesOf(file).map(({ fn, method, path }) => {
      const ref = functions.refOf(fn);
      const isWhole = !platform.isBehindMiddleware(file.path);
      return endpoint({ gates: gates.ofFunction(fn), isWhole, path, apps: [] }, ref, [ref], [], method);
    });
  }

  function routes(call: ApiCall, serving: ReadonlyMap<Node, ApiCall>): Endpoint[] {
    const all = apps.items(call, 'handlers');
    const items = all.filter((item) => !layers.isText(item));
    const last = items.at(-1);
    if (last === undefined) return [];
    const isEverywhere = call.row.kind === 'layer' && items.length === all.length;
    const handlers = functionsAt({ linked, functions }, last);
    const served = servedBy(last, handlers, serving);
    const spoken = apps.of(call.call.id);
    const ways = (spoken.length > 0 ? spoken : [undefined]).flatMap((to) => {
      if (!to) return [{ gates: [], isWhole: false, path: undefined, apps: [] }];
      const path = joined(to.prefix, isEverywhere ? '' : onlyText(call, 'path'));
      return layers.before(to.app, call, path);
    });
    const own = [...apps.items(call, 'before'), ...items.slice(0, -1)].flatMap((item) => gates.of(item));
    const method = onlyText(call, 'method') ?? methodOf(call);
    return distinct(ways).map((way) =>
      endpoint({ ...way, gates: [...way.gates, ...own, ...inside(last, handlers)] }, call, handlers, served, method),
    );
  }

  function byHand(serving: ApiCall[]): Endpoint[] {
    return spokenDoors().flatMap(({ fn, ref, isWhole }) => {
      if (serving.some((call) => functions.reach(ref).some((one) => holds(one, call)))) return [];
      return [endpoint({ gates: gates.ofFunction(fn), isWhole, path: undefined, apps: [] }, ref, [ref], [], undefined)];
    });
  }

  // What binds its routes by itself to the application that it is handed.
  function mounted(call: ApiCall, serving: ReadonlyMap<Node, ApiCall>): Endpoint[] {
    const value = graph.value(call.call.id);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call.call.id, value.callee)) : undefined;
    if (value.kind !== 'call' || callee?.kind !== 'member') return [];
    const receiver = graph.sibling(graph.sibling(call.call.id, value.callee), callee.base);
    const served = definitions.of(receiver).flatMap((made) => serving.get(made) ?? []);
    const own = apps.items(call, 'before').flatMap((item) => gates.of(item));
    const made = apps.items(call, 'app').flatMap((item) => apps.asApp(item));
    return distinct(made.flatMap((app) => layers.before(app, call, onlyText(call, 'path') ?? ''))).map((way) =>
      endpoint({ ...way, gates: [...way.gates, ...own] }, call, [], served, undefined),
    );
  }

  function decorated(call: ApiCall, serving: ReadonlyMap<Node, ApiCall>): Endpoint[] {
    const handlers = call.functionsAt('handlers');
    const inner = handlers.flatMap((ref) => functions.fnOf(ref) ?? []).flatMap((fn) => gates.ofFunction(fn));
    const own = [...gatesOf(call, handlers), ...inner];
    const served = servedBy(call.call.id, handlers, serving);
    return modules
      .before(call)
      .map((way) => endpoint({ ...way, gates: [...way.gates, ...own] }, call, handlers, served, undefined));
  }

  function ofModule(call: ApiCall): Endpoint[] {
    const { names, texts = [] } = call.option('transport');
    if ([...names, ...texts].some((name) => /stdio/i.test(name))) return [];
    const own: Gate[] = call.option('gates').state === 'absent' ? [] : [{ kind: 'unknown', at: call.at }];
    return modules
      .before(call)
      .map((way) => endpoint({ ...way, gates: [...way.gates, ...own] }, call, [], [call], undefined));
  }

  function endpoint(
    way: Before,
    { at, ...by }: ApiCall | FunctionRef,
    handlers: FunctionRef[],
    serving: ApiCall[],
    method: string | undefined,
  ): Endpoint {
    const spoken = serving.length > 0 ? undefined : handlers.map(spokenBy).find((at) => at !== undefined);
    const protocol = serving.some(({ row }) => row.kind.startsWith('a2a-'))
      ? 'a2a'
      : serving.length > 0 || calling.test(way.path ?? '')
        ? 'mcp'
        : (spoken?.protocol ?? 'http');
    // Who builds the user of an agent may refuse, too.
    const asked = serving.flatMap((made) => made.functionsAt('user')).flatMap((ref) => functions.fnOf(ref) ?? []);
    const standing = [...way.gates, ...asked.flatMap((fn) => gates.ofFunction(fn))];
    const listens = (): ApiCall[] =>
      'row' in by && by.row.kind === 'mcp-listen'
        ? [{ ...by, at }]
        : listensOn({ linked, apps, functions, calls }, way.apps, handlers);
    return {
      protocol,
      at,
      ...('row' in by ? { call: { ...by, at } } : {}),
      ...(spoken ? { spoken: spoken.at } : {}),
      handlers,
      serving,
      gates: standing,
      isWhole: way.isWhole && !standing.some((gate) => gate.kind === 'unknown'),
      ...(method === undefined ? {} : { method }),
      ...(way.path === undefined ? {} : { path: way.path === '' ? '/' : way.path }),
      apps: () => calls('app', 'module-app').filter((made) => way.apps.includes(made.call.id)),
      listens,
      bound: () => boundTo(listens()),
      authentication: () => authentication(standing),
    };
  }

  function inside(item: Node, handlers: FunctionRef[]): Gate[] {
    const wrapping = definitions
      .of(item)
      .flatMap((made) => (graph.value(made).kind === 'call' ? gates.of(made).filter((g) => g.kind === 'auth') : []));
    return [...wrapping, ...handlers.flatMap((ref) => functions.fnOf(ref) ?? []).flatMap((fn) => gates.ofFunction(fn))];
  }

  return { endpoints };
}

function methodOf(call: ApiCall): string | undefined {
  return call.row.path.includes('Member[') ? call.name : undefined;
}
