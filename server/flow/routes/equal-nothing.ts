/** Comparisons that hold when both sides are missing: a header that was not sent, and a variable that nobody has set. */
import { operands, throughReads } from '../../facts/backward.ts';
import type { Guard, Value } from '../../facts/facts.ts';
import type { Place } from '../../finding.ts';
import { type Fn, type Graph, type Node, nodeOf, peeled, reachedFrom } from '../graph.ts';
import type { Presence } from '../evaluate/presence.ts';

interface EqualNothingInput {
  graph: Graph;
  presence: Presence;
  environmentName(node: Node): string | undefined;
  owning(fn: Fn, owner: number): Fn | undefined;
  isRefusal(fn: Fn, guard: Guard): boolean;
  isTest(path: string): boolean;
}

type Missing = 'undefined' | 'null';

const holding = /^(?:headers|query|cookies)$/;
const none: ReadonlySet<Missing> = new Set();
const maxDepth = 8;

/** Answers about functions that judge requests. */
export function createEqualNothing({ graph, presence, environmentName, owning, ...input }: EqualNothingInput) {
  const memo = new Map<string, boolean>();

  /** Where the function takes the header and the variable for equal though neither is there. */
  function equalNothing(fn: Fn): Place[] {
    const { facts } = fn.file;
    const own = facts.guards.filter((guard) => owning(fn, guard.owner) !== undefined);
    const refusing = own
      .filter((guard) => guard.owner === fn.id && guard.thenExit !== undefined && input.isRefusal(fn, guard))
      .flatMap((guard) => disjuncts(nodeOf(fn.file, guard.test)).filter((leaf) => isOf(leaf, /^!==?$/)));
    const returned = fn.fact.returns.map(({ value }) => nodeOf(fn.file, value)).filter((node) => isOf(node, /^===?$/));
    const atoms = own.flatMap((guard) => atomsOf(nodeOf(fn.file, guard.test)));
    return [...refusing, ...returned].filter((test) => holdsForNothing(test, atoms)).map((test) => graph.place(test));
  }

  function disjuncts(test: Node): Node[] {
    const value = graph.value(test);
    if (value.kind !== 'logical' || value.op !== '||') return [test];
    return [value.left, value.right].flatMap((id) => disjuncts(graph.sibling(test, id)));
  }

  function atomsOf(test: Node): Node[] {
    return reachedFrom(graph, test, (value) => (value.kind === 'logical' ? operands(value) : [])).filter(
      (node) => graph.value(node).kind !== 'logical',
    );
  }

  function isOf(node: Node, op: RegExp): boolean {
    const value = graph.value(node);
    return value.kind === 'binary' && op.test(value.op);
  }

  function holdsForNothing(test: Node, atoms: readonly Node[]): boolean {
    const value = graph.value(test);
    if (value.kind !== 'binary') return false;
    const sides = [value.left, value.right].map((id) => graph.sibling(test, id));
    return sides.some((side, at) => {
      const other = sides[1 - at];
      if (other === undefined) return false;
      const missing = missingFrom(other, 0);
      const isMet = missing.has('undefined') || (missing.has('null') && value.op.length === 2);
      return isMet && isOpen(side) && !isLookedAt(other, test, atoms);
    });
  }

  // A variable of the environment that the program never asks for.
  function isOpen(node: Node): boolean {
    const name = environmentName(node);
    if (name === undefined || !presence.of(node).states.has('undefined')) return false;
    let found = memo.get(name);
    if (found === undefined) memo.set(name, (found = isAskedFor(name)));
    return !found;
  }

  function isAskedFor(name: string): boolean {
    return graph.first.some((file) => {
      const isIt = (id: number): boolean => environmentName(nodeOf(file, id)) === name;
      const { guards, values } = file.facts;
      return (
        !input.isTest(file.path) &&
        (guards.some((guard) => isIt(guard.test)) ||
          values.some((value) => speaksOf(value, name, isIt, values) || isHeld(value, isIt, values)))
      );
    });
  }

  // `!process.env.KEY`, `process.env.KEY ?? 'none'`, `required('KEY')`, `z.object({ KEY: z.string() })`
  function speaksOf(value: Value, name: string, isIt: (id: number) => boolean, values: readonly Value[]): boolean {
    switch (value.kind) {
      case 'literal':
        return value.value === name;
      case 'object':
        return value.properties.some((property) => property.name === name);
      case 'unary':
        return isIt(value.value);
      // What goes on without it asks nobody to set it.
      case 'logical':
        return isIt(value.left) && !(values[value.right]?.kind === 'literal' && value.op !== '&&');
      case 'conditional':
        return isIt(value.test);
      // `process.env.KEY.length`, which throws where it is not set
      case 'member':
        return isIt(value.base);
      default:
        return false;
    }
  }

  // `process.env.KEY === undefined`
  function isHeld(value: Value, isIt: (id: number) => boolean, values: readonly Value[]): boolean {
    return value.kind === 'binary' && values[value.right]?.kind === 'literal' && isIt(value.left);
  }

  // What the value is where the request does not bring it.
  function missingFrom(start: Node, depth: number): ReadonlySet<Missing> {
    const node = peeled(graph, start);
    const value = graph.value(node);
    if (depth > maxDepth) return none;
    const onward = (id: number): ReadonlySet<Missing> => missingFrom(graph.sibling(node, id), depth + 1);
    switch (value.kind) {
      case 'member':
        return isRead(node, value) || (/^[1-9]$/.test(value.name) && isSplit(graph.sibling(node, value.base)))
          ? new Set(['undefined'])
          : none;
      case 'element': {
        const key = value.key === undefined ? undefined : graph.value(graph.sibling(node, value.key));
        const isBehindFirst = key?.kind === 'literal' && Number(key.value) > 0;
        return isBehindFirst && isSplit(graph.sibling(node, value.base)) ? new Set(['undefined']) : none;
      }
      case 'conditional':
        return graph.value(graph.sibling(node, value.whenFalse)).kind === 'literal'
          ? ofLiteral(graph.value(graph.sibling(node, value.whenFalse)))
          : none;
      case 'logical':
        if (value.op === '&&') return onward(value.left);
        return onward(value.left).size > 0 ? onward(value.right) : none;
      case 'call':
        return ofCall(node, value, depth);
      default:
        return ofLiteral(value);
    }
  }

  // `header.split(' ')`, of which there is only one part where nothing divides it.
  function isSplit(list: Node): boolean {
    const node = peeled(graph, list);
    const value = graph.value(node);
    if (value.kind === 'logical') return isSplit(graph.sibling(node, value.left));
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    return callee?.kind === 'member' && callee.name === 'split' && namesIn(node).length > 0;
  }

  function ofLiteral(value: Value): ReadonlySet<Missing> {
    if (value.kind === 'global' && value.name === 'undefined') return new Set(['undefined']);
    if (value.kind !== 'literal' || (value.value !== undefined && value.value !== null)) return none;
    return new Set([value.value === null ? 'null' : 'undefined']);
  }

  // `request.headers['x-api-key']`
  function isRead(node: Node, { base }: Value & { kind: 'member' }): boolean {
    const from = graph.value(peeled(graph, graph.sibling(node, base)));
    return from.kind === 'member' && holding.test(from.name);
  }

  function ofCall(node: Node, call: Value & { kind: 'call' }, depth: number): ReadonlySet<Missing> {
    const callee = graph.value(graph.sibling(node, call.callee));
    if (callee.kind !== 'member') return none;
    const base = graph.sibling(graph.sibling(node, call.callee), callee.base);
    const [name] = call.args.map((arg) => graph.value(graph.sibling(node, arg.value)));
    if (call.args.length === 1 && name?.kind === 'literal' && /^(?:get|header)$/.test(callee.name)) {
      const from = graph.value(peeled(graph, base));
      // `Headers.get` of the platform gives null; those of the frameworks give undefined.
      const isHeaders = callee.name === 'get' && from.kind === 'member' && from.name === 'headers';
      const isRequest = from.kind === 'param' || (from.kind === 'member' && /^(?:req|request)$/.test(from.name));
      return isHeaders ? new Set(['null']) : isRequest ? new Set(['undefined']) : none;
    }
    const isSkipped = callee.isOptional === true || call.isOptional === true;
    return missingFrom(base, depth + 1).size > 0 && isSkipped ? new Set(['undefined']) : none;
  }

  // Whoever asks anything else of the same header has thought of a request without it.
  function isLookedAt(side: Node, test: Node, atoms: readonly Node[]): boolean {
    const sent = new Set(namesIn(side));
    return atoms.some((atom) => atom !== test && namesIn(atom).some((name) => sent.has(name)));
  }

  // The headers, fields and cookies by their names.
  function namesIn(node: Node): string[] {
    const { values } = graph.fileOf(node).facts;
    const reads = throughReads(values);
    return reachedFrom(graph, node, (value) => {
      const given = value.kind === 'call' ? value.args.map((arg) => arg.value) : [];
      return [...operands(value), ...reads(value), ...given];
    }).flatMap((at) => {
      const value = graph.value(at);
      if (value.kind === 'member' && isRead(at, value)) return [value.name.toLowerCase()];
      if (value.kind !== 'call' || missingFrom(at, 0).size === 0) return [];
      const [name] = value.args.map((arg) => graph.value(graph.sibling(at, arg.value)));
      return name?.kind === 'literal' && typeof name.value === 'string' ? [name.value.toLowerCase()] : [];
    });
  }

  return { equalNothing };
}
