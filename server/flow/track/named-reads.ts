/** A tracked field that is read by a name which a call passes: the value comes back only to who passes its name. */
import { calledWith, createAccessors, type NamedBy, type Wanted, wantedIn } from './accessors.ts';
import type { createCalls } from './calls.ts';
import { called, element, everything, type FieldPath, headOf, isIndex, isItself } from '../field-path.ts';
import { type Fn, fnNode, type Node } from '../graph.ts';
import type { ExitPoint, Hop, Tracked } from './tracked.ts';
import type { Walk } from './walk.ts';

interface NamedReadsInput {
  walk: Walk;
  calls: ReturnType<typeof createCalls>;
  leave(state: Tracked, to: 'return', path: FieldPath, fn: Fn, hop: Hop, wanted: Wanted): void;
}

/** Returns the steps of the walk that wait for a name. */
export function createNamedReads({ walk, calls, leave }: NamedReadsInput) {
  const { graph, linked } = walk;
  const accessors = createAccessors(graph, linked);

  /** Replays an exit at a call, when the call passes what the exit waits for. */
  function comeBack(exit: ExitPoint, call: Node, from: Tracked, isOpen = false): void {
    const passed = exit.wanted ? accessors.passes(call, exit.wanted) : true;
    if (passed === true) calls.comeBack(exit, call, from, isOpen);
    else if (passed && exit.wanted)
      giveByName({ ...from, node: call, previous: exit.state }, passed, exit.wanted.name, exit.path);
  }

  // `headers[name]`, where a parameter says the name: who passes the name of the tracked field gets it.
  function readByName(state: Tracked, key: Node, to: Node): void {
    const head = headOf(state.path);
    if (isItself(state.path) || head === called || head === element || head === everything || isIndex(head)) return;
    const named = accessors.namedBy(key);
    if (named) giveByName({ ...state, node: to, previous: state }, named, head, state.path.slice(head.length + 1));
  }

  function giveByName(state: Tracked, { fn, index }: NamedBy, name: string, path: FieldPath): void {
    if (!accessors.isReturned(state.node, fn)) return;
    const wanted = { index, name };
    const hop = { at: graph.place(state.node), note: `read by the name \`${name}\``, isReturn: true as const };
    leave(state, 'return', path, fn, hop, wanted);
    if (state.entry.fn?.file === fn.file && state.entry.fn.id === fn.id) return;
    const next = calledWith(wanted, path);
    if (next !== undefined) walk.add({ entry: state.entry, node: fnNode(fn), path: next }, state, hop);
  }

  // A function that was called before it is known what it is called with: `ctx.header('authorization')`.
  function callWithName(state: Tracked, call: Node): void {
    const head = headOf(state.path);
    const wanted = wantedIn(head);
    const passed = wanted && accessors.passes(call, wanted);
    if (!wanted || !passed) return;
    const rest = state.path.slice(head.length + 1);
    if (passed !== true) giveByName({ ...state, node: call, previous: state }, passed, wanted.name, rest);
    else {
      const hop = { at: graph.place(call), note: `read by the name \`${wanted.name}\`` };
      walk.add({ entry: state.entry, node: call, path: rest }, state, hop);
    }
  }

  return { comeBack, readByName, callWithName };
}
