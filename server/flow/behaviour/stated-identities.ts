/** What a program takes out by a name that whoever asks has said: a token of that user, their records, their rights. */
import type { Picked, StatedIdentity } from '../../context.ts';
import { valuesOf } from '../../facts/by-kind.ts';
import type { Place } from '../../finding.ts';
import type { Catalog } from '../../models/catalog.ts';
import { everything, isItself } from '../field-path.ts';
import type { Functions } from './functions.ts';
import {
  calleeName,
  fnNode,
  functionAt,
  type Graph,
  idOf,
  type LoadedFile,
  type Node,
  ownerOf,
  peeled,
} from '../graph.ts';
import { isLookup, isOfCredentials, isPerson, isRights, selecting } from './identity-names.ts';
import type { Linked } from '../link/links.ts';
import { track } from '../track/track.ts';
import type { Use } from '../track/uses.ts';

interface StatedInput {
  graph: Graph;
  linked: Linked;
  catalog: Catalog;
  functions: Functions;
  /** The files with a telling word. */
  selected: readonly LoadedFile[];
  /** Fields of the headers, the query and the body of requests. */
  requestFields(): readonly { from: StatedIdentity['from']; name: string; node: Node }[];
  /** Fields that were taken out of what a model chose. */
  argumentsTaken(): ReadonlySet<Node>;
  isTest(path: string): boolean;
}

const row = { kind: 'claims', path: '', note: 'said by whoever asks' } as const;
// A name that goes further than this is no key.
const maxStates = 3_000;
const maxDepth = 4;
const judging = /check|assert|authori[sz]|^can[A-Z]|allow|permission|verif|owns|belongs|guard|ensure/i;
const choosing = /^(?:filter|find|findIndex|findLast|some|every)$/;
const criteria = /^(?:where|AND|OR)$/;
// Of a database; a client of somebody else's API lists and gets.
const finding =
  /^(?:find(?:One|Many|First|Unique|All|By\w+)?|count(?:Documents)?|(?:delete|update)(?:One|Many)|aggregate)$/;

