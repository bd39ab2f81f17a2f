/** Which application or router a call speaks to, however it is handed around, and what is mounted in what. */
import type { ApiCall } from '../../context.ts';
import type { CallKind, CallRow } from '../../models/model.ts';
import type { Definitions } from '../resolve/definitions.ts';
import { functionAt, fnNode, type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { relative } from '../evaluate/optioned-calls.ts';
import type { Options } from '../evaluate/options.ts';
import type { Slot } from '../evaluate/slots.ts';

/** An application, by the expression that makes it, and the path under which a call speaks to it. */
export interface Spoken {
  app: Node;
  prefix: string | undefined;
}

export interface Apps {
  /** The applications that the call is made on. */
  of(call: Node): Spoken[];
  /** The application that a value is, or gives views of: `router`, `router.routes()`, the parameter of a plugin. */
  asApp(node: Node): Node[];
  /** Everything that stands in order at an option: arguments one by one, lists taken apart. */
  items(call: ApiCall, option: string): Node[];
}

interface AppsInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  definitions: Definitions;
  slotsOf(call: ApiCall, name: string): Slot[];
}

const maxDepth = 12;
const chained = new Set<CallKind>(['route', 'layer', 'plugin', 'route-base', 'app-view']);

/** A finder of applications. */
export function createApps({ graph, linked, options, definitions, slotsOf }: AppsInput): Apps {
  function rowOf(call: Node): CallRow | undefined {
    return linked
      .targets(call)
      .apis.flatMap((api) => api.states.flatMap((s) => s.calls))
      .find((row) => chained.has(row.kind));
  }

  function of(call: Node, depth = 0): Spoken[] {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    if (value.kind !== 'call' || callee?.kind !== 'member' || depth > maxDepth) return [];
    return definitions.of(graph.sibling(graph.sibling(call, value.callee), callee.base)).flatMap((made) => {
      const row = graph.value(made).kind === 'call' ? rowOf(made) : undefined;
      if (!row) return [made, ...handedTo(made)].map((app) => ({ app, prefix: '' }));
      // `app.use(a).get(b)`, `app.route('/x').get(b)`
      const base = row.kind === 'route-base' ? textAt(made, row) : '';
      return of(made, depth + 1).map(({ app, prefix }) => ({ app, prefix: joined(prefix, base) }));
    });
  }

  // `const app = server.setupRoutes(express())`: what binds its routes to an application gives it back.
  function handedTo(made: Node): Node[] {
    if (graph.value(made).kind !== 'call') return [];
    const rows = linked.targets(made).apis.flatMap((api) => api.states.flatMap((s) => s.calls));
    const paths = rows.flatMap((row) => (row.kind === 'mount' ? (row.options['app'] ?? []) : []));
    return paths
      .flatMap((path) => options.slots(made, relative(path)))
      .flatMap((slot) => (slot.kind === 'value' ? definitions.of(slot.node) : []));
  }

  function textAt(call: Node, row: CallRow): string | undefined {
    const { texts = [] } = options.read(call, (row.options['path'] ?? []).map(relative));
    return texts.length === 1 ? texts[0] : undefined;
  }

  function asApp(node: Node): Node[] {
    return definitions.of(node).flatMap((made) => {
      const value = graph.value(made);
      if (value.kind === 'call') return rowOf(made) ? of(made).map(({ app }) => app) : [made];
      // `serve({ fetch: app.fetch })`
      if (value.kind === 'member') return [made, ...definitions.of(graph.sibling(made, value.base))];
      const fn = value.kind === 'function' ? functionAt(graph.fileOf(made), value.fn) : undefined;
      const first = fn?.fact.params[0];
      return first === undefined ? [made] : [made, nodeOf(graph.fileOf(made), first)];
    });
  }

  function items(call: ApiCall, option: string): Node[] {
    return slotsOf(call, option).flatMap((slot) => (slot.kind === 'value' ? flat(slot.node, 0) : []));
  }

  function flat(node: Node, depth: number): Node[] {
    const list = definitions.of(node).find((made) => graph.value(made).kind === 'array');
    const value = list === undefined ? undefined : graph.value(list);
    if (list === undefined || value?.kind !== 'array' || depth > 3) return [node];
    return value.elements.flatMap((e) => flat(graph.sibling(list, e.value), depth + 1));
  }

  return { of: (call) => of(call), asApp, items };
}

/** One path behind another; undefined where one of them is not constant. */
export function joined(base: string | undefined, path: string | undefined): string | undefined {
  if (base === undefined || path === undefined) return undefined;
  const [left, right] = [base.replace(/\/+$/, ''), path.replace(/^\/+/, '')];
  return right === '' ? left : `${left}/${right}`;
}

/** The function that a definition is, as its value. */
export function functionOf(graph: Graph, made: Node): Node | undefined {
  const value = graph.value(made);
  const fn = value.kind === 'function' ? functionAt(graph.fileOf(made), value.fn) : undefined;
  return fn && fnNode(fn);
}
