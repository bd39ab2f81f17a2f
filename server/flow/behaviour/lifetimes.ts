/** What outlives a request although it belongs to one: objects that are made once, and variables that requests write to. */
import type { ApiCall, Endpoint, FunctionRef, SharedObject } from '../../context.ts';
import type { CallKind } from '../../models/model.ts';
import type { Definitions } from '../resolve/definitions.ts';
import type { Functions } from './functions.ts';
import { type Fn, functionAt, type Graph, isInside, type Node, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { createSharedIdentities } from './shared-identities.ts';
import { createShared } from './shared-objects.ts';
import type { Slot } from '../evaluate/slots.ts';

interface LifetimesInput {
  graph: Graph;
  linked: Linked;
  definitions: Definitions;
  functions: Functions;
  endpoints(): Endpoint[];
  slotsOf(call: ApiCall, name: string): Slot[];
  calls(...kinds: CallKind[]): ApiCall[];
  isTest(path: string): boolean;
}

/** Answers about lifetimes. */
export function createLifetimes(input: LifetimesInput) {
  const { graph, linked, definitions, functions, endpoints, slotsOf, calls, isTest } = input;
  const isShared = createShared({ graph, linked, definitions, isMadeOnce: isNew });

  function within(refs: readonly FunctionRef[]): Fn[] {
    const all = new Map(refs.flatMap((ref) => functions.reach(ref)).map((ref) => [ref.id, ref]));
    return [...all.values()].flatMap((ref) => functions.fnOf(ref) ?? []);
  }

  /** Servers and transports that are made once and used for the requests of everybody. */
  function sharedObjects(): SharedObject[] {
    const handlers = endpoints().flatMap((door) => (isRequest(door) ? door.handlers : []));
    const fns = within(handlers);
    const made = new Map(calls('mcp-transport').map((call) => [call.call.id, call]));
    const isMadeBefore = (call: ApiCall, option: string): boolean => {
      const origins = definedAt(call, option);
      if (origins.length === 0) return false;
      if (origins.every((node) => isNew(node) && !isWithin(fns, node))) return true;
      const isMade = (node: Node): boolean => {
        const value = graph.value(node);
        return value.kind === 'call' && value.isNew === true;
      };
      return (
        origins.every(isMade) && slotsOf(call, option).every((slot) => slot.kind === 'value' && isOfModule(slot.node))
      );
    };
    const servers = calls('mcp-connect').filter((used) => isWithin(fns, used.call.id) && isMadeBefore(used, 'server'));
    const transports = calls('mcp-transport').filter((used) => {
      if (!used.row.options['transport'] || !isWithin(fns, used.call.id)) return false;
      const origins = definedAt(used, 'transport');
      const isStateless = origins.every((node) => made.get(node)?.option('sessionId').state === 'absent');
      return isStateless && isMadeBefore(used, 'transport');
    });
    const factories = calls('mcp-handler').filter((call) => {
      const own = within(call.functionsAt('factory'));
      const given = call
        .functionsAt('factory')
        .flatMap((ref) => functions.fnOf(ref)?.fact.returns.map((r) => at(ref, r.value)) ?? []);
      const origins = given.flatMap((node) => definitions.of(node));
      return origins.length > 0 && origins.every((node) => isNew(node) && !isWithin(own, node));
    });
    const found = (kind: SharedObject['kind'], list: ApiCall[]): SharedObject[] =>
      list.map((call) => ({ kind, at: call.at }));
    return [...found('server', servers), ...found('transport', transports), ...found('factory', factories)].filter(
      (one) => !isTest(one.at.file),
    );
  }

  // What serves without a route may be a function that starts the server.
  function isRequest({ protocol, call, isWhole }: Endpoint): boolean {
    return protocol === 'mcp' && (isWhole || call?.row.kind === 'route' || call?.row.kind === 'layer');
  }

  function definedAt(call: ApiCall, option: string): Node[] {
    return slotsOf(call, option).flatMap((slot) => (slot.kind === 'value' ? definitions.of(slot.node) : []));
  }

  function at(ref: FunctionRef, id: number): Node {
    return graph.sibling(ref.id, id);
  }

  function isWithin(fns: readonly Fn[], node: Node): boolean {
    return fns.some((fn) => holds(fn, node));
  }

  function isNew(node: Node): boolean {
    const value = graph.value(node);
    const owner = functionAt(graph.fileOf(node), value.owner);
    // What a function makes is made whenever it is called.
    return value.kind === 'call' && value.isNew === true && (owner === undefined || isStarting(owner));
  }

  // `const server = createServer()` outside of functions, here or in the file that it is imported from.
  function isOfModule(node: Node): boolean {
    const held =
      graph.value(peeled(graph, node)).kind === 'import' ? [...linked.exporter(peeled(graph, node))] : [node];
    return (
      held.length > 0 &&
      held.every((each) => {
        const value = graph.value(peeled(graph, each));
        return value.kind === 'call' && value.owner < 0;
      })
    );
  }

  // `async function main()`, and what is called once when the program starts.
  function isStarting(fn: Fn): boolean {
    return (
      /^(?:main|start|run|serve|bootstrap|init|constructor)\w*$|Server$/.test(fn.fact.name) &&
      fn.fact.returns.length === 0
    );
  }

  function holds(fn: Fn, node: Node): boolean {
    return graph.fileOf(node) === fn.file && isInside(fn, graph.value(node));
  }

  return { sharedObjects, ...createSharedIdentities({ ...input, isShared }) };
}
