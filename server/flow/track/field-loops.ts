/** Loops over the fields of an object, as over headers: each field passes by, unless the loop looks at its name. */
import type { Facts, Value } from '../../facts/facts.ts';
import { called, element, everything, type FieldPath, headOf, isIndex, isItself, under } from '../field-path.ts';
import { calleeName, idOf, type Node, nodeOf, peeled } from '../graph.ts';
import { createTexts } from '../evaluate/texts.ts';
import { keysOf, listOf, namesOfAll } from './loop-names.ts';
import { createCredentialWords } from './credential-words.ts';
import { createNameTests } from './name-tests.ts';
import type { Tracked } from './tracked.ts';
import type { Walk } from './walk.ts';

const maxDepth = 6;

export interface FieldLoops {
  /** What lies in a named field comes by in `for (const [name, value] of fields)`, where `to` is the pair. */
  pair(state: Tracked, to: Node): void;
  /** What lies in a named field is handed to the callback of `fields.forEach(…)`, alone or in a pair. */
  each(state: Tracked, call: Node): void;
  /** What lies in a named field is read by `fields[name]` into `to`, where a loop goes over all names of the same object. */
  indexed(state: Tracked, key: Node, to: Node): void;
  /** What lies in a named field stays in `Object.entries(fields).filter(…)`, where that leaves out a few by name. */
  kept(state: Tracked, call: Node): void;
  /** What lies in a named field is in the pair that `Object.entries(fields).find(…)` gives, where that asks for its name. */
  found(state: Tracked, call: Node): void;
}

