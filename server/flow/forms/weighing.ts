/** Whether anything is held against what a request says, or it is only asked for, shown and sent on. */
import type { Guard, Value } from '../../facts/facts.ts';
import type { Weight } from '../../context.ts';
import type { Span } from '../../finding.ts';
import { calleeName, type Graph, idOf, type Node, nodeOf, peeled, reachedFrom } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Use } from '../track/uses.ts';

const maxDepth = 12;
// The same text in another form.
const reforming = /^(String|encodeURIComponent|decodeURIComponent|Boolean|URLSearchParams)$/;
const reformingMethod = /^(trim|toString|toLowerCase|slice|substring|substr|normalize)$/;
const logger = /^(console|_?log|.*logger)$/i;
const answering = /^(redirect|send|json|end|write|render|html|text)$/;
const answer = /^(c|ctx|context|res|response|reply|Response|NextResponse)$/;
const browserKept = /cookie|session/i;
// What `typeof` and a look for emptiness compare with, and the names of modes.
const isConstant = (value: Value): boolean =>
  value.kind === 'literal' ||
  (value.kind === 'global' && value.name === 'undefined') ||
  (value.kind === 'unary' && (value.op === 'typeof' || value.op === 'void'));

/** What is done with one value: what it is compared in, and where only its presence counts. */
interface Found {
  seen: Set<Node>;
  comparisons: Node[];
  /** What tests whether it is there: a `!`, a `&&`, an `if`. */
  presence: Node[];
}

