/** What functions of the project compare, guard by and read, told by the names that stand in it. */
import type { FunctionRef } from '../../context.ts';
import { alternatives, backwardSlice, operands } from '../../facts/backward.ts';
import type { Value, ValueKind } from '../../facts/facts.ts';
import { valuesWithin } from '../../facts/within.ts';
import { type Fn, isInside } from '../graph.ts';

const comparisons = /^(===|!==|==|!=)$/;
const membership = /^(includes|has|some|every|indexOf|find|test|equals?|match|startsWith)$/;

const naming = new Set<ValueKind>(['member', 'variable', 'param', 'import']);

interface ComparisonsInput {
  fnOf(ref: FunctionRef): Fn | undefined;
  /** The function and every function of the project that it calls. */
  reachable(fn: Fn): Fn[];
}

/** Answers about what functions compare. */
export function createComparisons({ fnOf, reachable }: ComparisonsInput) {
  function some(ref: FunctionRef, wanted: (fn: Fn, value: Value) => boolean): boolean {
    const start = fnOf(ref);
    if (!start) return false;
    return reachable(start).some((fn) => inside(fn).some((value) => wanted(fn, value)));
  }

  function inside({ file: { facts }, fact }: Fn): Value[] {
    return valuesWithin(facts, fact).flatMap((id) => facts.values[id] ?? []);
  }

  // Every name that is read on the way to the value, the nearest first.
  function nameOf(fn: Fn, start: number): string {
    const { values } = fn.file.facts;
    const reached = backwardSlice(values, start, (value) => {
      if (value.kind === 'member') return [value.base];
      if (value.kind === 'call') return [value.callee];
      if (value.kind === 'logical') return [value.left, value.right];
      return value.kind === 'array' ? value.elements.map((e) => e.value) : alternatives(value);
    });
    return reached
      .flatMap((id) => {
        const value = values[id];
        return value && 'name' in value && naming.has(value.kind) ? [value.name] : [];
      })
      .join(' ');
  }

  function comparesNamed(ref: FunctionRef, name: RegExp): boolean {
    return some(ref, (fn, value) => isComparison(fn, value, name));
  }

  function handsNamed(fn: Fn, call: number, name: RegExp): boolean {
    const value = fn.file.facts.values[call];
    return value?.kind === 'call' && value.args.some((arg) => name.test(nameOf(fn, arg.value)));
  }

  function comparesHere(ref: FunctionRef, name: RegExp, except?: string): boolean {
    const fn = fnOf(ref);
    return fn !== undefined && inside(fn).some((value) => isComparison(fn, value, name) && !isWith(fn, value, except));
  }

  function isComparison(fn: Fn, value: Value, name: RegExp): boolean {
    if (value.kind === 'binary' && comparisons.test(value.op)) {
      if (isNothing(fn, value.left) || isNothing(fn, value.right)) return false;
      return isOf(fn, value.left, name) || isOf(fn, value.right, name);
    }
    if (value.kind !== 'call') return false;
    const callee = fn.file.facts.values[value.callee];
    if (callee?.kind === 'member' && membership.test(callee.name)) {
      return isOf(fn, callee.base, name) || value.args.some((a) => name.test(nameOf(fn, a.value)));
    }
    return (
      callee !== undefined &&
      /check|validate|verify|assert|match/i.test(nameOf(fn, value.callee)) &&
      name.test(nameOf(fn, value.callee))
    );
  }

  // `listOf(claims.aud).some(…)` looks at what is handed over right there; what was fetched by it is something else.
  function isOf(fn: Fn, id: number, name: RegExp): boolean {
    const { values } = fn.file.facts;
    const made = values[id];
    const first = made?.kind === 'call' ? made.args[0] : undefined;
    const given = first && values[first.value];
    return (
      name.test(nameOf(fn, id)) ||
      (given !== undefined && (given.kind === 'member' || given.kind === 'param') && name.test(given.name))
    );
  }

  function isWith({ file }: Fn, value: Value, text: string | undefined): boolean {
    if (text === undefined || value.kind !== 'binary') return false;
    return [value.left, value.right].some((id) => {
      const side = file.facts.values[id];
      return side?.kind === 'literal' && side.value === text;
    });
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
      const tests = facts.guards
        .filter((g) => isInside(fn, g) && (g.thenExit !== undefined || g.elseExit !== undefined))
        .map((g) => g.test);
      return [...tests, ...fn.fact.returns.map((r) => r.value)].some((id) => comparesIn(fn, id, name));
    });
  }

  function comparesIn(fn: Fn, start: number, name: RegExp): boolean {
    const { values } = fn.file.facts;
    return backwardSlice(values, start, operands).some((id) => {
      const value = values[id];
      return value !== undefined && isComparison(fn, value, name);
    });
  }

  function mentions(ref: FunctionRef, name: RegExp, of?: 'members'): boolean {
    return some(ref, (fn, value) => {
      if (value.kind === 'member' || (value.kind === 'variable' && !of)) return name.test(value.name);
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
