/** Answers which parameters the program sends together, what they are made of, and where they go. */
import type { Form, Option } from '../../context.ts';
import type { Place } from '../../finding.ts';
import type { Catalog } from '../../models/catalog.ts';
import type { SinkKind, SourceRow } from '../../models/model.ts';
import { under } from '../field-path.ts';
import type { Functions } from '../behaviour/functions.ts';
import { fnNode, functionAt, type Graph, type LoadedFile, type Node } from '../graph.ts';
import { createGuesses } from '../evaluate/guessable.ts';
import type { Linked } from '../link/links.ts';
import type { Options } from '../evaluate/options.ts';
import type { Slot } from '../evaluate/slots.ts';
import { type FoundPath, pathsFrom } from '../arrivals/paths.ts';
import { track } from '../track/track.ts';
import { appendedTo, textsOf } from './appended.ts';
import { headOfUrl } from './destinations.ts';
import { collectDrafts, copiesOf, type Draft, returnedFrom, type Written } from './drafts.ts';
import { createMakers } from './makers.ts';
import { createSpelled } from './spelled.ts';

interface FormsInput {
  graph: Graph;
  linked: Linked;
  catalog: Catalog;
  options: Options;
  functions: Functions;
  selected: readonly LoadedFile[];
}

const row: SourceRow = { kind: 'claims', path: '', note: 'parameter' };
const sinks = new Set<SinkKind>(['url', 'request-body', 'redirect']);
// What is sent is sent near to where it is put together; what goes further is a configuration that passes through everything.
const maxStates = 3000;

