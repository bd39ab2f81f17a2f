/** Checks of a credential that only a request which brings one has to stand: `if (key && key !== KEY) return refuse(); next()`. */
import { operands, throughReads } from '../../facts/backward.ts';
import type { Guard } from '../../facts/facts.ts';
import { callsWithin } from '../../facts/within.ts';
import type { Span } from '../../finding.ts';
import { type Fn, type Node, nodeOf, reachedFrom } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { RequestReading } from './switches.ts';

interface CheckedIfThereInput extends RequestReading {
  linked: Linked;
  isRefusal(fn: Fn, guard: Guard): boolean;
  refusesWithin(fn: Fn, start: number, end: number): boolean;
}

// Who somebody is, once that is known, is looked at for other reasons: `if (user && user.isBlocked) return refuse(res)`.
const known = /^(?:session|passport|isAuthenticated|authInfo|userId|currentUser|cookies?)$/i;
// A look at how the header is written judges nobody.
const form = /^(?:startsWith|endsWith|includes|match|test|isArray)$/;
const maxDepth = 6;

/** Answers about the guards of a function that judges requests. */
export function createCheckedIfThere({ graph, linked, isSetting, isCredential, ...input }: CheckedIfThereInput) {
  /**
   * What has to be there before the guard looks at a credential, where nothing else refuses a request for which it is not:
   * the credential itself, or the setting that it is held against.
   */
  function onlyIfThere(fn: Fn, guard: Guard): 'missing-credential' | 'unset' | undefined {
    if (guard.owner !== fn.id || guard.elseStart !== undefined) return undefined;
    const tests = conjuncts(nodeOf(fn.file, guard.test), 0);
    const needed = tests.some(isThere) ? 'missing-credential' : tests.some(isSetting) ? 'unset' : undefined;
    // All that stands inside of a setting is looked at by others.
    if (!needed || (needed === 'unset' && tests.length === 1) || !refusesWrong(fn, guard, tests)) return undefined;
    return !isAskedElsewhere(fn, guard) && goesOnBehind(fn, guard.end) ? needed : undefined;
  }

  function conjuncts(test: Node, depth: number): Node[] {
    const value = graph.value(test);
    if (value.kind !== 'logical' || value.op !== '&&' || depth > maxDepth) return [test];
    return [value.left, value.right].flatMap((id) => conjuncts(graph.sibling(test, id), depth + 1));
  }

  // `key`, `key !== undefined`
  function isThere(test: Node): boolean {
    const value = graph.value(test);
    if (value.kind === 'binary') {
      const other = graph.value(graph.sibling(test, value.right));
      return (
        /^!==?$/.test(value.op) &&
        other.kind === 'literal' &&
        !other.value &&
        isBrought(graph.sibling(test, value.left))
      );
    }
    return value.kind !== 'unary' && isBrought(test);
  }

  // A credential that the request carries, and none that the program was given.
  function isBrought(node: Node): boolean {
    if (isSetting(node) || !isCredential(node)) return false;
    const { values } = graph.fileOf(node).facts;
    const reached = reachedFrom(graph, node, (value) =>
      value.kind === 'call'
        ? [...throughReads(values)(value), ...value.args.map((arg) => arg.value)]
        : throughReads(values)(value),
    ).map((at) => graph.value(at));
    return (
      reached.some(({ kind }) => kind === 'param') &&
      !reached.some((value) => 'name' in value && typeof value.name === 'string' && known.test(value.name))
    );
  }

  // In the same test, or in one that stands inside.
  function refusesWrong(fn: Fn, guard: Guard, tests: readonly Node[]): boolean {
    if (tests.length > 1)
      return tests.some((test) => isWrong(test)) && input.isRefusal(fn, guard) && guard.thenExit !== undefined;
    if (guard.thenExit !== undefined) return false;
    return fn.file.facts.guards.some(
      (inner) =>
        inner.owner === fn.id &&
        inner.start >= guard.thenStart &&
        inner.end <= guard.thenEnd &&
        inner.thenExit !== undefined &&
        input.isRefusal(fn, inner) &&
        reachedFrom(graph, nodeOf(fn.file, inner.test), (value) =>
          value.kind === 'logical' ? operands(value) : [],
        ).some(isWrong),
    );
  }

  // `key !== KEY`, `!keys.has(key)`: held against something that stands nowhere as a text.
  function isWrong(test: Node): boolean {
    const value = graph.value(test);
    if (value.kind === 'binary') {
      const sides = [value.left, value.right].map((id) => graph.sibling(test, id));
      return (
        /^!==?$/.test(value.op) && sides.some(isBrought) && !sides.some((side) => graph.value(side).kind === 'literal')
      );
    }
    if (value.kind !== 'unary' || value.op !== '!') return false;
    const [call] = reachedFrom(graph, graph.sibling(test, value.value), (one) =>
      one.kind === 'await' ? [one.value] : [],
    ).filter((node) => graph.value(node).kind === 'call');
    const asked = call === undefined ? undefined : graph.value(call);
    if (call === undefined || asked?.kind !== 'call') return false;
    const callee = graph.value(graph.sibling(call, asked.callee));
    // `allowed.includes(key)` asks a list, `key.includes('.')` the key.
    const isOfForm =
      callee.kind === 'member' && form.test(callee.name) && !isSetOrList(graph.sibling(call, asked.callee));
    return !isOfForm && asked.args.some((arg) => isBrought(graph.sibling(call, arg.value)));
  }

  function isSetOrList(callee: Node): boolean {
    const value = graph.value(callee);
    return value.kind === 'member' && value.name === 'includes' && !isBrought(graph.sibling(callee, value.base));
  }

  // Another refusal, a verification, or a function of the project that is handed the request.
  function isAskedElsewhere(fn: Fn, guard: Guard): boolean {
    const { facts } = fn.file;
    const beside: Span[] = [
      { start: fn.fact.start, end: guard.start },
      { start: guard.end, end: fn.fact.end },
    ];
    const isBeside = ({ start, end }: Span): boolean => beside.some((span) => start >= span.start && end <= span.end);
    return (
      beside.some(({ start, end }) => input.refusesWithin(fn, start, end) || input.judgesWithin(fn, start, end)) ||
      facts.guards.some((other) => isBeside(other) && input.owning(fn, other.owner) && refuses(fn, other)) ||
      beside.some((span) => callsWithin(facts, span).some((id) => isHandedRequest(fn, id)))
    );
  }

  function refuses(fn: Fn, { thenExit, elseExit, thenStart, thenEnd, elseStart = 0, elseEnd = 0 }: Guard): boolean {
    return (
      (thenExit !== undefined && input.goesOn(fn, thenStart, thenEnd) === undefined) ||
      (elseExit !== undefined && input.goesOn(fn, elseStart, elseEnd) === undefined)
    );
  }

  function isHandedRequest(fn: Fn, id: number): boolean {
    const call = fn.file.facts.values[id];
    if (call?.kind !== 'call' || linked.targets(nodeOf(fn.file, id)).functions.length === 0) return false;
    return call.args.some((arg) => {
      const value = fn.file.facts.values[arg.value];
      return value?.kind === 'param' && value.index === 0;
    });
  }

  function goesOnBehind(fn: Fn, from: number): boolean {
    if (input.isHook(fn) || input.isAnswering(fn) || input.goesOn(fn, from, fn.fact.end) !== undefined) return true;
    return fn.fact.returns.some(({ start, value }) => {
      const said = fn.file.facts.values[value];
      return start > from && said?.kind === 'literal' && said.value === true;
    });
  }

  return { onlyIfThere };
}
