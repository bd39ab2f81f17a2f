/** Variables, entries and clients that outlive a request although they hold what belongs to its caller. */
import { valuesOf } from '../../facts/by-kind.ts';
import { peel } from '../../facts/backward.ts';
import type { Value } from '../../facts/facts.ts';
import type { Endpoint, FunctionRef, SharedIdentity } from '../../context.ts';
import { type Brought, createBrought, type Entrance } from './brought.ts';
import { isEnvironment } from '../evaluate/environment.ts';
import type { Functions } from './functions.ts';
import { type Fn, fnNode, type Graph, isInside, type LoadedFile, type Node, nodeOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';

interface SharedIdentitiesInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
  endpoints(): Endpoint[];
  isShared(fn: Fn, base: Node, served: (fn: Fn) => boolean): boolean;
  isTest(path: string): boolean;
}

type Variable = Extract<Value, { kind: 'variable' }>;

const identity =
  /(?:token|user|session|auth|credential|identity|account|tenant|api_?key|principal|email)(?:_?(?:id|info|data|context|header))?$/i;
const making = /^(?:init|connect|create\w*|make\w*|build\w*|from\w*|get\w*Client)$/;

/** Answers where one caller's identity is kept for the others. */
export function createSharedIdentities(input: SharedIdentitiesInput) {
  const { graph, linked, functions, endpoints, isShared, isTest } = input;

  function within(refs: readonly FunctionRef[]): Fn[] {
    const all = new Map(refs.flatMap((ref) => functions.reach(ref)).map((ref) => [ref.id, ref]));
    return [...all.values()].flatMap((ref) => functions.fnOf(ref) ?? []);
  }

  // What is handed a request: handlers, the checks before them, tools, and what hears a chat.
  function entrances(): { by: ReadonlyMap<Node, Entrance>; asked: FunctionRef[]; doors: FunctionRef[] } {
    const by = new Map<Node, Entrance>();
    const all = endpoints();
    const behind = (wanted: boolean): FunctionRef[] =>
      all
        .filter(({ protocol }) => (protocol === 'http') === wanted)
        .flatMap(({ handlers, gates }) => [...handlers, ...gates.flatMap(({ fn }) => fn ?? [])]);
    const of = (role: 'tool-handler' | 'token-verifier' | 'message-handler'): FunctionRef[] =>
      functions.functions(role).map(({ fn }) => fn);
    const groups: [Entrance, FunctionRef[]][] = [
      ['http', behind(true)],
      ['chat', of('message-handler')],
      ['agent', [...behind(false), ...of('tool-handler'), ...of('token-verifier')]],
    ];
    for (const [from, refs] of groups) for (const { id } of refs) by.set(id, from);
    return {
      by,
      asked: groups.flatMap(([, refs]) => refs),
      doors: [...behind(true), ...behind(false), ...of('message-handler')],
    };
  }

  /** Variables of modules that a request tells who is calling. */
  function sharedIdentities(): SharedIdentity[] {
    const { by, asked, doors } = entrances();
    const brought = createBrought({ graph, linked, entered: (fn) => by.get(fn) });
    const served = new Set(within(doors).map(fnNode));
    const isServed = (fn: Fn): boolean => served.has(fnNode(fn));
    const variables = new Map<LoadedFile, Variable[]>();
    const found = within(asked).filter((fn) => !isTest(fn.file.path));
    return found.flatMap((fn) => {
      const { facts, path } = fn.file;
      const told = (
        name: string,
        id: number,
        at: { start: number; end: number },
        least: Brought,
        kind: SharedIdentity['kind'],
      ): SharedIdentity[] => {
        const { brought: what, from } = brought.of(fn, id) ?? {};
        if (what === undefined || from === undefined || (least === 'secret' && what !== 'secret')) return [];
        const one: SharedIdentity = {
          kind,
          at: { file: path, start: at.start, end: at.end },
          name,
          fn: functions.refOf(fn),
        };
        return [from === 'agent' ? one : { ...one, isBesideAgents: true }];
      };
      if (!variables.has(fn.file))
        variables.set(
          fn.file,
          valuesOf(facts, 'variable').flatMap(([v]) => (v.owner < 0 ? [v] : [])),
        );
      const kept = (variables.get(fn.file) ?? []).flatMap((variable) => {
        if (variable.isConst || isCompared(fn)) return [];
        return (variable.outer ?? []).flatMap((given) => {
          if (!isInside(fn, given)) return [];
          if (identity.test(variable.name)) return told(variable.name, given.value, given, 'part', 'variable');
          return isClient(fn, given.value) ? told(variable.name, given.value, given, 'secret', 'client') : [];
        });
      });
      const stores = facts.stores.flatMap((s): SharedIdentity[] => {
        const isOf = s.name !== undefined && identity.test(s.name);
        if (!isInside(fn, s) || s.name === undefined || (!isOf && !isClient(fn, s.value))) return [];
        const base = nodeOf(fn.file, s.base);
        if (!isGlobal(base) && !(isServed(fn) && isShared(fn, base, isServed))) return [];
        return isOf ? told(s.name, s.value, s, 'part', 'variable') : told(s.name, s.value, s, 'secret', 'client');
      });
      // `tokens.set('graph', token)`
      const entries = valuesOf(facts, 'call').flatMap(([call]): SharedIdentity[] => {
        const callee = facts.values[call.callee];
        const [key, value] = call.args;
        if (!isInside(fn, call) || callee?.kind !== 'member' || callee.name !== 'set' || !key || !value) return [];
        const map = facts.values[peel(facts.values, callee.base)];
        if (map?.kind !== 'variable' && map?.kind !== 'call') return [];
        const isKept = map.owner < 0 && mapOf(facts.values, map);
        return isKept && brought.isFixed(fn, key.value)
          ? told(nameOf(facts.values, callee.base), value.value, call, 'secret', 'entry')
          : [];
      });
      return [...kept, ...stores, ...entries];
    });
  }

  // `process.env`, `globalThis`
  function isGlobal(node: Node): boolean {
    const value = graph.value(peeled(graph, node));
    return isEnvironment(graph, node) || (value.kind === 'global' && /^(?:globalThis|global)$/.test(value.name));
  }

  return { sharedIdentities };
}

