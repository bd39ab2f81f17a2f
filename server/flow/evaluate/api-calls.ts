/** Answers which calls the rows of the section `calls` describe, with their options evaluated. */
import type { ApiCall, ConstantText, FunctionRef, Option, UnsafeOption } from '../../context.ts';
import type { Place } from '../../finding.ts';
import type { CallKind, CallRow } from '../../models/model.ts';
import type { Functions } from '../behaviour/functions.ts';
import type { Graph, Node } from '../graph.ts';
import { createGuesses } from './guessable.ts';
import { createMakers } from '../forms/makers.ts';
import type { Linked } from '../link/links.ts';
import { type CallSites, relative } from './optioned-calls.ts';
import type { Options } from './options.ts';
import type { Slot } from './slots.ts';

interface ApiCallsInput {
  graph: Graph;
  linked: Linked;
  options: Options;
  functions: Functions;
  sites: CallSites;
  constantsOf(slots: readonly Slot[]): ConstantText[];
  holdsEnvironment(node: Node): boolean;
  fieldsOf(node: Node): ReadonlyMap<string, Node> | undefined;
}

const ofFunctions =
  /^(handlers?|before|decider|app|approval|scopes|origin|user|extendedCard|factory|sessionId|verify|bind|load)$/;

/** One call of a row: all of it, or one element of a list among its arguments. */
interface Site {
  row: CallRow;
  call: Node;
  element?: Node;
}

