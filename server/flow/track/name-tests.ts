/** What tests of a field's name say of one field: `if (name === 'host') continue`, `if (!listed.has(name)) copy()`. */
import type { Guard } from '../../facts/branching.ts';
import type { Value } from '../../facts/facts.ts';
import type { Linked } from '../link/links.ts';
import { calleeName, type Fn, type Graph, type Node, nodeOf, peeled } from '../graph.ts';
import { createAccessors, spelling } from './accessors.ts';

const maxDepth = 6;

/** `open`: the test asks something else; a key: it asks whether the name is what a parameter says; undefined: nobody can tell. */
type Truth = boolean | 'open' | { key: Node; isNot: boolean } | undefined;

/** Whether the field comes by: for this name, never, for the name that the key says, or as nobody can tell. */
export type Passing = 'passes' | 'stops' | { key: Node } | undefined;

export interface NameTests {
  /** Whether the uses of the values are reached when the names are that of the field; undefined also where nothing is asked. */
  passing(values: readonly Node[], names: readonly Node[], field: string): Passing;
  /** What a predicate answers when the names, which it was given, are that of the field. */
  answers(fn: Fn, names: readonly Node[], field: string): Passing;
  /** True when a predicate says yes to the field, or what it says hangs on something else than the names. */
  lets(fn: Fn, names: readonly Node[], field: string): boolean;
}

