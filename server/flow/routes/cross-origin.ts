/** Which sites may read the answers of a server: by middleware of a library, and by headers that are written by hand. */
import { valuesOf } from '../../facts/by-kind.ts';
import type { ApiCall, CrossOrigin } from '../../context.ts';
import type { CallKind } from '../../models/model.ts';
import type { Functions } from '../behaviour/functions.ts';
import { functionAt, type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Slot } from '../evaluate/slots.ts';
import type { Apps } from './apps.ts';
import { type Allowed, createEchoes } from './echoes.ts';

interface CrossOriginInput {
  graph: Graph;
  linked: Linked;
  functions: Functions;
  selected: readonly LoadedFile[];
  apps: Apps;
  calls(...kinds: CallKind[]): ApiCall[];
  slotsOf(call: ApiCall, name: string): Slot[];
  isTest(path: string): boolean;
}

/** A header where it is given its value. */
interface Written {
  value: number;
  owner: number;
  start: number;
  end: number;
}

const allowOrigin = 'access-control-allow-origin';
const allowCredentials = 'access-control-allow-credentials';

/** Answers where a server says which sites may read its answers. */
export function createCrossOrigin(input: CrossOriginInput): { crossOrigins(): CrossOrigin[] } {
  const { graph, linked, functions, selected, apps, calls, slotsOf, isTest } = input;
  const echoes = createEchoes({ graph, linked, functions });
  let memo: CrossOrigin[] | undefined;

  function crossOrigins(): CrossOrigin[] {
    memo ??= [...calls('cors').flatMap(ofCall), ...withImported().flatMap(byHand)].filter(({ at }) => !isTest(at.file));
    return memo;
  }

  // Headers are often made in a file of their own, which tells nothing else.
  function withImported(): LoadedFile[] {
    const files = new Set(selected);
    for (const { path, facts } of selected) {
      for (const specifier of facts.specifiers) {
        const found = graph.resolver.resolve(path, specifier);
        const file = found.kind === 'file' ? graph.fileWith(found.file, 'Access-Control-Allow-Origin') : undefined;
        if (file) files.add(file);
      }
    }
    return [...files];
  }

  function ofCall(call: ApiCall): CrossOrigin[] {
    const origin = call.option('origin');
    const credentials = call.option('credentials');
    const isSent = credentials.state === 'set' && credentials.texts?.every((text) => text === 'true') === true;
    // `app.enableCors()`
    const on = apps.of(call.call.id).map(({ app }) => ({ id: app, at: graph.place(app) }));
    return [{ at: origin.at ?? call.at, allowed: allowedBy(call), isWithCredentials: isSent, call, on }];
  }

  function allowedBy(call: ApiCall): Allowed {
    const { state, texts = [] } = call.option('origin');
    const asked = call.functionsAt('origin').flatMap((ref) => functions.fnOf(ref) ?? []);
    if (asked.length > 0) return oneOf(asked.map((fn) => echoes.ofFunction(fn)));
    if (state === 'absent') return call.row.defaults?.['origin'] === '*' ? 'any' : 'other';
    if (texts.length > 0 && texts.every((text) => text === 'true')) return 'echo';
    if (texts.length > 0 && texts.every((text) => text === '*')) return 'any';
    return oneOf(slotsOf(call, 'origin').flatMap((slot) => (slot.kind === 'value' ? echoes.ofValue(slot.node) : [])));
  }

  // Headers that stand in one object, or are written in one function, are of one answer.
  function byHand(file: LoadedFile): CrossOrigin[] {
    const written = writtenIn(file, allowOrigin);
    if (written.length === 0) return [];
    const credentials = writtenIn(file, allowCredentials).filter(({ value }) => isYes(nodeOf(file, value)));
    return written.map(({ value, owner, start, end }) => {
      const node = nodeOf(file, value);
      const fn = functionAt(file, owner);
      return {
        at: { file: file.path, start, end },
        allowed: echoes.ofValue(node),
        isWithCredentials: credentials.some((other) => other.owner === owner),
        ...(fn ? { fn: functions.refOf(fn) } : {}),
      };
    });
  }

  function writtenIn({ facts }: LoadedFile, header: string): Written[] {
    const isHeader = (name: unknown): boolean => typeof name === 'string' && name.toLowerCase() === header;
    const stored = facts.stores.flatMap((s) =>
      isHeader(s.name) ? [{ value: s.value, owner: s.owner, start: s.valueStart, end: s.valueEnd }] : [],
    );
    const found = valuesOf(facts, 'object', 'call').flatMap(([value]): Written[] => {
      const { owner } = value;
      if (value.kind === 'object')
        return value.properties.flatMap(({ kind, name, value: given, start, end }) =>
          kind === 'value' && isHeader(name) ? [{ value: given, owner, start, end }] : [],
        );
      const [name, second] = value.args;
      const named = name && facts.values[name.value];
      return second && named?.kind === 'literal' && isHeader(named.value) ? [{ ...second, owner }] : [];
    });
    return [...stored, ...found];
  }

  function isYes(node: Node): boolean {
    return linked.resolve.text(node) === 'true' || isTrue(node);
  }

  function isTrue(node: Node): boolean {
    const value = graph.value(node);
    return value.kind === 'literal' && value.value === true;
  }

  return { crossOrigins };
}

function oneOf(found: Allowed[]): Allowed {
  const [first] = found;
  return first !== undefined && found.every((one) => one === first) ? first : 'other';
}
