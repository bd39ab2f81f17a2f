/** What a library does with a tracked value: carries it on, keeps it for later, or is the sink. */
import type { Place } from '../../finding.ts';
import type { State } from '../../models/catalog.ts';
import type { PathToken } from '../../models/model.ts';
import { close, matchesIndex, none, type States, step, stepMember } from '../../models/states.ts';
import { createChannels } from './channels.ts';
import {
  beyond,
  called,
  element,
  everything,
  type FieldPath,
  headOf,
  isIndex,
  isItself,
  itself,
  reordered,
} from '../field-path.ts';
import { createFieldLoops } from './field-loops.ts';
import { type Node, nodeOf } from '../graph.ts';
import { isHarmless, shownBy } from '../arrivals/masking.ts';
import { createLoopNames } from './loop-names.ts';
import { createRowPaths } from './row-paths.ts';
import type { Walk } from './walk.ts';
import { nameOf, type Tracked } from './tracked.ts';

const maxFields = 4;
// Nothing, or only what calls give and everything.
const whole = /^(?:(?:\(\)|\*)(?:\/|$))*$/;

/** The states and those of all fields below them. */
function withMembers(states: States): State[] {
  const all = new Set<State>(states);
  let border: readonly State[] = states;
  for (let depth = 0; depth < maxFields && border.length > 0; depth++) {
    border = close(border.flatMap((s) => [...s.members.values(), ...(s.anyMember ? [s.anyMember] : [])])).filter(
      (s) => !all.has(s),
    );
    for (const state of border) all.add(state);
  }
  return [...all];
}