/** Answers about calls in the selected files. */
export function createApiCalls(input: ApiCallsInput) {
  const { graph, linked, options, functions, sites, constantsOf } = input;
  const makers = createMakers(graph, linked);
  const { guess } = createGuesses(graph, linked);
  const byKind = new Map<CallKind, Site[]>();
  const memo = new Map<Site, ApiCall>();
  const siteOf = new Map<ApiCall, Site>();

  function calls(...kinds: CallKind[]): ApiCall[] {
    return kinds.flatMap((kind) => sitesOfKind(kind).map(describe));
  }

  function sitesOfKind(kind: CallKind): Site[] {
    let found = byKind.get(kind);
    if (!found) {
      const rowsAt = sites.find((state) => state.calls.filter((row) => row.kind === kind));
      found = rowsAt.flatMap(({ call, rows }) => rows.flatMap((row) => sitesOf(row, call))).filter(isMeant);
      byKind.set(kind, found);
    }
    return found;
  }

  function sitesOf(row: CallRow, call: Node): Site[] {
    if (row.each === undefined) return [{ row, call }];
    const elements = options.slots(call, relative(row.each));
    return elements.flatMap((slot) => (slot.kind === 'value' ? [{ row, call, element: slot.node }] : []));
  }

  function isMeant(site: Site): boolean {
    return Object.entries(site.row.where ?? {}).every(([path, text]) => {
      const slots = slotsAt(site, path);
      return slots.length > 0 && slots.every((slot) => slot.kind === 'value' && isNamed(slot.node, text));
    });
  }

  // A constant text, or what a library exports under the name.
  function isNamed(node: Node, text: string): boolean {
    if (linked.resolve.text(node) === text) return true;
    return linked.resolve.origins(node).some((o) => o.kind === 'api' && o.api.label.split('.').at(-1) === text);
  }

  function slotsAt({ row, call, element }: Site, path: string): Slot[] {
    const tokens = relative(path);
    const prefix = row.each === undefined ? undefined : relative(row.each);
    if (element === undefined || !prefix || !beginsWith(path, row.each)) return options.slots(call, tokens);
    return options.within([{ kind: 'value', node: element }], tokens.slice(prefix.length));
  }

  function describe(site: Site): ApiCall {
    const known = memo.get(site);
    if (known) return known;
    const { row, call, element } = site;
    const evaluated = new Map<string, Option>();
    const pathsOf = (name: string): readonly string[] => row.options[name] ?? [];
    const nodesAt = (name: string): Node[] =>
      pathsOf(name).flatMap((path) => slotsAt(site, path).flatMap((s) => (s.kind === 'value' ? [s.node] : [])));
    const described = sites.describe(call, row.options);
    const answer: ApiCall = {
      ...described,
      ...(element === undefined || row.each === undefined ? {} : ofElement(element, row.each)),
      row,
      option(name) {
        let option = evaluated.get(name);
        if (!option) {
          const slots = pathsOf(name).map((path) => withoutCallbacks(name, slotsAt(site, path)));
          option = slots.length === 0 ? { state: 'absent', names: [] } : options.summary(slots);
          evaluated.set(name, option);
        }
        return option;
      },
      constants: (name) => pathsOf(name).flatMap((path) => constantsOf(slotsAt(site, path))),
      makers: (name) => [...new Set(nodesAt(name).flatMap((node) => makers.of(node)))],
      guess: (name) => guess(nodesAt(name)),
      fields: (name) => fieldsAt(pathsOf(name).flatMap((path) => slotsAt(site, path))),
      takesEnvironment: (name) =>
        pathsOf(name).some((path) =>
          slotsAt(site, path).some((slot) => slot.kind === 'value' && input.holdsEnvironment(slot.node)),
        ),
      functionsAt: (name) => pathsOf(name).flatMap((path) => slotsAt(site, path).flatMap(functionsOf)),
      unsafe: () => Object.keys(row.unsafe ?? {}).flatMap((name) => unsafeOption(row, name, answer.option(name)) ?? []),
    };
    memo.set(site, answer);
    siteOf.set(answer, site);
    return answer;
  }

  function fieldsAt([slot, ...others]: Slot[]): { name: string; at: Place }[] | undefined {
    const found = slot?.kind === 'value' && others.length === 0 ? input.fieldsOf(slot.node) : undefined;
    return found && [...found].map(([name, node]) => ({ name, at: graph.place(node) }));
  }

  function ofElement(node: Node, list: string): Pick<ApiCall, 'at' | 'element'> {
    const at = graph.place(node);
    return { at, element: { id: node, at, list } };
  }

  // `listen(port, () => …)`: where a function may stand for the lack of an option, it is no value of the option.
  function withoutCallbacks(name: string, slots: Slot[]): Slot[] {
    if (ofFunctions.test(name)) return slots;
    return slots.map((slot) =>
      slot.kind === 'value' && functionsOf(slot).length > 0 ? { kind: 'absent' as const } : slot,
    );
  }

  function functionsOf(slot: Slot): FunctionRef[] {
    if (slot.kind !== 'value') return [];
    return linked.resolve.origins(slot.node).flatMap((o) => (o.kind === 'function' ? [functions.refOf(o.fn)] : []));
  }

  /** What stands at an option of the call. */
  function slotsOf(call: ApiCall, name: string): Slot[] {
    const site = siteOf.get(call);
    return site ? (site.row.options[name] ?? []).flatMap((path) => slotsAt(site, path)) : [];
  }

  return { calls, slotsOf };
}

function unsafeOption(row: CallRow, name: string, option: Option): UnsafeOption | undefined {
  const values = row.unsafe?.[name] ?? [];
  const safe = row.safe?.[name];
  const written = option.texts?.find((text) => values.includes(text));
  const byDefault = option.state === 'absent' ? row.defaults?.[name] : undefined;
  const value = written ?? (byDefault !== undefined && values.includes(byDefault) ? byDefault : undefined);
  if (value === undefined) return undefined;
  const isCertain =
    byDefault !== undefined || (option.state === 'set' && (option.texts ?? []).every((text) => values.includes(text)));
  // Of what a function gives, only that counts which it always gives.
  if (!isCertain && row.options[name]?.some((path) => path.includes('ReturnValue'))) return undefined;
  return { name, value, isCertain, ...(option.at ? { at: option.at } : {}), ...(safe === undefined ? {} : { safe }) };
}

function beginsWith(path: string, prefix: string | undefined): boolean {
  return prefix !== undefined && (path === prefix || path.startsWith(`${prefix}.`));
}
