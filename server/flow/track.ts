/**
 * Follows values forward through the whole program. A function is entered once per parameter and field path, whoever
 * calls it, and what it does is replayed at each call: a value comes back only to the call that sent it (IFDS
 * tabulation; Reps, Horwitz, Sagiv 1995).
 */
import type { Place } from '../finding.ts';
import type { Catalog } from '../models/catalog.ts';
import type { Wanted } from './accessors.ts';
import { createCalls } from './calls.ts';
import {
  called,
  element,
  type FieldPath,
  isIndex,
  isItself,
  reordered,
  shownField,
  startsWithOneOf,
  taken,
  under,
} from './field-path.ts';
import { createFieldLoops } from './field-loops.ts';
import { type Fn, fnNode, functionAt, type Graph, idOf, type Node, nodeOf } from './graph.ts';
import type { Linked } from './links.ts';
import { createMutations } from './mutations.ts';
import { createNamedReads } from './named-reads.ts';
import { beginning, isPutOver, type Overwrites, overwritesOf } from './overwrites.ts';
import { bare, type Entry, type Hop, type Seed, type Tracked } from './tracked.ts';
import { standsFirst } from './head.ts';
import { type ThisGroups, thisGroups } from './this-groups.ts';
import type { Use } from './uses.ts';
import type { Tracking, TrackOptions, Walk } from './walk.ts';
import { gather } from '../gather.ts';

const maxStates = 400_000;