/** Answers about single values. A use that is not understood may be a check, so that the value is weighed. */
export function createWeighing(graph: Graph, linked: Linked) {
  /** Whether the value is compared, looked up or handed to what may check it, and whether that happens without it. */
  function weightOf(node: Node): Weight {
    const found: Found = { seen: new Set(), comparisons: [], presence: [] };
    if (!isHarmless(node, found, 0)) return 'weighed';
    const telling = found.comparisons.filter((comparison) => !isVain(comparison, 0));
    if (telling.length === 0) return 'unweighed';
    return telling.every((comparison) => isSkipped(comparison, found)) ? 'skippable' : 'weighed';
  }

  function isHarmless(node: Node, found: Found, depth: number): boolean {
    if (found.seen.has(node)) return true;
    if (depth > maxDepth) return false;
    found.seen.add(node);
    return linked.usesOf(node).every((use) => isHarmlessUse(node, use, found, depth));
  }

  function isHarmlessUse(node: Node, use: Use, found: Found, depth: number): boolean {
    const on = (id: number): boolean => isHarmless(graph.sibling(node, id), found, depth + 1);
    switch (use.kind) {
      case 'copy':
        return use.at === undefined && on(use.to);
      case 'derive':
      case 'put':
        return on(use.to);
      case 'take':
        return use.name === 'length' || (reformingMethod.test(use.name ?? '') && isCalledOnly(node, use.to, on));
      // As what is taken of it.
      case 'receiver':
        return true;
      case 'argument':
        return isHarmlessArgument(node, use, found, depth);
      case 'operand':
        return isHarmlessOperand(node, use, found);
      case 'test':
        found.presence.push(node);
        return true;
      default:
        return false;
    }
  }

  function isCalledOnly(node: Node, member: number, on: (id: number) => boolean): boolean {
    return linked.usesOf(graph.sibling(node, member)).every((use) => use.kind === 'callee' && on(use.call));
  }

  function isHarmlessOperand(node: Node, use: Use & { kind: 'operand' }, found: Found): boolean {
    const to = graph.sibling(node, use.to);
    const value = graph.value(to);
    if (value.kind !== 'binary') {
      found.presence.push(to);
      return true;
    }
    if (!/^[!=]==?$/.test(value.op)) return false;
    const other = graph.value(graph.sibling(node, use.side === 'left' ? value.right : value.left));
    if (isConstant(other)) found.presence.push(to);
    else found.comparisons.push(to);
    return true;
  }

  function isHarmlessArgument(node: Node, use: Use & { kind: 'argument' }, found: Found, depth: number): boolean {
    const call = graph.sibling(node, use.call);
    const file = graph.fileOf(node);
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(node, value.callee)) : undefined;
    if (value.kind !== 'call' || use.isSpread || !callee) return false;
    if (isLogging(call)) return true;
    if (callee.kind === 'global' && reforming.test(callee.name)) return isHarmless(call, found, depth + 1);
    if (isAnswering(call)) return true;
    const url = /^(set|append)$/.test(calleeName(file, use.call)) ? urlBehind(call) : undefined;
    if (url !== undefined) return isHarmlessUrl(url, found, depth + 1);
    const { functions, apis } = linked.targets(call);
    if (functions.length === 0 || apis.length > 0 || calleeName(file, use.call) === '') return false;
    return functions.every(({ file: its, fact }) => {
      const param = fact.params[use.index];
      return fact.hasBody && param !== undefined && isHarmless(nodeOf(its, param), found, depth + 1);
    });
  }

  // `url.searchParams.set('state', state)`
  function urlBehind(call: Node): Node | undefined {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    const params = callee?.kind === 'member' ? graph.value(graph.sibling(call, callee.base)) : undefined;
    return params?.kind === 'member' && params.name === 'searchParams'
      ? peeled(graph, graph.sibling(call, params.base))
      : undefined;
  }

  function isHarmlessUrl(url: Node, found: Found, depth: number): boolean {
    if (found.seen.has(url)) return true;
    if (depth > maxDepth) return false;
    found.seen.add(url);
    return linked.usesOf(url).every((use) => {
      const on = (id: number): boolean => isHarmless(graph.sibling(url, id), found, depth + 1);
      if (use.kind === 'copy')
        return use.at === undefined && isHarmlessUrl(graph.sibling(url, use.to), found, depth + 1);
      if (use.kind === 'argument') return isHarmlessArgument(url, use, found, depth);
      if (use.kind !== 'take') return use.kind === 'receiver';
      if (use.name === 'searchParams') return true;
      return use.name === 'href' ? on(use.to) : use.name === 'toString' && isCalledOnly(url, use.to, on);
    });
  }

  function isLogging(call: Node): boolean {
    return /^(log|info|warn|error|debug|trace)$/.test(calleeName(graph.fileOf(call), idOf(call))) && isOn(call, logger);
  }

  // `res.redirect(…)`, `res.status(400).send(…)`
  function isAnswering(call: Node): boolean {
    const name = calleeName(graph.fileOf(call), idOf(call));
    return (name === 'Response' && isNew(call)) || (answering.test(name) && isOn(call, answer));
  }

  function isNew(call: Node): boolean {
    const value = graph.value(call);
    return value.kind === 'call' && value.isNew === true;
  }

  function isOn(call: Node, name: RegExp): boolean {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    if (callee?.kind !== 'member') return false;
    const base = graph.value(graph.sibling(call, callee.base));
    if (base.kind === 'call') return isOn(graph.sibling(call, callee.base), name);
    return 'name' in base && typeof base.name === 'string' && name.test(base.name);
  }

  // A comparison that decides nothing: its outcome is written to a log, or to nowhere.
  function isVain(node: Node, depth: number): boolean {
    if (depth > maxDepth) return false;
    const { facts } = graph.fileOf(node);
    return linked.usesOf(node).every((use) => {
      if (use.kind === 'operand' || use.kind === 'copy') return isVain(graph.sibling(node, use.to), depth + 1);
      if (use.kind === 'argument') return isLogging(graph.sibling(node, use.call));
      const guard = use.kind === 'test' ? facts.guards[use.guard] : undefined;
      return guard !== undefined && isOnlyLogged(node, guard);
    });
  }

  function isOnlyLogged(node: Node, guard: Guard): boolean {
    if (guard.thenExit !== undefined || guard.elseStart !== undefined) return false;
    const { facts } = graph.fileOf(node);
    const isWithin = ({ start, end }: Span): boolean => start >= guard.thenStart && end <= guard.thenEnd;
    const logged = facts.calls.flatMap((id) => {
      const call = facts.values[id];
      return call && isWithin(call) && isLogging(graph.sibling(node, id)) ? [call] : [];
    });
    if (logged.length === 0) return false;
    const rest = facts.values.filter((v) => isWithin(v) && !logged.some((l) => v.start >= l.start && v.end <= l.end));
    return rest.length === 0 && !facts.stores.some(isWithin);
  }

  // `if (state && state !== kept) return refuse()`, written as one test or as one inside another, where nothing else asks
  // whether it is there.
  function isSkipped(comparison: Node, { presence }: Found): boolean {
    const { facts } = graph.fileOf(comparison);
    const compared = graph.value(comparison);
    const guard = facts.guards.find(({ test }) => conjuncts(graph.sibling(comparison, test)).includes(comparison));
    if (!guard || guard.thenExit === undefined || compared.kind !== 'binary' || !compared.op.startsWith('!'))
      return false;
    const tests = [guard, ...around(facts.guards, guard)].map(({ test }) => graph.sibling(comparison, test));
    const others = tests.flatMap(conjuncts).filter((node) => node !== comparison);
    const sides = [compared.left, compared.right].map((id) => graph.sibling(comparison, id));
    // What the browser kept is not there where nobody began a login.
    const kept = sides.filter((side) => isOfBrowser(side) && others.includes(side));
    const chain = new Set([...tests.flatMap(andsOf), ...others]);
    const isOwn = presence.length > 0 && presence.every((node) => chain.has(node));
    return isOwn || kept.some((side) => presenceOf(side).every((node) => chain.has(node)));
  }

  // Every `if` without `else` that holds the guard on its one side.
  function around(guards: readonly Guard[], inner: Guard): Guard[] {
    return guards.filter(
      ({ owner, thenStart, thenEnd, elseStart }) =>
        owner === inner.owner && elseStart === undefined && inner.start >= thenStart && inner.end <= thenEnd,
    );
  }

  function isOfBrowser(node: Node): boolean {
    const reached = reachedFrom(graph, peeled(graph, node), (value) =>
      value.kind === 'member'
        ? [value.base]
        : value.kind === 'call'
          ? [value.callee]
          : value.kind === 'cast'
            ? [value.value]
            : [],
    );
    return reached.some((each) => {
      const value = graph.value(each);
      return value.kind === 'member' && browserKept.test(value.name);
    });
  }

  function presenceOf(node: Node): Node[] {
    return linked.usesOf(node).flatMap((use) => {
      if (use.kind === 'test') return [node];
      const to = use.kind === 'operand' || use.kind === 'copy' ? graph.sibling(node, use.to) : undefined;
      if (to === undefined) return [];
      return use.kind === 'operand' && graph.value(to).kind === 'binary' ? [] : [to];
    });
  }

  function andsOf(node: Node): Node[] {
    const value = graph.value(node);
    if (value.kind !== 'logical' || value.op !== '&&') return [];
    return [node, ...andsOf(graph.sibling(node, value.left)), ...andsOf(graph.sibling(node, value.right))];
  }

  function conjuncts(node: Node): Node[] {
    const value = graph.value(node);
    if (value.kind !== 'logical' || value.op !== '&&') return [node];
    return [...conjuncts(graph.sibling(node, value.left)), ...conjuncts(graph.sibling(node, value.right))];
  }

  return { weightOf };
}