/** `new Client(token)`, `Client.init({ token })` */
function isClient({ file: { facts } }: { file: Pick<LoadedFile, 'facts'> }, value: number): boolean {
  const made = facts.values[peel(facts.values, value)];
  // `client ??= new Client(token)`
  if (made?.kind === 'logical') return isClient({ file: { facts } }, made.right);
  if (made?.kind !== 'call') return false;
  const callee = facts.values[made.callee];
  const name = callee?.kind === 'member' || callee?.kind === 'import' ? callee.name : '';
  return made.isNew === true || making.test(name);
}

/** A single entry that is made anew when somebody else comes: `if (token !== last) { client = new Client(token); last = token; }`. */
function isCompared(fn: Fn): boolean {
  const { values } = fn.file.facts;
  const isOf = (id: number, isModule: boolean): boolean => {
    const value = values[peel(values, id)];
    if (isModule) return value?.kind === 'variable' && value.owner < 0 && value.isConst !== true;
    return value?.kind === 'param' || value?.kind === 'variable' || value?.kind === 'member';
  };
  return valuesOf(fn.file.facts, 'binary').some(
    ([b]) =>
      isInside(fn, b) &&
      /^[!=]==?$/.test(b.op) &&
      ((isOf(b.left, true) && isOf(b.right, false)) || (isOf(b.right, true) && isOf(b.left, false))),
  );
}

function mapOf(values: readonly Value[], map: Value): boolean {
  const made = map.kind === 'variable' ? map.values.map((id) => values[peel(values, id)]) : [map];
  return made.length > 0 && made.every((one) => one?.kind === 'call' && one.isNew === true);
}

function nameOf(values: readonly Value[], id: number): string {
  const value = values[id];
  return value?.kind === 'variable' ? value.name : 'this store';
}