/** Returns the steps of the walk through such loops. */
export function createFieldLoops(walk: Walk): FieldLoops {
  const { graph, linked } = walk;
  const texts = createTexts(graph, linked);
  const tests = createNameTests(graph, linked);
  const words = createCredentialWords(graph, linked);

  function pair(state: Tracked, to: Node): void {
    const next = inPair(state.path);
    // Only what is taken apart into a name and a value is a field that passes by.
    const values = fieldsNamed(to, '1');
    if (next === undefined || values.length === 0) return;
    const passing = comesBy(state, to, values, fieldsNamed(to, '0'));
    if (passing === true) go(state, to, next);
    else if (passing) for (const value of values) walk.readByName(state, passing.key, value);
  }

  function each(state: Tracked, call: Node): void {
    const value = graph.value(call);
    const [callback] = value.kind === 'call' ? value.args : [];
    const rest = afterField(state.path);
    if (value.kind !== 'call' || !callback || rest === undefined) return;
    const list = graph.value(graph.sibling(call, value.callee));
    const isPair = list.kind === 'member' && givesPairs(graph.sibling(call, list.base));
    const next = isPair ? inPair(state.path) : rest;
    for (const origin of linked.resolve.origins(graph.sibling(call, callback.value))) {
      if (origin.kind !== 'function') continue;
      const [first, second] = origin.fn.fact.params.map((id) => nodeOf(origin.fn.file, id));
      if (first === undefined || next === undefined) continue;
      const names = isPair ? fieldsNamed(first, '0') : second === undefined ? [] : [second];
      if (comesBy(state, first, isPair ? fieldsNamed(first, '1') : [first], names) === true) go(state, first, next);
    }
  }

  function indexed(state: Tracked, key: Node, to: Node): void {
    const next = afterField(state.path);
    const name = peeled(graph, key);
    const value = graph.value(to);
    if (next === undefined || value.kind !== 'element') return;
    if (isListed(name, headOf(state.path))) return go(state, to, next);
    const base = graph.sibling(to, value.base);
    const chosen = foundKey(state, name, base);
    const from = namesOfAll(graph, name);
    const isLoop = from !== undefined && isSameObject(from, base, 0);
    const passing = chosen ?? (isLoop ? comesBy(state, to, [to], [name]) : false);
    if (passing === true) go(state, to, next);
    else if (passing) walk.readByName(state, passing.key, to);
  }

  // `Object.keys(fields).find((name) => name.toLowerCase() === wanted)`
  function foundKey(state: Tracked, name: Node, base: Node): true | { key: Node } | undefined {
    const value = graph.value(name);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(name, value.callee)) : undefined;
    if (value.kind !== 'call' || callee?.kind !== 'member' || callee.name !== 'find') return undefined;
    const from = keysOf(graph, graph.sibling(name, callee.base));
    if (from === undefined || !isSameObject(from, base, 0)) return undefined;
    return predicate(name, value, headOf(state.path), (first) => [first]);
  }

  function found(state: Tracked, call: Node): void {
    const value = graph.value(call);
    const list = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    const next = inPair(state.path);
    if (value.kind !== 'call' || list?.kind !== 'member' || next === undefined) return;
    if (!givesPairs(graph.sibling(call, list.base))) return;
    const passing = predicate(call, value, headOf(state.path), (first) => fieldsNamed(first, '0'));
    if (passing === true) go(state, call, next);
    else if (passing) walk.readByName(state, passing.key, call);
  }

  function predicate(
    call: Node,
    { args: [callback] }: Value & { kind: 'call' },
    field: string,
    namesIn: (first: Node) => Node[],
  ): true | { key: Node } | undefined {
    for (const origin of callback ? linked.resolve.origins(graph.sibling(call, callback.value)) : []) {
      const first = origin.kind === 'function' ? origin.fn.fact.params[0] : undefined;
      if (origin.kind !== 'function' || first === undefined) continue;
      const passing = tests.answers(origin.fn, namesIn(nodeOf(origin.fn.file, first)), field);
      if (passing === 'passes') return true;
      if (typeof passing === 'object') return passing;
    }
    return undefined;
  }

  // True where the loop copies the field, whether it looks at its name or not; a key where that is the name of the field.
  function comesBy(
    state: Tracked,
    near: Node,
    values: readonly Node[],
    names: readonly Node[],
  ): boolean | { key: Node } {
    const passing = tests.passing(values, names, headOf(state.path));
    if (passing === 'passes') return !words.areRemovedNear(near);
    if (passing === 'stops') return false;
    return passing ?? !chooses(near, names);
  }

  // `for (const name of ['authorization', 'x-request-id']) copy[name] = headers[name]`
  function isListed(name: Node, field: string): boolean {
    const list = listOf(graph, name);
    return list !== undefined && texts.of(list).some(({ text }) => text.toLowerCase() === field.toLowerCase());
  }

  function kept(state: Tracked, call: Node): void {
    const value = graph.value(call);
    const [callback] = value.kind === 'call' ? value.args : [];
    const list = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    if (!callback || list?.kind !== 'member' || !givesPairs(graph.sibling(call, list.base))) return;
    if (afterField(state.path) === undefined) return;
    for (const origin of linked.resolve.origins(graph.sibling(call, callback.value))) {
      if (origin.kind !== 'function' || words.areSpokenNear(call)) continue;
      const [first] = origin.fn.fact.params.map((id) => nodeOf(origin.fn.file, id));
      const names = first === undefined ? [] : fieldsNamed(first, '0');
      if (first === undefined) continue;
      if (!names.some((name) => isLookedAt(name, 0, isOther)) || tests.lets(origin.fn, names, headOf(state.path)))
        walk.add({ entry: state.entry, node: call, path: state.path }, state);
    }
  }

  // `name !== 'host'`, which all others pass.
  function isOther(test: Node): boolean {
    const value = graph.value(test);
    if (value.kind !== 'binary' || !/^!==?$/.test(value.op)) return false;
    const { values } = graph.fileOf(test).facts;
    return [value.left, value.right].some((id) => typeof literalOf(values[id]) === 'string');
  }

  // `req.headers` and `req.headers`
  function isSameObject(one: Node, other: Node, depth: number): boolean {
    const [from, to] = [peeled(graph, one), peeled(graph, other)];
    if (from === to) return true;
    const [a, b] = [graph.value(from), graph.value(to)];
    if (a.kind !== 'member' || b.kind !== 'member' || a.name !== b.name || depth > maxDepth) return false;
    return isSameObject(graph.sibling(from, a.base), graph.sibling(to, b.base), depth + 1);
  }

  function go(state: Tracked, node: Node, path: FieldPath): void {
    walk.add({ entry: state.entry, node, path }, state, { at: graph.place(node), note: 'comes by in this loop' });
  }

  // `Object.entries(headers)`, `headers.entries()`
  function givesPairs(node: Node): boolean {
    return calleeName(graph.fileOf(node), idOf(peeled(graph, node))) === 'entries';
  }

  function fieldsNamed(node: Node, name: string): Node[] {
    return linked.usesOf(node).flatMap((use) => {
      if (use.kind === 'take') {
        const key = use.key === undefined ? undefined : linked.resolve.key(graph.sibling(node, use.key));
        return (use.name ?? key) === name ? [graph.sibling(node, use.to)] : [];
      }
      return use.kind === 'copy' ? fieldsNamed(graph.sibling(node, use.to), name) : [];
    });
  }

  // Whoever looks at the name, or speaks of the header that matters, does not copy whatever comes.
  function chooses(near: Node, names: readonly Node[]): boolean {
    return names.some((name) => isLookedAt(name, 0)) || words.areSpokenNear(near);
  }

  function isLookedAt(node: Node, depth: number, isHarmless = leavesOut): boolean {
    if (depth > maxDepth) return true;
    return linked.usesOf(node).some((use) => {
      switch (use.kind) {
        case 'operand':
          return !isHarmless(graph.sibling(node, use.to));
        case 'test':
          return true;
        // What a filter asks of a name it answers with.
        case 'return':
          return isHarmless === isOther;
        case 'copy':
          return isLookedAt(graph.sibling(node, use.to), depth + 1, isHarmless);
        case 'receiver':
        case 'argument':
          return isLookedAt(graph.sibling(node, use.call), depth + 1, isHarmless);
        default:
          return false;
      }
    });
  }

  // `if (name === 'host' || name === 'date') continue`, `if (name !== 'host') copy()`: all others are copied.
  function leavesOut(test: Node): boolean {
    const { facts } = graph.fileOf(test);
    const value = graph.value(test);
    if (value.kind !== 'binary' || !/^[!=]==?$/.test(value.op)) return false;
    if (![value.left, value.right].some((id) => typeof literalOf(facts.values[id]) === 'string')) return false;
    const isEqual = value.op.startsWith('=');
    return facts.guards.some(
      ({ test: whole, thenExit, elseStart }) =>
        (isEqual ? thenExit !== undefined : thenExit === undefined && elseStart === undefined) &&
        isOneOf(facts, { id: whole, op: isEqual ? '||' : '&&' }, idOf(test)),
    );
  }

  function isOneOf(facts: Facts, { id, op }: { id: number; op: string }, wanted: number): boolean {
    const value = facts.values[id];
    if (id === wanted) return true;
    if (value?.kind !== 'logical' || value.op !== op) return false;
    return [value.left, value.right].some((next) => isOneOf(facts, { id: next, op }, wanted));
  }

  return { pair, each, indexed, kept, found };
}

function afterField(path: FieldPath): FieldPath | undefined {
  const head = headOf(path);
  if (isItself(path) || head === called || head === element || head === everything || isIndex(head)) return undefined;
  return path.slice(head.length + 1);
}

function inPair(path: FieldPath): FieldPath | undefined {
  const rest = afterField(path);
  return rest === undefined ? undefined : under('1', rest);
}

function literalOf(value: Value | undefined): unknown {
  return value?.kind === 'literal' ? value.value : undefined;
}
