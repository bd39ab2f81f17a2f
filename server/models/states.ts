/** Steps over sets of states: what a library value becomes when it is read, called, or handed a function. */
import type { ArgumentIndex } from './model.ts';
import { canonicalField, type State } from './catalog.ts';

/** A set of states, closed over types, in the order of their ids. */
export type States = readonly State[];

export const none: States = [];

/** Adds the roots of every type that the states have, and theirs in turn. */
export function close(states: State[]): States {
  if (states.length === 0) return none;
  const seen = new Set(states);
  for (const state of seen) for (const type of state.types) seen.add(type);
  return [...seen].sort((a, b) => a.id - b.id);
}

/** The states of `value[name]`. */
export function stepMember(states: States, name: string): States {
  if (states.length === 0) return none;
  const field = canonicalField(name);
  const next: State[] = [];
  for (const state of states) {
    const exact = state.members.get(field);
    if (exact) next.push(exact);
    if (state.anyMember) next.push(state.anyMember);
    if (field === 'default' && state.default) next.push(state.default);
  }
  return close(next);
}

/** The states of a step that takes no operand. */
export function step(states: States, kind: 'return' | 'instance' | 'element'): States {
  const next: State[] = [];
  for (const state of states) {
    const to = state[kind];
    if (to) next.push(to);
  }
  return close(next);
}

/** The states of the argument (0-based) of a call with `count` arguments, of which `last` counts as the last one; 'this' for the receiver. */
export function stepArgument(states: States, index: number | 'this', count: number, last = count - 1): States {
  return indexed(states, 'arguments', index, count, last);
}

/** The states of a parameter of the function with `count` parameters that stands at `states`. */
export function stepParameter(states: States, index: number, count: number): States {
  return indexed(states, 'parameters', index, count, count - 1);
}

/** Adds the states that hold only when constant arguments have a certain text; `texts(n)` are those that argument n can have. */
export function withArguments(states: States, texts: (argument: number) => readonly string[]): States {
  const next: State[] = [];
  for (const state of states) {
    for (const condition of state.withArguments) {
      const wanted = condition.text.toLowerCase();
      if (texts(condition.argument).some((text) => isMeant(wanted, text.toLowerCase()))) next.push(condition.to);
    }
    for (const key of state.keys) {
      if (texts(key.argument).length === 1) next.push(key.to);
    }
  }
  return next.length === 0 ? states : close([...states, ...next]);
}

// `gh auth token*`: whatever follows; `*sh -c*`: whatever stands around it.
function isMeant(wanted: string, text: string): boolean {
  if (wanted.startsWith('*') && wanted.endsWith('*')) return text.includes(wanted.slice(1, -1));
  return wanted.endsWith('*') ? text.startsWith(wanted.slice(0, -1)) : text === wanted;
}

/** True when the index names the position among `count`, of which `last` counts as the last one. */
export function matchesIndex(
  index: ArgumentIndex,
  position: number | 'this',
  count: number,
  last = count - 1,
): boolean {
  if (index === 'maker') return false;
  if (index === 'this' || position === 'this') return index === position;
  if (index === 'last') return position === last;
  if ('list' in index) return index.list.includes(position);
  if ((index.below !== undefined && count >= index.below) || (index.count !== undefined && count !== index.count))
    return false;
  return position >= index.from && position <= index.to;
}

function indexed(
  states: States,
  list: 'arguments' | 'parameters',
  position: number | 'this',
  count: number,
  last: number,
): States {
  const next: State[] = [];
  for (const state of states) {
    for (const { index, to } of state[list]) if (matchesIndex(index, position, count, last)) next.push(to);
  }
  return close(next);
}