/** Returns the steps of the walk that rows of the models describe. */
export function createLibrary(walk: Walk) {
  const { graph, linked, catalog } = walk;
  const { resolve } = linked;
  const loops = createFieldLoops(walk);
  const { inputOf, keyText, prefix, argumentNodes } = createRowPaths(graph, resolve);
  const nameInLoop = createLoopNames(graph, resolve);
  const anyRoot = catalog.root('any');
  const anyStates: States = anyRoot ? close([anyRoot]) : none;
  const { channelIn, openChannel } = createChannels(walk);

  // Methods of strings, arrays, Maps and promises, by name, where nothing better is known of the receiver.
  function anyMethod(state: Tracked, call: Node, index: number | 'this', path: FieldPath): void {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    if (callee?.kind !== 'member') return;
    if (index === 'this' && callee.name === 'get') byName({ ...state, path }, call);
    if (index === 'this' && callee.name === 'forEach') loops.each({ ...state, path }, call);
    if (index === 'this' && callee.name === 'filter') loops.kept({ ...state, path }, call);
    if (index === 'this' && callee.name === 'find') loops.found({ ...state, path }, call);
    const shown = index === 'this' && isItself(path) ? shownBy(graph, call, callee.name) : undefined;
    if (shown !== undefined && isHarmless(shown)) return;
    carry(
      shown === undefined ? state : excerpt(state, call, shown),
      call,
      stepMember(anyStates, callee.name),
      index,
      path,
    );
  }

  // `headers.get(name)`
  function byName(state: Tracked, call: Node): void {
    const value = graph.value(call);
    const [key] = value.kind === 'call' ? value.args : [];
    if (key && !key.isSpread && keyText(call, 0) === undefined)
      walk.readByName(state, graph.sibling(call, key.value), call);
  }

  function asTail(state: Tracked, call: Node): Tracked {
    const hop = { at: graph.place(call), note: 'becomes part of this', isPart: true as const, isTail: true as const };
    return { ...state, previous: state, hop };
  }

  function excerpt(state: Tracked, call: Node, shown: number): Tracked {
    const hop = { at: graph.place(call), note: `${shown} characters of it`, shown };
    return { ...state, previous: state, hop };
  }

  function sinksAt(state: Tracked, states: States, path: FieldPath, at: Place, call: Node | undefined): void {
    let here = states;
    for (let rest = path; here.length > 0; rest = beyond(rest) ?? itself) {
      const name = headOf(rest);
      if (name === everything) here = close(withMembers(here));
      const isHere = whole.test(rest);
      if (isHere || name !== called) arriveAt(state, here, at, call, !isHere);
      if (rest === itself || name === everything) return;
      if (name === called) {
        const result = step(here, 'return');
        here = result.length ? result : here;
      } else
        here =
          name === element
            ? close(here.flatMap((s) => [...s.members.values(), ...(s.element ? [s.element] : [])]))
            : isIndex(name)
              ? close([...stepMember(here, name), ...step(here, 'element')])
              : stepMember(here, name);
    }
  }

  function arriveAt(state: Tracked, states: States, at: Place, call: Node | undefined, isInside: boolean): void {
    const where = call === undefined ? {} : { call };
    for (const { sinks } of states)
      for (const { row, ...options } of sinks)
        if (!isInside || row.deep) walk.arrive({ row, state, at, ...where, ...options });
  }

  // Applies every row whose input is this argument (or the receiver); true when one did.
  function carry(state: Tracked, call: Node, states: States, index: number | 'this', path: FieldPath): boolean {
    let isCarried = false;
    for (const s of states) {
      for (const row of s.propagators) {
        const rest = inputOf(row, call, index, path);
        if (rest === undefined) continue;
        if (row.row.names) {
          const named = headOf(rest) === everything ? nameOf(state, graph.place(call)) : undefined;
          isCarried = (named && deliver(named, call, row.to, itself)) || isCarried;
          continue;
        }
        // The list as a whole goes on, in an order that may be another: `slice`, `sort`, `flat`.
        const isSameOrder =
          row.from.length > 1 || row.to.length > 1 || row.to[0]?.kind !== 'return' || index !== 'this';
        const paths = walk.freeFields(call, row.row, rest) ?? [isSameOrder ? rest : reordered(rest)];
        const from = row.row.tail ? asTail(state, call) : state;
        for (const next of paths) isCarried = deliver(from, call, row.to, next) || isCarried;
      }
    }
    return isCarried;
  }

  function deliver(state: Tracked, call: Node, to: PathToken[], path: FieldPath): boolean {
    const [head, ...tokens] = to;
    const value = graph.value(call);
    if (!head || value.kind !== 'call') return false;
    if (head.kind === 'argument' && tokens[0]?.kind === 'parameter')
      return intoCallback(state, call, head, tokens, path);
    const full = prefix(tokens, call, path, (key) => nameInLoop(state, key));
    if (full === undefined) return false;
    const { entry } = state;
    if (head.kind === 'return' || head.kind === 'instance') walk.add({ entry, node: call, path: full }, state);
    else if (head.kind === 'argument') {
      for (const node of argumentNodes(call, head))
        walk.add({ entry, node, path: full, isMutation: true }, state, { at: graph.place(call), note: 'kept here' });
    }
    return true;
  }

  function intoCallback(
    state: Tracked,
    call: Node,
    head: PathToken & { kind: 'argument' },
    tokens: PathToken[],
    path: FieldPath,
  ): boolean {
    const [parameter, ...rest] = tokens;
    const full = prefix(rest, call, path);
    if (parameter?.kind !== 'parameter' || full === undefined) return false;
    for (const arg of argumentNodes(call, head)) {
      for (const origin of resolve.origins(arg)) {
        if (origin.kind !== 'function') continue;
        origin.fn.fact.params.forEach((id, i) => {
          if (matchesIndex(parameter.index, i, origin.fn.fact.params.length))
            walk.add({ entry: state.entry, node: nodeOf(origin.fn.file, id), path: full }, state);
        });
      }
    }
    return true;
  }

  /** The changed object belongs to a library: the change may be a sink or enter a channel. */
  function mutatedApi(state: Tracked): void {
    const states = close(
      resolve.origins(state.node).flatMap((o): readonly State[] => (o.kind === 'api' ? o.api.states : [])),
    );
    if (states.length === 0) return;
    sinksAt(state, states, state.path, placeOfChange(state), undefined);
    channelIn(state, states, state.path);
  }

  // The store that began the change; the object's other names are where it arrives, not where it was written.
  function placeOfChange(state: Tracked): Place {
    let at: Tracked | undefined = state;
    while (at?.isMutation && !at.hop && at.previous?.isMutation) at = at.previous;
    return at?.hop?.at ?? graph.place(state.node);
  }

  /** The changed object came out of a call: go back into the object it came from. */
  function mutatedResult(state: Tracked): void {
    const value = graph.value(state.node);
    if (value.kind !== 'call') return;
    const { functions, apis } = linked.targets(state.node);
    for (const fn of functions) {
      if (value.isNew) continue;
      for (const r of fn.fact.returns)
        walk.add({ entry: state.entry, node: nodeOf(fn.file, r.value), path: state.path, isMutation: true }, state);
    }
    for (const api of apis) {
      for (const s of api.states) {
        for (const row of s.propagators) {
          const [head, ...tokens] = row.from;
          if (row.to.length !== 1 || row.to[0]?.kind !== 'return' || head?.kind !== 'argument') continue;
          const full = prefix(tokens, state.node, state.path);
          if (full === undefined) continue;
          for (const node of argumentNodes(state.node, head))
            walk.add({ entry: state.entry, node, path: full, isMutation: true }, state);
        }
      }
    }
  }

  return {
    anyMethod,
    sinksAt,
    carry,
    channelIn,
    mutatedApi,
    mutatedResult,
    openChannel,
  };
}