/** Walks from all seeds at once; the result depends on the order of seeds only, not on timing. */
export function track(graph: Graph, linked: Linked, catalog: Catalog, seeds: Seed[], options: TrackOptions): Tracking {
  const groupsByFile = new Map<number, ThisGroups>();
  const overwritesByFile = new Map<number, Overwrites>();
  const entries = new Map<FieldPath, Map<Node, Entry[]>>();
  // By entry.
  const visited: Map<string, Set<Node>>[] = [];
  let visitedCount = 0;
  const work: Tracked[] = [];
  const roots: Entry[] = [];
  let entryCount = 0;
  const limit = options.maxStates ?? maxStates;
  let isCut = false;

  const groupsOf = (node: Node): ThisGroups => {
    const file = graph.fileOf(node);
    let groups = groupsByFile.get(file.no);
    if (!groups) groupsByFile.set(file.no, (groups = thisGroups(file.facts)));
    return groups;
  };
  const newEntry = (node: Node, path: FieldPath, isMutation: boolean, extra: { fn?: Fn; seed?: Seed }): Entry => {
    const entry: Entry = {
      id: entryCount++,
      ...extra,
      start: undefined as unknown as Tracked,
      incoming: [],
      exits: [],
      arrivals: [],
      looks: [],
      calls: [],
    };
    // The start state names its entry and the entry its start: one of the two must be set after the other.
    entry.start = { entry, node, path, isMutation };
    mark(entry.id, node, path, isMutation);
    work.push(entry.start);
    return entry;
  };

  // A change in place is another state of the same value.
  const stateOf = (path: FieldPath, isMutation: boolean): string => (isMutation ? `!${path}` : path);
  const isVisited = (entry: number, node: Node, path: FieldPath, isMutation: boolean): boolean =>
    visited[entry]?.get(stateOf(path, isMutation))?.has(node) === true;

  function mark(entry: number, node: Node, path: FieldPath, isMutation: boolean): void {
    const states = (visited[entry] ??= new Map());
    const state = stateOf(path, isMutation);
    const nodes = states.get(state);
    if (nodes) nodes.add(node);
    else states.set(state, new Set([node]));
    visitedCount++;
  }

  // Methods of one class share the node of their `this`.
  function entryOf(fn: Fn, node: Node, path: FieldPath): Entry {
    const byNode = entries.get(path) ?? new Map<Node, Entry[]>();
    entries.set(path, byNode);
    const known = byNode.get(node)?.find((entry) => entry.fn?.file === fn.file && entry.fn.id === fn.id);
    if (known) return known;
    linked.link([fn.file]);
    const entry = newEntry(node, path, false, { fn });
    gather(byNode, node, entry);
    return entry;
  }

  const walk: Walk = {
    graph,
    linked,
    catalog,
    add({ entry, node, path, isMutation = false }, previous, hop, through) {
      const at = graph.value(node).kind === 'this' ? graph.sibling(node, groupsOf(node).canonical(idOf(node))) : node;
      if (isVisited(entry.id, at, path, isMutation)) return;
      if (visitedCount > limit) {
        isCut = true;
        return;
      }
      mark(entry.id, at, path, isMutation);
      const state: Tracked = { entry, node: at, path, isMutation, previous };
      if (hop) state.hop = hop;
      if (through) state.through = through;
      work.push(state);
    },
    enter(fn, node, from, call, hop, path) {
      const entry = entryOf(fn, node, path);
      const at: Tracked = {
        entry: from.entry,
        node: from.node,
        path: from.path,
        isMutation: from.isMutation,
        previous: from,
        hop,
      };
      entry.incoming.push({ call, from: at });
      from.entry.calls.push({ to: entry, from: at });
      for (const exit of entry.exits) named.comeBack(exit, call, at);
    },
    arrive(arrival) {
      arrival.state.entry.arrivals.push(arrival);
    },
    thisOf: (fn) =>
      groupsOf(fnNode(fn))
        .within(fn.id)
        .map((id) => nodeOf(fn.file, id)),
    storeOnThis,
    readByName: (state, key, to) => named.readByName(state, key, to),
    freeFields: options.freeFields ?? (() => undefined),
  };
  const calls = createCalls(walk, options.exchangeHelpers);
  for (const out of options.channels) calls.openChannel(out.name, out.node, out.path);

  function leave(
    state: Tracked,
    to: 'return' | 'this' | number,
    path: FieldPath,
    fn: Fn,
    hop?: Hop,
    wanted?: Wanted,
  ): void {
    const at: Tracked = { ...state, previous: state };
    if (hop) at.hop = hop;
    const exit = { to, path, state: at, ...(wanted ? { wanted } : {}) };
    const { entry } = state;
    if (entry.fn && entry.fn.file === fn.file && entry.fn.id === fn.id) {
      entry.exits.push(exit);
      for (const { call, from } of entry.incoming) named.comeBack(exit, call, from);
    } else if (entry.seed || to !== 'return') {
      // The walk began inside the function or before it: whoever calls it sees the value.
      for (const call of linked.callers(fnNode(fn))) named.comeBack(exit, call, at, true);
    }
  }

  function storeOnThis(fn: Fn, path: FieldPath, state: Tracked, hop?: Hop): void {
    for (const node of walk.thisOf(fn)) walk.add({ entry: state.entry, node, path, isMutation: true }, state, hop);
    leave(state, 'this', path, fn, hop);
  }

  const named = createNamedReads({ walk, calls, leave });
  const loops = createFieldLoops(walk);
  const mutate = createMutations({ walk, calls, groupsOf, leave });

  function visit(state: Tracked): void {
    if (state.isMutation) mutate(state);
    const value = graph.value(state.node);
    const ids = value.kind === 'this' ? groupsOf(state.node).members(idOf(state.node)) : [idOf(state.node)];
    for (const id of ids) {
      const node = graph.sibling(state.node, id);
      for (const use of linked.usesOf(node)) {
        if (isOverwritten(state, id, use)) continue;
        options.observe?.(state, use);
        forward(state, use);
      }
    }
    for (const importer of linked.importers(state.node))
      walk.add({ entry: state.entry, node: importer, path: state.path }, state);
  }

  // What came by way of a call may have been written at any time: only what stands here, with its place, is judged.
  function isOverwritten(state: Tracked, id: number, use: Use): boolean {
    if (state.path === '' || (state.isMutation && !state.hop)) return false;
    const file = graph.fileOf(state.node);
    let overwrites = overwritesByFile.get(file.no);
    if (!overwrites) overwritesByFile.set(file.no, (overwrites = overwritesOf(file.facts)));
    const hop = state.hop ?? state.previous?.hop;
    const from = hop?.at.file === file.path ? hop.at.start : beginning(file.facts.values, idOf(state.node));
    return overwrites.cuts(id, state.path, from, use);
  }

  const spot = (state: Tracked, start: number, end: number): Place => ({
    file: graph.fileOf(state.node).path,
    start,
    end,
  });

  function forward(state: Tracked, use: Use): void {
    const { entry, path } = state;
    const at = (id: number): Node => graph.sibling(state.node, id);
    switch (use.kind) {
      case 'copy':
        return walk.add({ entry, node: at(use.to), path }, state, kept(state, use));
      case 'derive':
        if (isItself(path))
          walk.add({ entry, node: at(use.to), path }, state, {
            at: graph.place(at(use.to)),
            note: 'becomes part of this text',
            isPart: true,
            ...(standsFirst(graph, state.node, at(use.to)) ? {} : { isTail: true }),
          });
        return;
      case 'put': {
        const name = keyName(state, use.name, use.key);
        const next = isPutOver(graph, linked, graph.sibling(state.node, use.to), use.end, name)
          ? undefined
          : under(name, path);
        const hop = {
          at: spot(state, use.start, use.end),
          note: name === element || isIndex(name) ? 'becomes an element' : `put under ${shownField(name)}`,
          ...bare(path),
        };
        if (next !== undefined) walk.add({ entry, node: at(use.to), path: next }, state, hop);
        return;
      }
      case 'store': {
        const name = keyName(state, use.name, use.key);
        const next = under(name, path);
        if (next === undefined) return;
        const note = name === element ? 'stored' : `stored in ${shownField(name)}`;
        return walk.add({ entry, node: at(use.base), path: next, isMutation: true }, state, {
          at: spot(state, use.start, use.end),
          note,
          ...bare(path),
        });
      }
      case 'take': {
        calls.getter(state, at(use.to));
        const name = use.name ?? (use.key === undefined ? element : keyName(state, undefined, use.key));
        const rest = taken(path, name);
        if (rest === undefined) return unnamed(state, use.key, at(use.to), use.name);
        const hop =
          isItself(rest) && use.name ? { at: graph.place(at(use.to)), note: `read from \`${use.name}\`` } : undefined;
        return walk.add({ entry, node: at(use.to), path: rest }, state, hop);
      }
      case 'rest':
        if (path === '' || startsWithOneOf(path, use.omitted)) return;
        return walk.add({ entry, node: at(use.to), path: reordered(path) }, state);
      case 'spread':
        // Whoever writes a credential of its own over the caller's headers does not forward them.
        if (startsWithOneOf(path === '' ? 'authorization' : path, use.replaced)) return;
        return walk.add({ entry, node: at(use.to), path }, state);
      case 'argument':
        return calls.argument(state, at(use.call), use.index, use.isSpread, spot(state, use.start, use.end));
      case 'receiver':
        return calls.receiver(state, at(use.call));
      case 'callee': {
        const rest = taken(path, called);
        if (rest === undefined) return named.callWithName(state, at(use.call));
        return walk.add({ entry, node: at(use.call), path: rest }, state, {
          at: graph.place(at(use.call)),
          note: 'returned by this call',
        });
      }
      case 'return':
        return returns(state, use);
      case 'field': {
        const cls = graph.fileOf(state.node).facts.classes[use.cls];
        const ctor = cls?.members.find((m) => m.kind === 'constructor' && m.fn !== undefined)?.fn;
        const fn = ctor === undefined ? undefined : functionAt(graph.fileOf(state.node), ctor);
        const next = under(use.name, path);
        if (next === undefined || use.isStatic) return;
        const hop = { at: graph.place(state.node), note: `kept in the field \`${use.name}\`` };
        if (fn) return storeOnThis(fn, next, state, hop);
        for (const group of groupsOf(state.node).ofClass(use.cls)) {
          walk.add({ entry, node: at(group.canonical), path: next, isMutation: true }, state, hop);
        }
        return;
      }
      case 'operand':
      case 'test':
        return;
    }
  }

  // `fields[name]`, and each of the fields in a loop over them.
  function unnamed(state: Tracked, key: number | undefined, to: Node, name: string | undefined): void {
    if (key !== undefined) named.readByName(state, graph.sibling(state.node, key), to);
    else if (name === undefined) loops.pair(state, to);
  }

  function kept(state: Tracked, use: Use & { kind: 'copy' }): Hop | undefined {
    const to = graph.value(graph.sibling(state.node, use.to));
    if (!use.at || to.kind !== 'variable') return undefined;
    return { at: spot(state, use.at.start, use.at.end), note: `kept in \`${to.name}\``, ...bare(state.path) };
  }

  function keyName(state: Tracked, name: string | undefined, key: number | undefined): string {
    if (name !== undefined) return name;
    return (key === undefined ? undefined : linked.resolve.key(graph.sibling(state.node, key))) ?? element;
  }

  function returns(state: Tracked, use: Use & { kind: 'return' }): void {
    const fn = functionAt(graph.fileOf(state.node), use.fn);
    if (!fn) return;
    const hop = {
      at: spot(state, use.start, use.end),
      note: fn.fact.name ? `returned from \`${fn.fact.name}\`` : 'returned',
      isReturn: true as const,
      ...bare(use.isYield ? element : state.path),
    };
    const path = use.isYield ? under(element, state.path) : state.path;
    if (path === undefined) return;
    leave(state, 'return', path, fn, hop);
    calls.callbackReturn({ ...state, path }, fn, hop);
    // A closure carries what it returns: whoever calls the function value later gets it.
    if (!state.entry.fn || state.entry.fn.file !== fn.file || state.entry.fn.id !== fn.id) {
      const next = under(called, path);
      if (next !== undefined) walk.add({ entry: state.entry, node: fnNode(fn), path: next }, state, hop);
    }
  }

  for (const seed of seeds) {
    const root = newEntry(seed.node, seed.path, false, { seed });
    roots.push(root);
  }
  for (let state = work.pop(); state; state = work.pop()) {
    options.checkpoint?.();
    // With a limit of its own a walk is given up whole, entries of functions included.
    if (options.maxStates !== undefined && visitedCount > limit) return { roots, isCut: true };
    visit(state);
  }
  return { roots, isCut };
}
