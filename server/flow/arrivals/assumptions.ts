/** What is known of values of one function at the same time, from tests that came out in one way: `mode === 'a'`, `!ready`. */
import type { Facts, ValueId } from '../../facts/facts.ts';

type Constant = string | number | boolean | null | undefined;

interface Known {
  isTrue?: boolean;
  isText?: boolean;
  is: Constant[];
  isNot: Constant[];
}

export interface Assumptions {
  /** The value is there, and a text where `isText` says so. */
  suppose(id: ValueId, isText: boolean): void;
  /** The test came out so. */
  take(test: ValueId, outcome: boolean): void;
  /** How the test comes out; undefined where nobody knows. */
  outcome(test: ValueId): boolean | undefined;
  /** True when what was taken cannot be all true. */
  isContradicted(): boolean;
}

/**
 * Nothing is assumed at first. `isChanged` says that a field is written while the function runs, so that two reads of it
 * may give two values.
 */
export function createAssumptions(facts: Facts, isChanged: (field: string) => boolean): Assumptions {
  const { values } = facts;
  const known = new Map<string, Known>();
  let isContradicted = false;

  const of = (key: string): Known => {
    const found = known.get(key) ?? { is: [], isNot: [] };
    known.set(key, found);
    return found;
  };

  // Two reads of a parameter, or of its fields, are one value; what is made anew, or written again, is not.
  function keyOf(id: ValueId): string | undefined {
    const value = values[id];
    switch (value?.kind) {
      case 'param':
        return `param ${id}`;
      case 'this':
        return 'this';
      case 'global':
        return value.name;
      case 'import':
        return `import ${value.specifier} ${value.name}`;
      case 'cast':
        return keyOf(value.value);
      case 'variable':
        return value.isConst && value.values.length === 1 ? keyOf(value.values[0] ?? -1) : undefined;
      case 'member': {
        const base = keyOf(value.base);
        return base === undefined || isChanged(value.name) ? undefined : `${base}.${value.name}`;
      }
      default:
        return undefined;
    }
  }

  function constantOf(id: ValueId): { value: Constant } | undefined {
    const value = values[id];
    if (value?.kind === 'literal') return { value: value.value };
    return value?.kind === 'global' && value.name === 'undefined' ? { value: undefined } : undefined;
  }

  // `mode === 'a'`, `'a' === mode`
  function comparison(id: ValueId): { key: string; constant: Constant; isEqual: boolean } | undefined {
    const value = values[id];
    if (value?.kind !== 'binary' || !/^[!=]==?$/.test(value.op)) return undefined;
    for (const [read, said] of [
      [value.left, value.right],
      [value.right, value.left],
    ] as const) {
      const key = keyOf(read);
      const constant = constantOf(said);
      if (key === undefined || !constant) continue;
      // `== null` takes undefined, too.
      if (value.op.length === 2 && constant.value == null) return undefined;
      return { key, constant: constant.value, isEqual: value.op.startsWith('=') };
    }
    return undefined;
  }

  // `typeof token !== 'string'`
  function typeTest(id: ValueId): { key: string; type: Constant; isEqual: boolean } | undefined {
    const value = values[id];
    if (value?.kind !== 'binary' || !/^[!=]==?$/.test(value.op)) return undefined;
    const asked = values[value.left];
    const key = asked?.kind === 'unary' && asked.op === 'typeof' ? keyOf(asked.value) : undefined;
    const said = constantOf(value.right);
    return key === undefined || !said ? undefined : { key, type: said.value, isEqual: value.op.startsWith('=') };
  }

  function settle(key: string, isTrue: boolean): void {
    const one = of(key);
    if (one.isTrue === !isTrue || one.is.some((constant) => Boolean(constant) !== isTrue)) isContradicted = true;
    one.isTrue = isTrue;
  }

  function equate(key: string, constant: Constant, isEqual: boolean): void {
    const one = of(key);
    if (isEqual) {
      if (one.is.some((other) => other !== constant) || one.isNot.includes(constant)) isContradicted = true;
      if (one.isTrue !== undefined && one.isTrue !== Boolean(constant)) isContradicted = true;
      one.is.push(constant);
    } else {
      if (one.is.includes(constant)) isContradicted = true;
      one.isNot.push(constant);
    }
  }

  function take(test: ValueId, outcome: boolean): void {
    const value = values[test];
    if (value?.kind === 'unary' && value.op === '!') return take(value.value, !outcome);
    if (value?.kind === 'logical') {
      // Of `a || b` that came out true nobody knows which it was.
      if (value.op !== (outcome ? '&&' : '||')) return;
      take(value.left, outcome);
      return take(value.right, outcome);
    }
    const compared = comparison(test);
    if (compared) return equate(compared.key, compared.constant, compared.isEqual === outcome);
    const key = keyOf(test);
    if (key !== undefined) settle(key, outcome);
  }

  function outcomeOf(test: ValueId): boolean | undefined {
    const value = values[test];
    if (value?.kind === 'unary' && value.op === '!') return not(outcomeOf(value.value));
    if (value?.kind === 'logical' && (value.op === '&&' || value.op === '||')) {
      const [left, right] = [outcomeOf(value.left), outcomeOf(value.right)];
      const decisive = value.op === '||';
      if (left === decisive || right === decisive) return decisive;
      return left === undefined || right === undefined ? undefined : !decisive;
    }
    const typed = typeTest(test);
    if (typed) {
      const isText = known.get(typed.key)?.isText;
      return isText ? (typed.type === 'string') === typed.isEqual : undefined;
    }
    const compared = comparison(test);
    if (compared) return ofComparison(compared);
    const key = keyOf(test);
    return key === undefined ? undefined : known.get(key)?.isTrue;
  }

  function ofComparison({ key, constant, isEqual }: { key: string; constant: Constant; isEqual: boolean }) {
    const one = known.get(key);
    if (!one) return undefined;
    if (one.is.length > 0) return one.is.includes(constant) === isEqual;
    if (one.isNot.includes(constant) || (one.isTrue === true && !constant)) return !isEqual;
    return undefined;
  }

  return {
    suppose(id, isText) {
      const key = keyOf(id);
      if (key === undefined) return;
      settle(key, true);
      if (isText) of(key).isText = true;
    },
    take,
    outcome: outcomeOf,
    isContradicted: () => isContradicted,
  };
}

function not(outcome: boolean | undefined): boolean | undefined {
  return outcome === undefined ? undefined : !outcome;
}
