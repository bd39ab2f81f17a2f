/** Whether a value is the origin that a request names, handed back as it came. */
import { callsWithin, valuesWithin } from '../../facts/within.ts';
import { argumentAt } from '../link/arguments.ts';
import type { Value } from '../../facts/facts.ts';
import type { Functions } from '../behaviour/functions.ts';
import { calleeName, type Fn, functionAt, type Graph, idOf, type Node, nodeOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';

/** `echo`: whatever the request says; `any`: `*`, or everybody is told yes; `other`: a list, a judgement, or nobody knows. */
export type Allowed = 'echo' | 'any' | 'other';

interface EchoesInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
}

const origin = /^(?:request_?|req_?|client_?)?origin(?:_?header)?$/i;
const maxDepth = 10;

/** A judge of what is said to the question which site may read an answer. */
export function createEchoes({ graph, linked, functions }: EchoesInput) {
  // Functions that hand an origin round and round say nothing new the second time.
  const open = new Set<Node>();

  // The value as written, and what it reads.
  function ofValue(node: Node): Allowed {
    const owner = functionAt(graph.fileOf(node), graph.value(node).owner);
    const found = visit(node, 0);
    return found === 'echo' && owner && isJudging(owner) ? 'other' : found;
  }

  function visit(node: Node, depth: number): Allowed {
    const value = graph.value(node);
    if (depth > maxDepth) return 'other';
    const onward = (id: number): Allowed => visit(graph.sibling(node, id), depth + 1);
    switch (value.kind) {
      case 'literal':
        return value.value === '*' ? 'any' : 'other';
      case 'member':
        return /^origin$/i.test(value.name) && isHeaders(graph.sibling(node, value.base)) ? 'echo' : 'other';
      case 'element':
        return isOriginText(node, value.key) ? 'echo' : 'other';
      case 'call':
        return value.args.some((arg) => isOriginText(node, arg.value)) ? 'echo' : 'other';
      case 'param':
        return origin.test(value.name) ? fromCallers(node, value) : 'other';
      case 'cast':
      case 'await':
        return onward(value.value);
      case 'logical': {
        const [left, right] = [onward(value.left), onward(value.right)];
        return left === 'other' && value.op !== '&&' ? left : left === 'echo' ? left : right;
      }
      case 'conditional':
        return isPlain(graph.sibling(node, value.test))
          ? either(onward(value.whenTrue), onward(value.whenFalse))
          : 'other';
      case 'variable':
      case 'choice':
        return value.values.length === 1 ? onward(value.values[0] ?? 0) : 'other';
      default:
        return 'other';
    }
  }

  // `corsHeaders(origin)`: what every caller hands in.
  function fromCallers(node: Node, { fn, index }: Value & { kind: 'param' }): Allowed {
    const made = open.has(node) ? undefined : functionAt(graph.fileOf(node), fn);
    open.add(node);
    const calls = made ? linked.callers(nodeOf(made.file, made.fact.value)) : [];
    const found = calls.map((call) => {
      const passed = argumentAt(graph, call, index);
      return passed.kind === 'value' ? ofValue(passed.node) : 'other';
    });
    if (made) open.delete(node);
    return found.length > 0 && found.every((one) => one === 'echo') ? 'echo' : 'other';
  }

  function isOriginText(node: Node, id: number | undefined): boolean {
    const value = id === undefined ? undefined : graph.value(graph.sibling(node, id));
    return value?.kind === 'literal' && typeof value.value === 'string' && /^origin$/i.test(value.value);
  }

  // `req.headers`, `headers()`; the `origin` of options is what the program says, and that of an address is its own.
  function isHeaders(from: Node): boolean {
    const node = peeled(graph, from);
    const value = graph.value(node);
    if (value.kind === 'call') return /headers?$/i.test(calleeName(graph.fileOf(node), idOf(node)));
    return 'name' in value && typeof value.name === 'string' && /headers?$/i.test(value.name);
  }

  // `origin ? origin : '*'` asks whether there is one, not which.
  function isPlain(node: Node): boolean {
    return visit(node, 0) === 'echo';
  }

  // Whoever compares the origin, or hands it to a function that may, has an opinion about it.
  function isJudging(fn: Fn, depth = 0): boolean {
    // `origin !== '*'` tells the default from what was asked.
    if (functions.comparesHere(functions.refOf(fn), /\borigin/i, '*')) return true;
    return callsWithin(fn.file.facts, fn.fact).some((id) => {
      const call = fn.file.facts.values[id];
      if (call?.kind !== 'call') return false;
      const isHanded = call.args.some((arg) => visit(nodeOf(fn.file, arg.value), 0) === 'echo');
      if (!isHanded || isWriting(fn, call)) return false;
      const { functions: called } = linked.targets(nodeOf(fn.file, id));
      return called.length === 0 || depth > 3 || called.some((one) => isRefusing(one) || isJudging(one, depth + 1));
    });
  }

  // `validateOrigin(origin, hosts)`, which leaves early for some.
  function isRefusing({ file, fact }: Fn): boolean {
    if (
      !/(?:check|valid|verif|assert|allow|permit|trust|match).*origin|origin.*(?:ok|valid|allow|trust)/i.test(fact.name)
    )
      return false;
    return file.facts.guards.some((g) => g.start >= fact.start && g.end <= fact.end && g.thenExit !== undefined);
  }

  // `res.setHeader(name, origin)`, `console.log(origin)`
  function isWriting(fn: Fn, call: Value & { kind: 'call' }): boolean {
    const callee = fn.file.facts.values[call.callee];
    return callee?.kind === 'member' && /^(?:set|header|setHeader|append|log|debug|info|warn)$/.test(callee.name);
  }

  /** What a function answers that is asked about an origin: by its result, or by the callback that it is handed. */
  function ofFunction(fn: Fn): Allowed {
    const [asked, callback] = fn.fact.params;
    if (isComparing(fn, asked)) return 'other';
    const told = callback === undefined ? [] : toldTo(fn, callback);
    const answers = told.length > 0 ? told : fn.fact.returns.map((r) => r.value);
    const found = answers.map((id) => answer(fn, id, asked));
    return found.length > 0 && found.every((one) => one !== 'other') ? either(...found) : 'other';
  }

  function answer(fn: Fn, id: number, asked: number | undefined): Allowed {
    const value = fn.file.facts.values[id];
    if (id === asked || (value?.kind === 'literal' && value.value === true)) return 'echo';
    if (value?.kind === 'literal') return value.value === '*' ? 'any' : 'other';
    if (value?.kind === 'cast') return answer(fn, value.value, asked);
    if (value?.kind === 'logical' && value.op !== '&&') return answer(fn, value.left, asked);
    if (value?.kind === 'conditional' && value.test === asked) return answer(fn, value.whenTrue, asked);
    return 'other';
  }

  // `callback(null, true)`
  function toldTo(fn: Fn, callback: number): number[] {
    return fn.file.facts.calls.flatMap((id) => {
      const call = fn.file.facts.values[id];
      const isTold = call?.kind === 'call' && call.callee === callback;
      return isTold ? (call.args[1]?.value ?? []) : [];
    });
  }

  function isComparing(fn: Fn, asked: number | undefined): boolean {
    if (asked === undefined) return false;
    const { facts } = fn.file;
    return valuesWithin(facts, fn.fact).some((id) => {
      const value = facts.values[id];
      if (value?.kind === 'binary') return value.left === asked || value.right === asked;
      if (value?.kind !== 'call') return false;
      const callee = facts.values[value.callee];
      const isOn = callee?.kind === 'member' && callee.base === asked;
      return (isOn || value.args.some((arg) => arg.value === asked)) && value.callee !== fn.fact.params[1];
    });
  }

  return { ofValue, ofFunction };
}

function either(...found: Allowed[]): Allowed {
  return found.find((one) => one === 'echo') ?? found[0] ?? 'other';
}
