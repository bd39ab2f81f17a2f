/** Handlers that serve a protocol and that no route of a known framework leads to. */
import type { ApiCall, FunctionRef } from '../../context.ts';
import { gather } from '../../gather.ts';
import type { Usage } from '../link/call-graph.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Fn, fnNode, functionAt, type Graph, idOf, type Node, ownerOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Gates } from './gates.ts';
import type { Before } from './layers.ts';
import { createWrappers } from './wrappers.ts';

interface UnroutedInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
  gates: Gates;
  isTest(path: string): boolean;
  /** True for a function that a platform calls, and nothing before it. */
  isPlatformDoor(fn: Fn): boolean;
}

/** Such a handler, with what stands before it. */
export interface Unrouted extends Before {
  /** The first of those that serve. */
  call: ApiCall;
  handlers: FunctionRef[];
  serving: ApiCall[];
}

const maxHandedOn = 3;

/** A finder of such handlers. */
export function createUnrouted({ graph, linked, functions, gates, isTest, isPlatformDoor }: UnroutedInput) {
  const { wrappers, isCalled } = createWrappers({ graph, linked, gates });

  /** The handlers in which the calls stand, or that they make. */
  function unrouted(serving: readonly ApiCall[]): Unrouted[] {
    const alone = new Map<Node, ApiCall[]>();
    for (const call of serving) {
      const holder = outermost(call.call.id);
      // A transport that is made where no request is at hand answers nothing by itself.
      if (!holder && isTransport(call)) continue;
      const key = holder ? fnNode(holder) : call.call.id;
      gather(alone, key, call);
    }
    return [...alone].map(([key, list]) => standingAlone(key, list));
  }

  // `createServer(listener)`, `export default { fetch }`
  function standingAlone(key: Node, serving: ApiCall[]): Unrouted {
    const [call] = serving;
    if (!call) throw new RangeError('an endpoint serves something');
    const value = graph.value(key);
    const fn = value.kind === 'function' ? functionAt(graph.fileOf(key), value.fn) : undefined;
    const wrapped = serving.flatMap((one) => wrappers(one.call.id));
    const role = fn !== undefined && isRoute(fn) && !isMadeForOthers(fn);
    return {
      call,
      handlers: fn ? [functions.refOf(fn)] : [],
      serving,
      gates: [...wrapped, ...(fn ? gates.ofFunction(fn) : [])],
      isWhole: fn === undefined ? !isCalled(key) : role || (isAnswering(serving) && isPlatformDoor(fn)),
      path: undefined,
      apps: [],
    };
  }

  function outermost(node: Node): Fn | undefined {
    const file = graph.fileOf(node);
    let fn = functionAt(file, graph.value(node).owner);
    while (fn && fn.fact.parent >= 0 && linked.usages(fnNode(fn)).length === 0) fn = functionAt(file, fn.fact.parent);
    return fn && listener(fn, 0);
  }

  // `createServer((req, res) => handleMcp(req, res))`: what stands before the call stands before the handler.
  function listener(fn: Fn, depth: number): Fn {
    if (depth >= maxHandedOn || linked.usages(fnNode(fn)).length > 0) return fn;
    const calls = linked.callers(fnNode(fn)).filter((call) => !isTest(graph.fileOf(call).path));
    const [call] = calls;
    const holder = call === undefined ? undefined : ownerOf(graph, call);
    if (call === undefined || calls.length > 1 || !holder || !handsOn(call, holder)) return fn;
    const found = listener(holder, depth + 1);
    return linked.usages(fnNode(found)).some(isOfNode) ? found : fn;
  }

  // What it was given itself.
  function handsOn(call: Node, holder: Fn): boolean {
    const value = graph.value(call);
    return (
      value.kind === 'call' &&
      value.args.some((arg) => holder.fact.params.includes(idOf(peeled(graph, graph.sibling(call, arg.value)))))
    );
  }

  function isRoute(fn: Fn): boolean {
    return linked.usages(fnNode(fn)).some(answersRoutes);
  }

  // `export const handler = (server) => (c: Context) => …`: whoever calls it mounts what it returns, out of sight.
  function isMadeForOthers(fn: Fn): boolean {
    const maker = fn.fact.parent < 0 ? undefined : functionAt(fn.file, fn.fact.parent);
    const isReturned = linked.usesOf(fnNode(fn)).some((use) => use.kind === 'return');
    const callers = maker ? linked.callers(fnNode(maker)) : [];
    return isReturned && maker !== undefined && callers.every((call) => isTest(graph.fileOf(call).path));
  }

  return { unrouted };
}

// What a framework calls is mounted, and guarded, elsewhere.
function isOfNode(usage: Usage): boolean {
  return /^node:https?2?$/.test(usage.package) && answersRoutes(usage);
}

function answersRoutes({ states }: Usage): boolean {
  return states.some((s) => s.roles.some((r) => r.role === 'route-handler'));
}

function isAnswering(serving: ApiCall[]): boolean {
  return serving.some((call) => !isTransport(call) || call.name.startsWith('handle'));
}

function isTransport({ row }: ApiCall): boolean {
  return row.kind === 'mcp-transport' || row.kind === 'a2a-transport';
}