/** Answers about identities that are said and not proven. */
export function createStatedIdentities(input: StatedInput) {
  const { graph, linked, catalog, functions, isTest } = input;
  const memo = new Map<string, StatedIdentity[]>();
  const written = new Map<string, boolean>();

  /** The fields named so of requests and of arguments of tools, where something of the program's own is taken out by them. */
  function statedIdentities(name: RegExp): StatedIdentity[] {
    let found = memo.get(name.source);
    if (!found) memo.set(name.source, (found = find(name)));
    return found;
  }

  function find(name: RegExp): StatedIdentity[] {
    const ofModels = [...input.argumentsTaken()].flatMap((node) => {
      const value = graph.value(node);
      return value.kind === 'member' ? [{ from: 'argument' as const, name: value.name, node }] : [];
    });
    return [...input.requestFields(), ...ofModels].flatMap(({ from, name: said, node }): StatedIdentity[] => {
      const at = graph.place(node);
      if (!name.test(said) || isTest(at.file)) return [];
      const { picks, isCompared } = followed(node, from === 'argument');
      if (picks.length === 0) return [];
      const isWrittenHere = from === 'header' && writes(said);
      return [{ name: said, from, at, picks, isCompared, isWrittenHere, ...functions.around(node) }];
    });
  }

  function writes(header: string): boolean {
    let found = written.get(header);
    if (found === undefined) written.set(header, (found = isWritten(header)));
    return found;
  }

  // `headers.set('x-user-id', session.userId)`, `req.headers['x-user-id'] = …`, `{ 'x-user-id': … }`
  function isWritten(header: string): boolean {
    const isIt = (name: string | undefined): boolean => name?.toLowerCase() === header;
    return input.selected.some((file) => {
      if (isTest(file.path)) return false;
      const { stores } = file.facts;
      return (
        stores.some(({ name }) => isIt(name)) ||
        valuesOf(file.facts, 'object').some(([{ properties }]) => properties.some(({ name }) => isIt(name))) ||
        valuesOf(file.facts, 'call').some(
          ([
            {
              args: [first, second],
            },
          ]) => {
            const named = first && second && file.facts.values[first.value];
            return named?.kind === 'literal' && typeof named.value === 'string' && isIt(named.value);
          },
        )
      );
    });
  }

  function followed(start: Node, isOfModel: boolean): { picks: Picked[]; isCompared: boolean } {
    const picks: (Picked & { owner: Node | undefined })[] = [];
    const lookups = new Set<Node>();
    let isCompared = false;
    const pick = (what: Picked['what'], node: Node, at: Place = graph.place(node)): void => {
      const owner = ownerOf(graph, node);
      picks.push({ what, at, owner: owner && fnNode(owner) });
    };
    track(graph, linked, catalog, [{ node: start, path: everything, row: { ...row }, isConvention: false }], {
      channels: [],
      exchangeHelpers: [],
      maxStates,
      observe(state, use) {
        if (isTest(graph.fileOf(state.node).path) || !isItself(state.path)) return;
        const at = (id: number): Node => graph.sibling(state.node, id);
        if (use.kind === 'key' && isOfCredentials(nameOf(at(use.base))) && isTakenOn(at(use.to), 0))
          pick('credential', at(use.to));
        if (use.kind === 'take' && isRights(use.name ?? '') && isAsked(at(use.to), 0)) pick('rights', at(use.to));
        if (use.kind === 'put' && isPerson(use.name ?? '') && isCriterion(at(use.to), 0)) pick('records', at(use.to));
        if (use.kind === 'operand' && isHeldAgainst(state.node, use)) {
          // Among what a token gives one chooses as one likes.
          if (!isChoosing(at(use.to))) isCompared = true;
          else if (!isOfModel) pick('records', at(use.to));
        }
        if (use.kind === 'argument') {
          const call = at(use.call);
          const what = takenBy(call, use.index);
          if (what === 'credential') for (const fn of linked.targets(call).functions) lookups.add(fnNode(fn));
          if (what === 'records' || (what === 'credential' && isTakenOn(call, 0))) pick(what, call);
          else if (!what && judging.test(calleeName(graph.fileOf(call), idOf(call)))) isCompared = true;
        }
      },
    });
    // What a lookup does inside is told where it is called.
    const behind = new Set([...lookups].flatMap(reachOf));
    return {
      isCompared,
      picks: picks.flatMap(({ owner, ...picked }) => (owner !== undefined && behind.has(owner) ? [] : [picked])),
    };
  }

  function reachOf(id: Node): Node[] {
    const value = graph.value(id);
    const fn = value.kind === 'function' ? functionAt(graph.fileOf(id), value.fn) : undefined;
    return fn ? functions.reach(functions.refOf(fn)).map((ref) => ref.id) : [];
  }

  // `tokens.get(userId)`, `getToken(userId)`, `.eq('user_id', userId)`
  function takenBy(call: Node, index: number): 'credential' | 'records' | undefined {
    const value = graph.value(call);
    if (value.kind !== 'call' || value.isNew) return undefined;
    const name = calleeName(graph.fileOf(call), idOf(call));
    if (index === 0 && isLookup(name, receiverOf(call))) return 'credential';
    const [first] = value.args;
    if (index !== 1 || !first || !selecting.test(name)) return undefined;
    const column = graph.value(peeled(graph, graph.sibling(call, first.value)));
    const said = column.kind === 'literal' ? String(column.value) : column.kind === 'member' ? column.name : '';
    return isPerson(said) ? 'records' : undefined;
  }

  function receiverOf(call: Node): string {
    const value = graph.value(call);
    const callee = value.kind === 'call' ? graph.value(graph.sibling(call, value.callee)) : undefined;
    return callee?.kind === 'member' ? nameOf(graph.sibling(call, callee.base)) : '';
  }

  function nameOf(node: Node): string {
    const value = graph.value(node);
    if (value.kind === 'call') return calleeName(graph.fileOf(node), idOf(node));
    return 'name' in value && typeof value.name === 'string' ? value.name : '';
  }

  // More is done with it than a look at whether it is there, or when it ends.
  function isTakenOn(node: Node, depth: number): boolean {
    return linked.usesOf(node).some((use) => {
      if (use.kind === 'copy') return depth < maxDepth && isTakenOn(graph.sibling(node, use.to), depth + 1);
      if (use.kind === 'take') return isOfCredentials(use.name ?? '') || /^(?:value|data|key)$/.test(use.name ?? '');
      return use.kind === 'argument' || use.kind === 'put' || use.kind === 'derive' || use.kind === 'return';
    });
  }

  function isAsked(node: Node, depth: number): boolean {
    return linked.usesOf(node).some((use) => {
      if (use.kind === 'copy') return depth < maxDepth && isAsked(graph.sibling(node, use.to), depth + 1);
      return use.kind === 'operand' || use.kind === 'test' || (use.kind === 'receiver' && isIncludes(node, use.call));
    });
  }

  function isIncludes(node: Node, call: number): boolean {
    return /^(?:includes|has|some)$/.test(calleeName(graph.fileOf(node), call));
  }

  // `find({ owner })`, `findMany({ where: { userId } })`
  function isCriterion(object: Node, depth: number, isNamed = false): boolean {
    return linked.usesOf(object).some((use) => {
      const onward = (id: number, isWhere: boolean): boolean =>
        depth < maxDepth && isCriterion(graph.sibling(object, id), depth + 1, isWhere);
      if (use.kind === 'copy') return onward(use.to, isNamed);
      if (use.kind === 'put' && criteria.test(use.name ?? '')) return onward(use.to, true);
      if (use.kind === 'put') return /^[01]$/.test(use.name ?? '') && onward(use.to, isNamed);
      if (use.kind !== 'argument') return false;
      return (isNamed ? selecting : finding).test(calleeName(graph.fileOf(object), use.call));
    });
  }

  function isHeldAgainst(node: Node, use: Use & { kind: 'operand' }): boolean {
    const value = graph.value(graph.sibling(node, use.to));
    if (value.kind !== 'binary' || !/^[!=]==?$/.test(value.op)) return false;
    const other = graph.value(peeled(graph, graph.sibling(node, use.side === 'left' ? value.right : value.left)));
    return (
      other.kind !== 'literal' && !(other.kind === 'global' && other.name === 'undefined') && other.kind !== 'unary'
    );
  }

  // `orders.filter((order) => order.userId === userId)`
  function isChoosing(comparison: Node): boolean {
    const callback = ownerOf(graph, comparison);
    if (!callback?.fact.isArrow) return false;
    return linked
      .usesOf(fnNode(callback))
      .some((use) => use.kind === 'argument' && choosing.test(calleeName(callback.file, use.call)));
  }

  return { statedIdentities };
}
