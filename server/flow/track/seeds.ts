/** Where values of the asked kinds enter the program, and where channels come out. */
import { argumentAt } from '../link/arguments.ts';
import { visitValues } from '../../facts/by-kind.ts';
import type { Value } from '../../facts/facts.ts';
import { isMixed, isRandom } from '../../models/credential-values.ts';
import { isPlainName } from '../../models/credential-names.ts';
import type { SourceKind, SourceRow } from '../../models/model.ts';
import { close, type States, step, withArguments } from '../../models/states.ts';
import { createAccessors } from './accessors.ts';
import { createBelow } from './below.ts';
import { everything, type FieldPath, headOf, itself, under } from '../field-path.ts';
import { functionAt, fnNode, type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import { createLibraryLists } from './library-lists.ts';
import type { Linked } from '../link/links.ts';
import { createMadeCredentials } from './made-credentials.ts';
import { createOutlets, passedAt } from './outlets.ts';
import { createSecretVariables } from './secret-variables.ts';
import type { Seed } from './tracked.ts';

export interface Entrances {
  seeds: Seed[];
  channels: { name: string; node: Node; path: FieldPath }[];
}

interface EntrancesInput {
  /** The fields of a handler's parameter that can be any text, where a schema is checked before it is called. */
  freePaths(param: Node): FieldPath[] | undefined;
  /** True for the parameter that is given what a schema of a tool describes. */
  isInput(param: Node): boolean;
  /** True when one of the words stands in the file. */
  holds(file: LoadedFile, words: readonly string[]): boolean;
  /** Called before each file; it may throw. */
  checkpoint?: (() => void) | undefined;
}

const randomText: SourceRow = { kind: 'literal', path: '', note: 'text in the program' };
const environmentSecret: SourceRow = { kind: 'secret', path: '', note: 'secret from the environment' };

// `Object.fromEntries(Object.entries(fields).filter(…))`: the same object again, and nothing that came in.
function isRemade(graph: Graph, call: Node, depth = 0): boolean {
  const value = graph.value(call);
  if (value.kind !== 'call' || depth > 4) return false;
  const callee = graph.value(graph.sibling(call, value.callee));
  if (callee.kind !== 'member') return false;
  const base = graph.sibling(graph.sibling(call, value.callee), callee.base);
  const isOfObject = graph.value(base).kind === 'global' && /^(?:fromEntries|entries)$/.test(callee.name);
  if (isOfObject && callee.name === 'entries') return depth > 0;
  const [first] = value.args;
  const onward = isOfObject ? first && graph.sibling(call, first.value) : depth > 0 ? base : undefined;
  return onward !== undefined && isRemade(graph, onward, depth + 1);
}

function headOfDeep(path: FieldPath): string | undefined {
  return path === everything || path === under(headOf(path), everything) ? headOf(path) : undefined;
}

/** Finds every source row that a parameter, call, `this`, import or global of the files satisfies. */
export function findEntrances(
  graph: Graph,
  linked: Linked,
  files: readonly LoadedFile[],
  { freePaths, isInput, holds, checkpoint }: EntrancesInput,
): Entrances {
  const accessors = createAccessors(graph, linked);
  const below = createBelow();
  const found: Entrances = { seeds: [], channels: [] };
  const channelsOf = (node: Node): string[] => below(statesOf(node).states).channels.map(({ name }) => name);
  const isSecretVariable = createSecretVariables(linked);
  const madeHere = createMadeCredentials({ graph, linked, holds });
  const listed = createLibraryLists({ graph, linked, below });
  const { isOutlet } = createOutlets({ graph, linked, isInput, channelsOf });

  // `({ request }: { request: Request })`: a handler that only a framework calls says in its type what it is handed.
  function fieldsOf(node: Node, fn: number, file: LoadedFile): { path: FieldPath; row: SourceRow }[] {
    const own = functionAt(file, fn);
    if (!own) return [];
    const found = linked.resolve.origins(node).flatMap((origin) => {
      if (origin.kind !== 'type') return [];
      return origin.type.members.flatMap(({ name, type }) => {
        const apis = type ? linked.resolve.typeOrigins(origin.file, type) : [];
        const states = close(apis.flatMap((o) => (o.kind === 'api' ? [...o.api.states] : [])));
        return below(states).sources.map(({ path, row }) => ({ path: under(name, path) ?? path, row }));
      });
    });
    return found.length === 0 || linked.callers(fnNode(own)).length > 0 ? [] : found;
  }

  // What a call gives of its own accord; what it only passes on (`Promise.resolve(x)`) entered elsewhere.
  function resultStates(call: Node): States {
    return close(linked.targets(call).apis.flatMap((api) => [...step(api.states, 'return')]));
  }

  // `(name) => c.req.header(name)`: the value enters where the function is called with the name.
  function namedElsewhere(node: Node, { callee, args: [first] }: Value & { kind: 'call' }): void {
    const key = first && graph.sibling(node, first.value);
    const named = key === undefined ? undefined : accessors.namedBy(key);
    if (key === undefined || !named || !accessors.isReturned(node, named.fn)) return;
    const apis = linked.resolve.origins(graph.sibling(node, callee)).flatMap((o) => (o.kind === 'api' ? [o.api] : []));
    if (apis.every((api) => api.states.every((state) => state.withArguments.length === 0))) return;
    if (linked.resolve.text(key) !== undefined) return;
    for (const call of linked.callers(fnNode(named.fn))) {
      const passed = argumentAt(graph, call, named.index);
      const text = passed.kind === 'value' ? linked.resolve.text(passed.node) : undefined;
      if (text === undefined) continue;
      const states = close(
        apis.flatMap((api) => [
          ...step(
            withArguments(api.states, (n) => (n === 0 ? [text] : [])),
            'return',
          ),
        ]),
      );
      for (const { path, row } of below(states).sources)
        if (path === itself) found.seeds.push({ node: call, path, row, isConvention: false });
    }
  }

  // `@Headers('authorization') token: string`
  function injectedBy(node: Node): Node | undefined {
    const value = graph.value(node);
    return value.kind === 'param' && value.injected !== undefined ? graph.sibling(node, value.injected) : undefined;
  }

  function statesOf(node: Node): { states: States; isConvention: boolean } {
    const injected = injectedBy(node);
    const given = injected === undefined ? [] : resultStates(injected);
    if (given.length > 0) return { states: given, isConvention: false };
    const own = graph.value(node).kind === 'call' ? resultStates(node) : [];
    if (own.length > 0 || (graph.value(node).kind === 'call' && linked.targets(node).functions.length === 0))
      return { states: own, isConvention: false };
    const apis = linked.resolve.origins(node).flatMap((o) => (o.kind === 'api' && o.api.states.length ? [o.api] : []));
    return {
      states: close(apis.flatMap((a) => [...a.states])),
      isConvention: apis.length > 0 && apis.every((a) => a.package === 'globals' && isNamed(a.states)),
    };
  }
  const isNamed = (states: States): boolean => linked.isConvention(states);

  // A helper that is handed the request by a handler is no entrance of its own: the handler's is.
  function handedOn(node: Node, fn: number, index: number, file: LoadedFile): 'everything' | Set<SourceKind> {
    const own = functionAt(file, fn);
    const none = new Set<SourceKind>();
    if (!own) return none;
    const param = graph.value(node);
    // Neither a library nor a type says what it is: it is an element of the list whose callback this is.
    const isDescribed = linked.usages(fnNode(own)).length > 0 || (param.kind === 'param' && param.type !== undefined);
    if (!isDescribed && linked.callers(fnNode(own)).length === 0) return 'everything';
    const handed = passedAt(graph, linked, own, index);
    if (handed.length > 0 && handed.every(isMade)) return 'everything';
    const others = handed.filter((argument) => argument !== node);
    return new Set(others.flatMap((other) => below(handedStates(other)).sources.map(({ row }) => row.kind)));
  }

  // `load([token].pop())`: what a list gives entered before it was put there.
  function handedStates(node: Node): States {
    const { states } = statesOf(node);
    if (states.length > 0) return states;
    return close(linked.resolve.origins(node).flatMap((o) => (o.kind === 'api' ? [...o.api.states] : [])));
  }

  // `(input: Request | string, init: RequestInit)`: a request that goes out.
  function isFetchLike(fn: number, file: LoadedFile): boolean {
    const params = functionAt(file, fn)?.fact.params ?? [];
    return params.some((id) => {
      const param = file.facts.values[id];
      return param?.kind === 'param' && param.type?.name === 'RequestInit';
    });
  }

  // `new Request(…)`: the program's own, whatever the type says.
  function isMade(node: Node): boolean {
    const value = graph.value(node);
    if (value.kind === 'variable')
      return value.values.length > 0 && value.values.every((id) => isMade(graph.sibling(node, id)));
    return value.kind === 'call' && value.isNew === true;
  }

  // `c.req.header('user-agent')`: without a name it gives all headers, with one that one.
  function isOne(node: Node): boolean {
    const value = graph.value(node);
    if (value.kind !== 'call' || value.args.length === 0) return false;
    const found = linked.resolve.origins(graph.sibling(node, value.callee));
    return found.some((o) => o.kind === 'api' && o.api.states.some((s) => s.withArguments.length > 0));
  }

  // `vault.getSecret('cloud-type')`
  function isPlain(node: Node, { args: [first] }: Value & { kind: 'call' }): boolean {
    const name = first && linked.resolve.text(graph.sibling(node, first.value));
    return name !== undefined && isPlainName(name);
  }

  // Of arguments that a schema checks before the handler sees them, those remain that can be any text.
  function narrowed(node: Node, { path, row }: { path: FieldPath; row: SourceRow }): FieldPath[] {
    const isOfTool = row.deep && row.kind === 'tool-argument';
    const isDeep = isOfTool && headOfDeep(path) !== undefined && graph.value(node).kind === 'param';
    const free = isDeep ? freePaths(node) : undefined;
    // `({ context }) => …`: some libraries hand the arguments over in a field.
    const at = (field: FieldPath): FieldPath => (path === everything ? field : (under(headOf(path), field) ?? field));
    return free?.map(at) ?? [path];
  }

  for (const file of files) {
    checkpoint?.();
    visitValues(file.facts, ['param', 'call', 'this', 'global', 'member', 'element', 'literal'], (value, id) => {
      if (isSecretVariable(file, id, value))
        found.seeds.push({ node: nodeOf(file, id), path: itself, row: environmentSecret, isConvention: false });
      if (value.kind === 'literal' && typeof value.value === 'string' && isMixed(value.value) && isRandom(value.value))
        found.seeds.push({ node: nodeOf(file, id), path: itself, row: randomText, isConvention: false });
      const made = value.kind === 'call' ? madeHere(nodeOf(file, id)) : undefined;
      if (made) found.seeds.push({ node: nodeOf(file, id), path: itself, row: made, isConvention: false });
      for (const s of listed(file, id, value)) found.seeds.push({ node: nodeOf(file, id), ...s, isConvention: false });
      if (value.kind !== 'param' && value.kind !== 'call' && value.kind !== 'this' && value.kind !== 'global') return;
      // What `new` makes is the program's own: no entrance, whatever its type.
      if (value.kind === 'call' && value.isNew) return;
      const node = nodeOf(file, id);
      // What a function of the project returns entered somewhere inside it.
      if (value.kind === 'call' && linked.targets(node).functions.length > 0) return;
      const { states, isConvention } =
        value.kind === 'this' ? { states: linked.thisStates(node), isConvention: false } : statesOf(node);
      if (value.kind === 'param' && value.type) {
        for (const s of fieldsOf(node, value.fn, file)) found.seeds.push({ node, ...s, isConvention: false });
      }
      if (value.kind === 'call') namedElsewhere(node, value);
      if (states.length === 0) return;
      const { sources, channels } = below(states);
      for (const c of channels) if (isOutlet(node, value, c.name)) found.channels.push({ ...c, node });
      if (sources.length === 0 || (value.kind === 'param' && isFetchLike(value.fn, file))) return;
      const isHanded = value.kind === 'param' && !isConvention && value.injected === undefined;
      const elsewhere = isHanded && handedOn(node, value.fn, value.index, file);
      for (const s of sources) {
        // `message.tool_calls.map(async (call) => …)`: nothing entered before, as no path says what the list holds.
        if (elsewhere === 'everything' && s.row.kind !== 'tool-argument') continue;
        if (elsewhere && elsewhere !== 'everything' && elsewhere.has(s.row.kind)) continue;
        if (s.row.kind === 'secret' && value.kind === 'call' && (isPlain(node, value) || isRemade(graph, node)))
          continue;
        if (s.row.kind === 'inbound-token' && s.path !== itself && isOne(injectedBy(node) ?? node)) continue;
        // A handler is given the context first only where its tool takes nothing.
        if (s.row.kind !== 'tool-argument' && s.path !== itself && isInput(node)) continue;
        if (s.row.amid && !holds(file, s.row.amid)) continue;
        for (const path of narrowed(node, s)) found.seeds.push({ node, path, row: s.row, isConvention });
      }
    });
  }
  return found;
}
