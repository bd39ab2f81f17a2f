/** Whether a function looks at what it is given before it works with it, and which parts of it it reads. */
import type { FunctionRef } from '../../context.ts';
import { alternatives, backwardSlice, operands } from '../../facts/backward.ts';
import type { Value, ValueId } from '../../facts/facts.ts';
import { callsWithin, valuesWithin } from '../../facts/within.ts';
import type { Place } from '../../finding.ts';
import type { Functions } from './functions.ts';
import { calleeName, isInside } from '../graph.ts';

// By name, and generously: who asks wants to be sure that nothing of the kind is there.
const checking =
  /^(safe)?parse|valid|assert|check|ensure|schema|^is[A-Z]|^has[A-Z]|require|guard|coerce|decode|sanitiz|narrow|expect|verify|invariant/i;

const changing =
  /^(replace|replaceAll|toLowerCase|trim|trimEnd|normali[sz]e\w*|canonicali[sz]e\w*|strip\w*|URL|split)$/;

/** Answers about checks of what comes in. */
export function createJudging({ functions }: { functions: Pick<Functions, 'reach' | 'fnOf'> }) {
  /** True when the function, or one that it calls, asks of what type something is, or calls what is named for a check. */
  function checksInput(ref: FunctionRef): boolean {
    return functions.reach(ref).some((one) => {
      const fn = functions.fnOf(one);
      if (!fn) return false;
      const { facts } = fn.file;
      return valuesWithin(facts, fn.fact).some((id) => {
        const value = facts.values[id];
        if (value?.kind === 'unary') return value.op === 'typeof';
        if (value?.kind === 'binary') return value.op === 'instanceof' || value.op === 'in';
        if (value?.kind !== 'call') return false;
        return [calleeName(fn.file, id), receiverName(facts.values, value.callee)].some((name) => checking.test(name));
      });
    });
  }

  /** What the function itself reads of something that is named so: `args.path`, `const { path } = params.arguments`. */
  function readsOf(ref: FunctionRef, name: RegExp): { name: string; at: Place }[] {
    const fn = functions.fnOf(ref);
    if (!fn) return [];
    const { values } = fn.file.facts;
    return valuesWithin(fn.file.facts, fn.fact).flatMap((id) => {
      const value = values[id];
      if (value?.kind !== 'member') return [];
      const at = { file: fn.file.path, start: value.start, end: value.end };
      return isNamed(values, value.base, name) ? [{ name: value.name, at }] : [];
    });
  }

  /** True when the function goes on, or not, by something that is named so: `if (!args.confirm) return`. */
  function testsNamed(ref: FunctionRef, name: RegExp): boolean {
    const fn = functions.fnOf(ref);
    if (!fn) return false;
    const { facts } = fn.file;
    return facts.guards.some((guard) => isInside(fn, guard) && reads(facts.values, guard.test, name));
  }

  /** Where the function writes something that is named so in another way before it looks at it: `new URL(iss).origin`. */
  function reshapes(ref: FunctionRef, name: RegExp): Place[] {
    const fn = functions.fnOf(ref);
    if (!fn) return [];
    const { values } = fn.file.facts;
    return callsWithin(fn.file.facts, fn.fact).flatMap((id) => {
      const value = values[id];
      if (value?.kind !== 'call') return [];
      const callee = values[value.callee];
      const [first] = value.args;
      const what = callee?.kind === 'member' && !value.isNew ? callee.base : first?.value;
      if (what === undefined || !changing.test(calleeName(fn.file, id)) || !isCalled(values, what, name)) return [];
      return [{ file: fn.file.path, start: value.start, end: value.end }];
    });
  }

  return { checksInput, readsOf, testsNamed, reshapes };
}

function receiverName(values: readonly Value[], callee: number): string {
  const member = values[callee];
  const base = member?.kind === 'member' ? values[member.base] : undefined;
  return base && 'name' in base && typeof base.name === 'string' ? base.name : '';
}

function isNamed(values: readonly Value[], start: ValueId, name: RegExp): boolean {
  // `await request.json()`
  const reached = backwardSlice(values, start, (value) =>
    value.kind === 'call' ? [value.callee] : alternatives(value),
  );
  return reached.some((id) => {
    const value = values[id];
    return value?.kind === 'member' && name.test(value.name);
  });
}

function reads(values: readonly Value[], start: ValueId, name: RegExp): boolean {
  const reached = backwardSlice(values, start, (value) => {
    if (value.kind === 'member') return [value.base];
    // A name says what its author takes it for.
    return value.kind === 'variable' ? [] : operands(value);
  });
  return reached.some((id) => {
    const value = values[id];
    return isNameKind(value) && name.test(value.name);
  });
}

function isNameKind(value: Value | undefined): value is Value & { kind: 'member' | 'variable' | 'param' } {
  return value?.kind === 'member' || value?.kind === 'variable' || value?.kind === 'param';
}

// By the name of the variable or field, or the key by which it is asked for.
function isCalled(values: readonly Value[], id: number, name: RegExp): boolean {
  const value = values[id];
  if (value?.kind === 'cast' || value?.kind === 'await') return isCalled(values, value.value, name);
  if (value?.kind === 'logical') return isCalled(values, value.left, name);
  if (value?.kind === 'call') {
    const [first] = value.args;
    const key = first && values[first.value];
    return key?.kind === 'literal' && typeof key.value === 'string' && name.test(key.value);
  }
  return isNameKind(value) && name.test(value.name);
}