/** Answers about the parameters that the selected files write down. */
export function createForms(input: FormsInput) {
  const { graph, linked, catalog, options, functions, selected } = input;
  const makers = createMakers(graph, linked);
  const { guess } = createGuesses(graph, linked);
  let drafts: Map<Node, Draft> | undefined;
  const memo = new Map<Draft, Form>();

  /** The sets in which a parameter stands that is named so. */
  function forms(telling: RegExp): Form[] {
    drafts ??= collectDrafts(graph, linked, selected);
    return [...drafts.values()].flatMap((draft) => {
      const names = namesOf(draft);
      return names.some((name) => telling.test(name)) && !isInside(draft) ? [describe(draft, names)] : [];
    });
  }

  // An object that only begins a URLSearchParams, or a text that only begins a URL, is a part of that.
  function isInside(draft: Draft): boolean {
    if (draft.kind !== 'object' && draft.kind !== 'text') return false;
    const names = [...draft.objects, draft.carrier];
    return names.some((node) =>
      linked.usesOf(node).some((use) => use.kind === 'argument' && drafts?.has(graph.sibling(node, use.call)) === true),
    );
  }

  function namesOf({ fields, objects }: Draft): string[] {
    const properties = objects.flatMap((node) =>
      linked.resolve.origins(node).flatMap((o) => {
        const value = o.kind === 'value' ? graph.value(o.node) : undefined;
        return value?.kind === 'object' ? value.properties.flatMap((p) => p.name ?? []) : [];
      }),
    );
    return [...new Set([...properties, ...fields.keys()])];
  }

  function describe(draft: Draft, names: string[]): Form {
    const known = memo.get(draft);
    if (known) return known;
    const { carrier, kind } = draft;
    const all = [draft, ...laterDrafts(draft)];
    const isOpen = all.some((d) => d.isOpen) || isHandedOn(draft);
    const evaluated = new Map<string, Option>();
    let arrivals: FoundPath[] | undefined;
    const arrived = (): FoundPath[] => (arrivals ??= arrivalsOf(draft, names));
    const form: Form = {
      at: graph.place(carrier),
      carrier: kind,
      names: [...new Set(all.flatMap(namesOf))],
      option(name) {
        let option = evaluated.get(name);
        if (!option) evaluated.set(name, (option = optionOf(all, name, isOpen)));
        return option;
      },
      makers: (name) => [...new Set(nodesOf(all, name).flatMap((node) => makers.of(node)))],
      guess: (name) => guess(nodesOf(all, name)),
      sent: (name) =>
        (name === undefined ? arrived() : arrivalsOf(draft, [name])).map(({ arrival }) => ({
          kind: arrival.row.kind as 'url',
          at: arrival.at,
        })),
      destination: () => destination(draft, arrived()),
      ...(all.some(({ takesQuery }) => takesQuery) ? { takesQuery: true as const } : {}),
      ...functions.around(carrier),
    };
    memo.set(draft, form);
    return form;
  }

  // `const url = authorizeUrl(); url.searchParams.set(…)`: what a caller adds to what the function returns.
  function laterDrafts({ carrier }: Draft): Draft[] {
    const file = graph.fileOf(carrier);
    return [carrier, ...textsOf(graph, linked, carrier)].flatMap((made) =>
      returnedFrom(linked, made).flatMap((id) => {
        const fn = functionAt(file, id);
        const calls = fn ? linked.callers(fnNode(fn)) : [];
        return calls.flatMap((call) => [drafts?.get(call) ?? [], appendedTo(graph, linked, call)].flat());
      }),
    );
  }

  // A function of the project that is handed the carrier may add to it.
  function isHandedOn({ carrier, objects }: Draft): boolean {
    return [...copiesOf(linked, carrier), ...objects].some((node) =>
      linked.usesOf(node).some((use) => {
        if (use.kind !== 'argument') return false;
        return linked.targets(graph.sibling(node, use.call)).functions.length > 0;
      }),
    );
  }

  function slotsOf(all: Draft[], name: string): { written: Written[]; slots: Slot[] } {
    const written = all.flatMap(({ fields }) => fields.get(name) ?? []);
    const slots = all
      .flatMap(({ objects }) => objects)
      .flatMap((node) => options.within([{ kind: 'value', node }], [{ kind: 'member', names: [name] }]));
    return { written, slots };
  }

  function nodesOf(all: Draft[], name: string): Node[] {
    const { written, slots } = slotsOf(all, name);
    return [
      ...written.flatMap(({ node }) => node ?? []),
      ...slots.flatMap((s) => (s.kind === 'value' ? [s.node] : [])),
    ];
  }

  function optionOf(all: Draft[], name: string, isOpen: boolean): Option {
    const { written, slots } = slotsOf(all, name);
    if (written.length === 0) {
      const option = slots.length === 0 ? { state: 'absent' as const, names: [] } : options.summary([slots]);
      if (option.state === 'absent') return isOpen ? { state: 'unknown', names: [] } : option;
      const place = propertyIn(all, name);
      return place ? { ...option, at: place } : option;
    }
    const texts = written.flatMap(({ text }) => text ?? []);
    const values = written.flatMap(({ node }): Slot[] => (node === undefined ? [] : [{ kind: 'value', node }]));
    const at = written[0]?.at;
    if (values.length > 0) {
      const option = options.summary([values]);
      return {
        ...option,
        ...(at ? { at } : {}),
        ...(texts.length > 0 ? { texts: [...texts, ...(option.texts ?? [])] } : {}),
      };
    }
    return { state: texts.length > 0 ? 'set' : 'unknown', names: [], texts, ...(at ? { at } : {}) };
  }

  // Where the value is written as a property; what it reads may stand elsewhere.
  function propertyIn(all: Draft[], name: string): Place | undefined {
    for (const node of all.flatMap(({ objects }) => objects)) {
      for (const origin of linked.resolve.origins(node)) {
        const value = origin.kind === 'value' ? graph.value(origin.node) : undefined;
        const property = value?.kind === 'object' ? value.properties.find((p) => p.name === name) : undefined;
        if (origin.kind === 'value' && property)
          return { file: graph.fileOf(origin.node).path, start: property.start, end: property.end };
      }
    }
    return undefined;
  }

  function arrivalsOf({ carrier, kind }: Draft, names: string[]): FoundPath[] {
    const paths = kind === 'text' ? [] : names.slice(0, 3).map((name) => under(name, '') ?? '');
    const own = paths.map((path) => ({
      node: carrier,
      path: kind === 'url' ? (under('searchParams', path) ?? path) : path,
    }));
    // `${params}` writes them all.
    const written = copiesOf(linked, carrier).flatMap((node) =>
      linked
        .usesOf(node)
        .flatMap((use) => (use.kind === 'derive' ? [{ node: graph.sibling(node, use.to), path: '' }] : [])),
    );
    const seeds = [{ node: carrier, path: '' }, ...own, ...written].map((seed) => ({
      ...seed,
      row: { ...row },
      isConvention: false,
    }));
    const { roots, isCut } = track(graph, linked, catalog, seeds, { channels: [], exchangeHelpers: [], maxStates });
    if (isCut) return [];
    const found = roots.flatMap((root) => pathsFrom(graph, root, sinks));
    const byPlace = new Map(
      found.map((path) => [`${path.arrival.row.kind}${path.arrival.at.file}${path.arrival.at.start}`, path]),
    );
    return [...byPlace.values()];
  }

  function destination({ carrier, kind }: Draft, arrived: FoundPath[]): { texts: string[]; names: string[] } {
    const heads = kind === 'text' || kind === 'url' ? [headOfUrl(graph, options, carrier)] : [];
    for (const { arrival } of arrived) {
      const slots = arrival.call !== undefined && arrival.url ? options.slots(arrival.call, arrival.url) : [];
      for (const slot of slots) if (slot.kind === 'value') heads.push(headOfUrl(graph, options, slot.node));
    }
    return { texts: heads.flatMap((h) => h.texts), names: heads.flatMap((h) => h.names) };
  }

  return { forms, ...createSpelled({ graph, linked, functions, selected, makers }) };
}
