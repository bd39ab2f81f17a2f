/** What functions of the project compare, guard by and read, told by the names that stand in it. */
import type { FunctionRef } from '../context.ts';
import type { Value } from '../facts/facts.ts';
import type { Fn } from './graph.ts';

const comparisons = /^(===|!==|==|!=)$/;
const membership = /^(includes|has|some|every|indexOf|find|test|equals?|match|startsWith)$/;

interface ComparisonsInput {
  fnOf(ref: FunctionRef): Fn | undefined;
  /** The function and every function of the project that it calls. */
  reachable(fn: Fn): Fn[];
  isInside(fn: Fn, value: Value): boolean;
}

/** Answers about what functions compare. */
export function createComparisons({ fnOf, reachable, isInside: inside }: ComparisonsInput) {
  function some(ref: FunctionRef, wanted: (fn: Fn, value: Value) => boolean): boolean {
    const start = fnOf(ref);
    if (!start) return false;
    return reachable(start).some((fn) => fn.file.facts.values.some((value) => inside(fn, value) && wanted(fn, value)));
  }

  function nameOf(fn: Fn, id: number | undefined, depth = 0): string {
    const value = id === undefined ? undefined : fn.file.facts.values[id];
    if (!value || depth > 6) return '';
    if (value.kind === 'member') return `${value.name} ${nameOf(fn, value.base, depth + 1)}`;
    if (value.kind === 'variable')
      return `${value.name} ${value.values.map((v) => nameOf(fn, v, depth + 1)).join(' ')}`;
    if (value.kind === 'param' || value.kind === 'import') return value.name;
    if (value.kind === 'call') return nameOf(fn, value.callee, depth + 1);
    if (value.kind === 'logical') return `${nameOf(fn, value.left, depth + 1)} ${nameOf(fn, value.right, depth + 1)}`;
    if (value.kind === 'array') return value.elements.map((e) => nameOf(fn, e.value, depth + 1)).join(' ');
    if (value.kind === 'cast' || value.kind === 'await') return nameOf(fn, value.value, depth + 1);
    if (value.kind === 'conditional')
      return `${nameOf(fn, value.whenTrue, depth + 1)} ${nameOf(fn, value.whenFalse, depth + 1)}`;
    return '';
  }

  function comparesNamed(ref: FunctionRef, name: RegExp): boolean {
    return some(ref, (fn, value) => isComparison(fn, value, name));
  }

  function handsNamed(fn: Fn, call: number, name: RegExp): boolean {
    const value = fn.file.facts.values[call];
    return value?.kind === 'call' && value.args.some((arg) => name.test(nameOf(fn, arg.value)));
  }

  function comparesHere(ref: FunctionRef, name: RegExp): boolean {
    const fn = fnOf(ref);
    return fn !== undefined && fn.file.facts.values.some((value) => inside(fn, value) && isComparison(fn, value, name));
  }

  function isComparison(fn: Fn, value: Value, name: RegExp): boolean {
    if (value.kind === 'binary' && comparisons.test(value.op)) {
      if (isNothing(fn, value.left) || isNothing(fn, value.right)) return false;
      return name.test(nameOf(fn, value.left)) || name.test(nameOf(fn, value.right));
    }
    if (value.kind !== 'call') return false;
    const callee = fn.file.facts.values[value.callee];
    if (callee?.kind === 'member' && membership.test(callee.name)) {
      return name.test(nameOf(fn, callee.base)) || value.args.some((a) => name.test(nameOf(fn, a.value)));
    }
    return (
      callee !== undefined &&
      /check|validate|verify|assert|match/i.test(nameOf(fn, value.callee)) &&
      name.test(nameOf(fn, value.callee))
    );
  }

  function isNothing(fn: Fn, id: number): boolean {
    const value = fn.file.facts.values[id];
    if (value?.kind === 'literal')
      return (
        value.value === undefined ||
        value.value === null ||
        ['string', 'object', 'undefined'].includes(String(value.value))
      );
    return value?.kind === 'unary' || (value?.kind === 'global' && value.name === 'undefined');
  }

  function guardsNamed(ref: FunctionRef, name: RegExp): boolean {
    const start = fnOf(ref);
    if (!start) return false;
    return reachable(start).some((fn) => {
      const { facts } = fn.file;
      const isIn = (v: { start: number; end: number }): boolean => v.start >= fn.fact.start && v.end <= fn.fact.end;
      const tests = facts.guards
        .filter((g) => isIn(g) && (g.thenExit !== undefined || g.elseExit !== undefined))
        .map((g) => g.test);
      return [...tests, ...fn.fact.returns.map((r) => r.value)].some((id) => comparesIn(fn, id, name, 0));
    });
  }

  function comparesIn(fn: Fn, id: number, name: RegExp, depth: number): boolean {
    const value = fn.file.facts.values[id];
    if (!value || depth > 12) return false;
    const onward = (next: number): boolean => comparesIn(fn, next, name, depth + 1);
    if (isComparison(fn, value, name)) return true;
    if (value.kind === 'logical' || value.kind === 'binary') return onward(value.left) || onward(value.right);
    if (value.kind === 'unary') return onward(value.value);
    if (value.kind === 'variable') return value.values.some(onward);
    return false;
  }

  function mentions(ref: FunctionRef, name: RegExp): boolean {
    return some(ref, (fn, value) => {
      if (value.kind === 'member' || value.kind === 'variable') return name.test(value.name);
      const read = value.kind === 'call' ? headerRead(fn, value) : undefined;
      return read !== undefined && name.test(read);
    });
  }

  // `req.header('x-auth-token')`, `request.headers.get('authorization')`
  function headerRead(fn: Fn, { callee, args: [first] }: Value & { kind: 'call' }): string | undefined {
    const method = fn.file.facts.values[callee];
    const name = first && fn.file.facts.values[first.value];
    const isReading = method?.kind === 'member' && /^(get|header|getHeader)$/.test(method.name);
    return isReading && name?.kind === 'literal' && typeof name.value === 'string' ? name.value : undefined;
  }

  return { comparesNamed, handsNamed, comparesHere, guardsNamed, mentions };
}