/** Answers about names that are compared with constant texts, lists of them, or what a parameter says. */
export function createNameTests(graph: Graph, linked: Linked): NameTests {
  const accessors = createAccessors(graph, linked);

  function passing(values: readonly Node[], names: readonly Node[], field: string): Passing {
    const [first] = names;
    if (first === undefined) return undefined;
    const all = spelled(names);
    const guards = graph.fileOf(first).facts.guards.filter(({ test }) => isAbout(graph.sibling(first, test), all));
    if (guards.length === 0) return undefined;
    const truths = guards.map((guard) => ({ guard, truth: truthOf(graph.sibling(first, guard.test), all, field) }));
    const each = values.flatMap((value) => placesOf(value)).map((place) => passingAt(place, truths));
    const asked = each.find((found) => typeof found === 'object');
    return each.includes('passes')
      ? 'passes'
      : (asked ?? (each.length === 0 || each.includes(undefined) ? undefined : 'stops'));
  }

  function answers(fn: Fn, names: readonly Node[], field: string): Passing {
    const [only, ...others] = fn.fact.returns;
    if (!only || others.length > 0) return undefined;
    const truth = truthOf(nodeOf(fn.file, only.value), spelled(names), field);
    if (typeof truth === 'object') return truth.isNot ? undefined : { key: truth.key };
    return truth === true ? 'passes' : truth === false ? 'stops' : undefined;
  }

  function lets(fn: Fn, names: readonly Node[], field: string): boolean {
    const all = spelled(names);
    const truths = fn.fact.returns.map(({ value }) => truthOf(nodeOf(fn.file, value), all, field));
    return truths.length === 1 && (truths[0] === true || truths[0] === 'open');
  }

  function passingAt(place: number, truths: readonly { guard: Guard; truth: Truth }[]): Passing {
    let found: Passing = 'passes';
    for (const { guard, truth } of truths) {
      const isIn = (start = -1, end = -1): boolean => place >= start && place < end;
      const isThen = isIn(guard.thenStart, guard.thenEnd);
      const isElse = isIn(guard.elseStart, guard.elseEnd) || (guard.thenExit !== undefined && place >= guard.end);
      if (isIn(guard.start, guard.thenStart) || (!isThen && !isElse)) continue;
      if (truth === undefined) found = undefined;
      else if (typeof truth === 'object') {
        if (truth.isNot === isElse) found &&= { key: truth.key };
      } else if (truth !== 'open' && truth !== isThen) return 'stops';
    }
    return found;
  }

  // Where the value goes on; that it becomes a text, or another variable, is no place.
  function placesOf(node: Node, depth = 0): number[] {
    return linked.usesOf(node).flatMap((use) => {
      if (depth > maxDepth) return [];
      if (use.kind === 'copy') return placesOf(graph.sibling(node, use.to), depth + 1);
      if (use.kind === 'argument' && isText(node, use.call)) return placesOf(graph.sibling(node, use.call), depth + 1);
      if (use.kind === 'operand' || use.kind === 'test' || use.kind === 'field') return [];
      if ('start' in use) return [use.start];
      return [graph.value(graph.sibling(node, 'to' in use ? use.to : use.call)).start];
    });
  }

  function isText(node: Node, call: number): boolean {
    const value = graph.value(graph.sibling(node, call));
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    return callee?.kind === 'global' && callee.name === 'String';
  }

  // The names, under other names and in other spellings.
  function spelled(names: readonly Node[]): Set<Node> {
    const all = new Set<Node>();
    const add = (node: Node): void => {
      if (all.has(node)) return;
      all.add(node);
      for (const use of linked.usesOf(node)) {
        if (use.kind === 'copy') add(graph.sibling(node, use.to));
        if (use.kind === 'receiver' && spelling.has(calleeName(graph.fileOf(node), use.call)))
          add(graph.sibling(node, use.call));
      }
    };
    names.forEach(add);
    return all;
  }

  function truthOf(test: Node, names: Set<Node>, field: string, depth = 0): Truth {
    const node = peeled(graph, test);
    const value = graph.value(node);
    const at = (id: number): Node => graph.sibling(node, id);
    if (depth > maxDepth) return undefined;
    if (isName(node, names)) return true;
    switch (value.kind) {
      case 'unary':
        return value.op === '!' ? opposite(truthOf(at(value.value), names, field, depth + 1)) : 'open';
      case 'logical':
        return joined(
          value.op,
          truthOf(at(value.left), names, field, depth + 1),
          truthOf(at(value.right), names, field, depth + 1),
        );
      case 'binary':
        return compared(node, value, names, field);
      case 'call':
        return asked(node, value, names, field);
      default:
        return isAbout(node, names) ? undefined : 'open';
    }
  }

  function compared(node: Node, value: Value & { kind: 'binary' }, names: Set<Node>, field: string): Truth {
    const [left, right] = [graph.sibling(node, value.left), graph.sibling(node, value.right)];
    const other = isName(left, names) ? right : isName(right, names) ? left : undefined;
    if (other === undefined) return isAbout(node, names) ? undefined : 'open';
    if (!/^[!=]==?$/.test(value.op)) return undefined;
    const isNot = value.op.startsWith('!');
    const text = linked.resolve.text(other);
    if (text !== undefined) return (text.toLowerCase() === field.toLowerCase()) !== isNot;
    return accessors.namedBy(other) ? { key: other, isNot } : undefined;
  }

  function asked(node: Node, value: Value & { kind: 'call' }, names: Set<Node>, field: string): Truth {
    const callee = graph.value(graph.sibling(node, value.callee));
    const [first] = value.args;
    const base = callee.kind === 'member' ? graph.sibling(node, callee.base) : undefined;
    if (callee.kind === 'member' && base !== undefined && first && !first.isSpread) {
      const argument = graph.sibling(node, first.value);
      if (/^(?:includes|has)$/.test(callee.name) && isName(argument, names)) {
        const list = textsOf(base);
        return list?.some((text) => text.toLowerCase() === field.toLowerCase());
      }
      const text = linked.resolve.text(argument);
      if (text !== undefined && isName(base, names)) {
        if (callee.name === 'startsWith') return field.toLowerCase().startsWith(text.toLowerCase());
        if (callee.name === 'endsWith') return field.toLowerCase().endsWith(text.toLowerCase());
      }
    }
    return isAbout(node, names) ? undefined : 'open';
  }

  // `['host', 'connection']`, `new Set([…])`, here or in another file; undefined where it holds anything else.
  function textsOf(list: Node, depth = 0): string[] | undefined {
    const node = peeled(graph, list);
    const value = graph.value(node);
    if (depth > maxDepth) return undefined;
    if (value.kind === 'array') {
      const found = value.elements.map((e) =>
        e.isSpread ? undefined : linked.resolve.text(graph.sibling(node, e.value)),
      );
      return found.every((text) => text !== undefined) ? found : undefined;
    }
    if (value.kind === 'import') {
      const [source, ...others] = linked.exporter(node);
      return source !== undefined && others.length === 0 ? textsOf(source, depth + 1) : undefined;
    }
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    const [first] = value.kind === 'call' ? value.args : [];
    const isSet = value.kind === 'call' && value.isNew && callee?.kind === 'global' && callee.name === 'Set';
    return isSet && first && !first.isSpread ? textsOf(graph.sibling(node, first.value), depth + 1) : undefined;
  }

  const isName = (node: Node, names: Set<Node>): boolean => names.has(node) || names.has(peeled(graph, node));

  function isAbout(test: Node, names: Set<Node>, depth = 0): boolean {
    const node = peeled(graph, test);
    if (isName(test, names) || names.has(node)) return true;
    if (depth > maxDepth) return false;
    return partsOf(graph.value(node)).some((id) => isAbout(graph.sibling(node, id), names, depth + 1));
  }

  return { passing, answers, lets };
}

function partsOf(value: Value): number[] {
  switch (value.kind) {
    case 'binary':
    case 'logical':
      return [value.left, value.right];
    case 'unary':
      return [value.value];
    case 'member':
      return [value.base];
    case 'element':
      return value.key === undefined ? [value.base] : [value.base, value.key];
    case 'call':
      return [value.callee, ...value.args.map((arg) => arg.value)];
    case 'conditional':
      return [value.test, value.whenTrue, value.whenFalse];
    case 'template':
      return value.parts;
    default:
      return [];
  }
}

function opposite(truth: Truth): Truth {
  if (typeof truth === 'object') return { ...truth, isNot: !truth.isNot };
  return typeof truth === 'boolean' ? !truth : truth;
}

// `a && b`, `a || b`: what one side decides by itself, and else what stays to be asked.
function joined(op: string, left: Truth, right: Truth): Truth {
  const both = [left, right];
  const deciding = op === '||';
  if (op !== '&&' && op !== '||') return undefined;
  if (both.includes(deciding)) return deciding;
  if (both.includes(undefined)) return undefined;
  const key = both.find((truth) => typeof truth === 'object');
  if (key) return both.includes('open') && deciding ? undefined : key;
  return both.includes('open') ? 'open' : !deciding;
}
