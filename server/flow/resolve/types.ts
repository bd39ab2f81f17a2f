/** What a written type says about a value: a class of the project, an interface, or a type that a package exports. */
import type { TypeFact, TypeRef } from '../../facts/facts.ts';
import type { Catalog } from '../../models/catalog.ts';
import { close, step } from '../../models/states.ts';
import { importTarget, type Target, typeNamed } from '../modules/exports.ts';
import { type Graph, type LoadedFile, nodeOf } from '../graph.ts';
import type { Api, Origin } from '../origin.ts';

interface TypesInput {
  graph: Graph;
  catalog: Catalog;
  packageApi(target: Target & { kind: 'package' }): Api;
}

/** Returns the function that turns a written type into origins; [] when the type says nothing. */
export function createTypes({ graph, catalog, packageApi }: TypesInput) {
  const known = new WeakMap<TypeRef, Origin[]>();

  function typeOrigins(file: LoadedFile, type: TypeRef): Origin[] {
    let found = known.get(type);
    if (!found) known.set(type, (found = search(file, type)));
    return found;
  }

  function search(file: LoadedFile, type: TypeRef): Origin[] {
    if (type.isArray) return [];
    if (type.members) {
      // Inline types have no place of their own; a negative start keeps their keys apart from declared ones.
      const fact = { name: type.name, start: -inlineCount++, end: 0, extends: [], members: type.members };
      return [{ kind: 'type', file, type: fact }, ...(type.args ?? []).flatMap((arg) => typeOrigins(file, arg))];
    }
    const last = type.name.slice(type.name.lastIndexOf('.') + 1);
    const isWithin = last !== type.name;
    if (!last) return [];
    const binding = type.binding === undefined ? undefined : file.facts.values[type.binding];
    if (type.binding !== undefined && binding?.kind === 'import') {
      const target = importTarget(graph, nodeOf(file, type.binding));
      // `Anthropic.ToolUseBlock`: what a package keeps inside a name is known by its own.
      if (target?.kind === 'package') return exported(isWithin ? { ...target, member: '*' } : target, last);
      if (target?.kind === 'value') {
        const value = graph.value(target.node);
        if (value.kind === 'class') return [{ kind: 'instance', node: target.node }];
        if (value.kind === 'import') {
          const onward = importTarget(graph, target.node);
          if (onward?.kind === 'package') return exported(onward, last);
        }
      }
    }
    if (type.binding !== undefined && binding?.kind === 'class')
      return [{ kind: 'instance', node: nodeOf(file, type.binding) }];
    const named = typeNamed(graph, file, last, type.binding);
    if (named) return fromDeclaration(named.file, named.type);
    if (type.binding === undefined) {
      const root = catalog.root(`exported:globals#${last}`);
      if (root) return [{ kind: 'api', api: { package: 'globals', states: close([root]), label: last } }];
    }
    return [];
  }

  function fromDeclaration(file: LoadedFile, type: TypeFact): Origin[] {
    return [{ kind: 'type', file, type }];
  }

  function exported(target: Target & { kind: 'package' }, name: string): Origin[] {
    const member = target.member === '*' || target.member === 'default' ? name : target.member;
    const root = catalog.root(`exported:${target.name}#${member}`);
    const made = step(packageApi({ ...target, member }).states, 'instance');
    const states = close([...(root ? [root] : []), ...made]);
    return [{ kind: 'api', api: { package: target.name, states, label: member } }];
  }

  return typeOrigins;
}

let inlineCount = 1;
