/** One step forward of a followed value: what each kind of use makes of it, and the hop that a person is shown. */
import type { Place } from '../../finding.ts';
import type { createCalls } from './calls.ts';
import {
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
import { shownField, startsWithOneOf, taken, under } from '../field-path.ts';
import { isDescent } from './descents.ts';
import { createFieldLoops } from './field-loops.ts';
import { type Fn, fnNode, functionAt, type Node, nodeOf } from '../graph.ts';
import { isInQuery, standsFirst } from './head.ts';
import { createLoopNames } from './loop-names.ts';
import type { createNamedReads } from './named-reads.ts';
import { isPutOver } from './overwrites.ts';
import type { ThisGroups } from './this-groups.ts';
import { bare, type Hop, nameOf, type Tracked } from './tracked.ts';
import type { Use } from './uses.ts';
import type { Walk } from './walk.ts';

interface ForwardInput {
  walk: Walk;
  calls: ReturnType<typeof createCalls>;
  named: ReturnType<typeof createNamedReads>;
  groupsOf(node: Node): ThisGroups;
  leave(state: Tracked, to: 'return', path: FieldPath, fn: Fn, hop: Hop): void;
}

/** Returns the step that puts what becomes of a followed value at one of its uses on the walk. */
export function createForward({ walk, calls, named, groupsOf, leave }: ForwardInput) {
  const { graph, linked } = walk;
  const loops = createFieldLoops(walk);
  const nameInLoop = createLoopNames(graph, linked.resolve);

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
        if (isOfField(path) && isDescent(graph, linked.resolve, at(use.to))) return;
        return walk.add({ entry, node: at(use.to), path }, state, kept(state, use));
      case 'derive':
        if (isItself(path) || isInQuery(graph, state.node, path))
          walk.add({ entry, node: at(use.to), path: isItself(path) ? path : itself }, state, {
            at: graph.place(at(use.to)),
            note: 'becomes part of this text',
            isPart: true,
            ...(isItself(path) && standsFirst(graph, state.node, at(use.to)) ? {} : { isTail: true }),
          });
        return;
      case 'put': {
        const name = keyName(state, use.name, use.key);
        const given = use.isGetter ? taken(path, called) : path;
        const isGone = given === undefined || isPutOver(graph, linked, at(use.to), use.end, name);
        const next = isGone ? undefined : under(name, given);
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
        const hop = { at: spot(state, use.start, use.end), note, ...bare(path) };
        intoSetter(state, at(use.base), name, hop);
        return walk.add({ entry, node: at(use.base), path: next, isMutation: true }, state, hop);
      }
      case 'take': {
        calls.getter(state, at(use.to));
        // `url.href` holds what was put into `url.searchParams`.
        if (use.name === 'href' && headOf(path) === 'searchParams')
          return walk.add({ entry, node: at(use.to), path }, state);
        const name = use.name ?? (use.key === undefined ? element : keyName(state, undefined, use.key));
        const rest = taken(path, name);
        if (rest === undefined) return unnamed(state, use.key, at(use.to), use.name);
        const guessed = headOf(path) === element && name !== element ? { guessed: name } : {};
        const hop =
          isItself(rest) && use.name
            ? { at: graph.place(at(use.to)), note: `read from \`${use.name}\``, isTaken: true as const, ...guessed }
            : undefined;
        return walk.add({ entry, node: at(use.to), path: rest }, state, hop);
      }
      case 'name':
        if (headOf(path) !== everything) return;
        return walk.add({ entry, node: at(use.to), path: itself }, nameOf(state, graph.place(at(use.to))));
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
        // A constructor that reads no `this`, and that only a framework calls, leaves the value to the other methods.
        if (fn && (walk.thisOf(fn).length > 0 || linked.callers(fnNode(fn)).length > 0))
          return walk.storeOnThis(fn, next, state, hop);
        for (const group of groupsOf(state.node).ofClass(use.cls)) {
          walk.add({ entry, node: at(group.canonical), path: next, isMutation: true }, state, hop);
        }
        return;
      }
      case 'key':
      case 'operand':
      case 'test':
        return;
    }
  }

  // An element of a list may be reached by a number that nobody knows.
  function isOfField(path: FieldPath): boolean {
    const head = headOf(path);
    return !isItself(path) && head !== everything && head !== element && !isIndex(head);
  }

  // Nobody calls a setter: what it keeps is seen by the other methods of its class.
  function intoSetter(state: Tracked, base: Node, name: string, hop: Hop): void {
    const fn = linked.setter(base, name);
    const [param] = fn?.fact.params ?? [];
    if (fn && param !== undefined)
      walk.add({ entry: state.entry, node: nodeOf(fn.file, param), path: state.path }, state, hop);
  }

  // `fields[name]`, and each of the fields in a loop over them.
  function unnamed(state: Tracked, key: number | undefined, to: Node, name: string | undefined): void {
    if (key !== undefined) {
      loops.indexed(state, graph.sibling(state.node, key), to);
      named.readByName(state, graph.sibling(state.node, key), to);
    }
    if (key === undefined && name === undefined) loops.pair(state, to);
  }

  function kept(state: Tracked, use: Use & { kind: 'copy' }): Hop | undefined {
    const to = graph.value(graph.sibling(state.node, use.to));
    if (!use.at || to.kind !== 'variable') return undefined;
    return { at: spot(state, use.at.start, use.at.end), note: `kept in \`${to.name}\``, ...bare(state.path) };
  }

  function keyName(state: Tracked, name: string | undefined, key: number | undefined): string {
    if (name !== undefined) return name;
    if (key === undefined) return element;
    const at = graph.sibling(state.node, key);
    return linked.resolve.key(at) ?? nameInLoop(state, at) ?? element;
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
    ofStaticGetter(state, path, fn, hop);
    calls.callbackReturn({ ...state, path }, fn, hop);
    // A closure carries what it returns: whoever calls the function value later gets it.
    if (!state.entry.fn || state.entry.fn.file !== fn.file || state.entry.fn.id !== fn.id) {
      const next = under(called, path);
      if (next !== undefined) walk.add({ entry: state.entry, node: fnNode(fn), path: next }, state, hop);
    }
  }

  // Nobody calls a getter: what a static one gives is a field of its class.
  function ofStaticGetter(state: Tracked, path: FieldPath, fn: Fn, hop: Hop): void {
    const cls = fn.fact.isStatic ? fn.file.facts.classes[fn.fact.cls ?? -1] : undefined;
    const member = cls?.members.find((m) => m.kind === 'getter' && m.fn === fn.id);
    const next = member && under(member.name, path);
    if (cls && next !== undefined)
      walk.add({ entry: state.entry, node: nodeOf(fn.file, cls.value), path: next }, state, hop);
  }

  return forward;
}
