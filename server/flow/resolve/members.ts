/** What stands behind `value.name`: properties, class members, module exports, members of types and of libraries. */
import type { ClassFact, Store, TypeRef } from '../../facts/facts.ts';
import { step, stepMember } from '../../models/states.ts';
import { createElements, isKnown } from './elements.ts';
import { isEnvironment } from '../evaluate/environment.ts';
import { exportOf, type Target } from '../modules/exports.ts';
import { type Fn, functionAt, type Graph, idOf, type LoadedFile, type Node, nodeOf } from '../graph.ts';
import { keptOnRequest } from './kept-on-request.ts';
import type { Links } from '../link/links.ts';
import { createMemberMemo } from './member-memo.ts';
import { ofEach, type Origin, unknown } from '../origin.ts';
import { gather } from '../../gather.ts';

interface MembersInput {
  graph: Graph;
  links: Links;
  origins(node: Node): Origin[];
  typeOrigins(file: LoadedFile, type: TypeRef): Origin[];
  globalOrigins(name: string): Origin[];
  targetOrigins(target: Target): Origin[];
  returned(fn: Fn): Origin[];
  text(node: Node): string | undefined;
  /** Whether what is being looked up may find more when further files or callers become known. */
  growth: { isPossible: boolean };
}

const globalObjects = new Set(['globalThis', 'window', 'self', 'global']);

// A library that was copied into a project holds tens of thousands of stores in one file.
function createIndex<K>(keyOf: (store: Store) => K): (file: LoadedFile, key: K) => readonly Store[] {
  const byFile = new Map<number, Map<K, Store[]>>();
  return (file, key) => {
    let byKey = byFile.get(file.no);
    if (!byKey) {
      byFile.set(file.no, (byKey = new Map()));
      for (const store of file.facts.stores) gather(byKey, keyOf(store), store);
    }
    return byKey.get(key) ?? [];
  };
}

