/** Whether a value, or what a function gives, can be guessed: a constant, the time, a counter, or numbers that are no secret. */
import type { FunctionRef, Guess } from '../../context.ts';
import { alternatives } from '../../facts/backward.ts';
import type { Functions } from '../behaviour/functions.ts';
import { type Graph, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';

const order: Guess[] = ['weak-random', 'counter', 'clock', 'constant'];
// Methods that write the same number or text in another form.
const throughText =
  /^(?:toString|padStart|padEnd|slice|substring|substr|replace|toFixed|toUpperCase|toLowerCase|concat|join|getTime|valueOf|toISOString)$/;

interface GuessableInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
}

/** Answers about functions that make identifiers. */
export function createGuessable({ graph, linked, functions }: GuessableInput) {
  const { guess } = createGuesses(graph, linked);
  return {
    /** What makes it so; undefined where something in it cannot be guessed, or is not known. */
    guessable(ref: FunctionRef): Guess | undefined {
      const fn = functions.fnOf(ref);
      return fn && guess(fn.fact.returns.map((r) => nodeOf(fn.file, r.value)));
    },
  };
}

/** Answers about values that somebody should not be able to guess. */
export function createGuesses(graph: Graph, linked: Linked) {
  /** What makes that easy, whichever of the values it is; undefined where nothing in one of them can be guessed, or nobody knows. */
  function guess(nodes: readonly Node[]): Guess | undefined {
    return worst(nodes.map((node) => ofValue(node, 0)));
  }

  function ofValue(node: Node, depth: number): Guess | undefined {
    const value = graph.value(node);
    if (depth > 10) return undefined;
    const onward = (id: number): Guess | undefined => ofValue(graph.sibling(node, id), depth + 1);
    switch (value.kind) {
      case 'literal':
        return value.value === undefined || value.value === null ? undefined : 'constant';
      case 'template':
        return value.parts.length === 0 ? 'constant' : worst(value.parts.map(onward));
      case 'array':
        return value.elements.length === 0 ? undefined : worst(value.elements.map((e) => onward(e.value)));
      case 'binary':
        return worst([onward(value.left), onward(value.right)]);
      case 'unary':
        return value.op === '++' || value.op === '--' ? 'counter' : onward(value.value);
      case 'variable':
        // Whoever writes to it from elsewhere may bring a secret.
        return value.outer && value.outer.length > 0 ? undefined : worst(value.values.map(onward));
      case 'call':
        return ofCall(node, depth);
      default:
        return worst(alternatives(value).map(onward));
    }
  }

  function ofCall(node: Node, depth: number): Guess | undefined {
    const value = graph.value(node);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    if (value.kind !== 'call' || !callee) return undefined;
    const own = value.isNew ? [] : linked.targets(node).functions;
    if (own.length > 0)
      return worst(own.flatMap((fn) => fn.fact.returns.map((r) => ofValue(nodeOf(fn.file, r.value), depth + 1))));
    if (callee.kind === 'global') {
      if (callee.name === 'Date') return value.args.length === 0 ? 'clock' : undefined;
      const [only] = value.args;
      return callee.name === 'String' && only ? ofValue(graph.sibling(node, only.value), depth + 1) : undefined;
    }
    if (callee.kind !== 'member') return undefined;
    const at = graph.sibling(graph.sibling(node, value.callee), callee.base);
    const base = graph.value(at);
    if (base.kind === 'global') {
      if (base.name === 'Math' && callee.name === 'random') return 'weak-random';
      if (base.name === 'Math')
        return worst(value.args.map((arg) => ofValue(graph.sibling(node, arg.value), depth + 1)));
      if (callee.name === 'now' && /^(?:Date|performance)$/.test(base.name)) return 'clock';
    }
    return throughText.test(callee.name) ? ofValue(at, depth + 1) : undefined;
  }

  return { guess };
}

// One part that cannot be guessed is enough; else the name of what comes closest to it.
function worst(all: (Guess | undefined)[]): Guess | undefined {
  if (all.length === 0 || all.includes(undefined)) return undefined;
  return order.find((guess) => all.includes(guess));
}