/** Returns the functions that look members up. */
export function createMembers(input: MembersInput) {
  const { graph, links, origins, typeOrigins, globalOrigins, targetOrigins, returned, text, growth } = input;
  const storesByBase = createIndex(({ base }) => base);
  const storesByName = createIndex(({ name }) => name);
  const known = createMemberMemo(growth, lookUp);
  const { elements, typedElements, ofPair } = createElements({
    graph,
    usesOf: links.usesOf,
    origins,
    typeOrigins,
    returned,
    growth,
  });

  function read(node: Node, baseId: number, name: string): Origin[] {
    const base = graph.sibling(node, baseId);
    const baseValue = graph.value(base);
    if (isEnvironment(graph, base)) return [{ kind: 'environment', name }];
    if (baseValue.kind === 'super') return ofSuper(base, baseValue.cls, name);
    if (baseValue.kind === 'global' && globalObjects.has(baseValue.name)) {
      return globalOrigins(name);
    }
    const stored = ofEach(storesOn(base, name), origins);
    const found = ofEach(origins(base), (origin) => memberOf(origin, name));
    const seen = stored.length ? [...stored, ...found.filter((o) => o.kind !== 'unknown')] : found;
    if (seen.some(isKnown)) return seen;
    const kept = ofEach(keptOnRequest(graph, base, name, storesByName), origins);
    return kept.some((o) => o.kind !== 'unknown') ? kept : seen.length ? seen : unknown;
  }

  function storesOn(base: Node, name: string): Node[] {
    const file = graph.fileOf(base);
    if (file.facts.stores.length === 0 || graph.value(base).kind === 'this') return [];
    const own = storesByBase(file, idOf(base));
    return own.filter((s) => s.name === name).map((s) => graph.sibling(base, s.value));
  }

  const memberOf = (origin: Origin, name: string): Origin[] =>
    origin.kind === 'api' || origin.kind === 'unknown' ? lookUp(origin, name) : known.memberOf(origin, name);

  function lookUp(origin: Origin, name: string): Origin[] {
    switch (origin.kind) {
      case 'value':
        return ofLiteral(origin.node, name);
      case 'class':
        return ofClass(origin.node, name, true);
      case 'instance':
        return ofClass(origin.node, name, false);
      case 'module': {
        const target = exportOf(graph, origin.file, name);
        return target ? targetOrigins(target) : unknown;
      }
      case 'api': {
        const { api } = origin;
        return [
          {
            kind: 'api',
            api: { package: api.package, states: stepMember(api.states, name), label: `${api.label}.${name}` },
          },
        ];
      }
      case 'type':
        return ofType(origin, name);
      default:
        return unknown;
    }
  }

  function ofLiteral(node: Node, name: string): Origin[] {
    const value = graph.value(node);
    if (value.kind !== 'object') return unknown;
    const found: Origin[] = [];
    for (const p of value.properties.toReversed()) {
      if (p.kind === 'spread') found.push(...origins(graph.sibling(node, p.value)).flatMap((o) => memberOf(o, name)));
      else if (p.name === name && p.kind !== 'setter') {
        const own = origins(graph.sibling(node, p.value));
        return p.kind === 'getter' ? own.flatMap((o) => (o.kind === 'function' ? returned(o.fn) : unknown)) : own;
      }
    }
    return found.length ? found : unknown;
  }

  function ofClass(node: Node, name: string, isStatic: boolean, depth = 0): Origin[] {
    const value = graph.value(node);
    const file = graph.fileOf(node);
    const cls = value.kind === 'class' ? file.facts.classes[value.cls] : undefined;
    if (!cls || value.kind !== 'class' || depth > 8) return unknown;
    const member = cls.members.find(
      (m) => m.name === name && (m.isStatic === true) === isStatic && m.kind !== 'setter' && m.kind !== 'constructor',
    );
    const fn = member?.fn === undefined ? undefined : functionAt(file, member.fn);
    if (member && fn) return member.kind === 'getter' ? returned(fn) : methodOrigins(node, fn, name);
    const found: Origin[] = member?.value === undefined ? [] : [...origins(nodeOf(file, member.value))];
    found.push(...fieldStores(file, cls, value.cls, name).flatMap((v) => origins(v)));
    const known = found.filter((o) => o.kind !== 'unknown');
    if (known.length) return known;
    if (member?.type) {
      const written = typeOrigins(file, member.type);
      if (written.length) return written;
    }
    if (member) return unknown;
    if (cls.extends === undefined) return unknown;
    return inherited(file, cls.extends, name, isStatic, depth);
  }

  // `super.method`: what the parent has under the name, not what this class put over it.
  function ofSuper(node: Node, clsId: number | undefined, name: string): Origin[] {
    const file = graph.fileOf(node);
    const parent = clsId === undefined ? undefined : file.facts.classes[clsId]?.extends;
    return parent === undefined ? unknown : inherited(file, parent, name, false, 0);
  }

  function inherited(file: LoadedFile, parentId: number, name: string, isStatic: boolean, depth: number): Origin[] {
    return origins(nodeOf(file, parentId)).flatMap((parent) => {
      if (parent.kind === 'class') return ofClass(parent.node, name, isStatic, depth + 1);
      if (parent.kind !== 'api') return unknown;
      const states = stepMember(isStatic ? parent.api.states : step(parent.api.states, 'instance'), name);
      return [
        { kind: 'api' as const, api: { package: parent.api.package, states, label: `${parent.api.label}.${name}` } },
      ];
    });
  }

  // An abstract method runs in whichever subclass the object is of: each of them is meant.
  function methodOrigins(node: Node, fn: Fn, name: string): Origin[] {
    if (fn.fact.hasBody) return [{ kind: 'function', fn }];
    growth.isPossible = true;
    const found = overrides(node, name, new Set());
    return found.length > 0 ? found.map((own): Origin => ({ kind: 'function', fn: own })) : unknown;
  }

  // The bodies that subclasses give to a method, each the nearest of its branch.
  function overrides(node: Node, name: string, seen: Set<Node>): Fn[] {
    if (seen.has(node)) return [];
    seen.add(node);
    return links.implementations(`class:${node}`).flatMap((child) => {
      const file = graph.fileOf(child);
      const value = graph.value(child);
      const cls = value.kind === 'class' ? file.facts.classes[value.cls] : undefined;
      const own = cls?.members.find((m) => m.name === name && m.fn !== undefined && !m.isStatic)?.fn;
      const fn = own === undefined ? undefined : functionAt(file, own);
      return fn?.fact.hasBody ? [fn] : overrides(child, name, seen);
    });
  }

  function fieldStores(file: LoadedFile, cls: ClassFact, clsId: number, name: string): Node[] {
    return storesByName(file, name).flatMap((s) => {
      if (s.start < cls.start || s.end > cls.end) return [];
      const base = file.facts.values[s.base];
      return base?.kind === 'this' && base.cls === clsId ? [nodeOf(file, s.value)] : [];
    });
  }

  function ofType(origin: Origin & { kind: 'type' }, name: string): Origin[] {
    const { file, type } = origin;
    growth.isPossible = true;
    const implementers = links.implementations(`type:${file.no}:${type.name}`);
    if (type.name && implementers.length === 1) {
      return implementers.flatMap((node) =>
        memberOf(graph.value(node).kind === 'class' ? { kind: 'instance', node } : { kind: 'value', node }, name),
      );
    }
    const member = type.members.find((m) => m.name === name);
    if (member?.type) {
      const written = typeOrigins(file, member.type);
      if (written.length) return written;
    }
    if (member) return unknown;
    const inherited = type.extends.flatMap((parent) => typeOrigins(file, parent)).flatMap((o) => memberOf(o, name));
    return inherited.length ? inherited : unknown;
  }

  function element(node: Node, baseId: number, keyId: number | undefined): Origin[] {
    const base = graph.sibling(node, baseId);
    const key = keyId === undefined ? undefined : text(graph.sibling(node, keyId));
    if (key === undefined) {
      const paired = keyId !== undefined && isSecond(graph.sibling(node, keyId)) ? ofPair(base) : [];
      return paired.some(isKnown) ? paired : elements(base);
    }
    const found = read(node, baseId, key);
    if (found.some(isKnown)) return found;
    // Under a name that is one known text a table holds what it holds under any: `this.pools[name]`.
    const typed = typedElements(base);
    return typed.some(isKnown) ? typed : found;
  }

  function isSecond(key: Node): boolean {
    const value = graph.value(key);
    return value.kind === 'literal' && value.value === 1;
  }

  return {
    read,
    element,
    elements,
    memberOf,
    forget: known.forget,
  };
}
