/** Which values of a file have to do with the files that matter: what is imported from them, and what is made of it. */
import { alternatives } from '../../facts/backward.ts';
import type { TypeRef, ValueId } from '../../facts/facts.ts';
import type { Graph, LoadedFile } from '../graph.ts';

export interface Near {
  /** True when the value is imported from a file that matters, is made by what is, or holds it. */
  value(id: ValueId): boolean;
  /** True when the type is imported from a file that matters. */
  type(type: TypeRef | undefined): boolean;
}

/** Answers for one file; `matters` says which paths do. */
export function nearIn(graph: Graph, file: LoadedFile, matters: (path: string) => boolean): Near {
  const { facts } = file;
  const known = new Map<ValueId, boolean>();
  const specifiers = new Map<string, boolean>();

  function isNearSpecifier(specifier: string): boolean {
    let isNear = specifiers.get(specifier);
    if (isNear === undefined) {
      const target = graph.resolver.resolve(file.path, specifier);
      specifiers.set(specifier, (isNear = target.kind === 'file' && matters(target.file)));
    }
    return isNear;
  }

  function value(id: ValueId): boolean {
    const found = known.get(id);
    if (found !== undefined) return found;
    // A cycle adds nothing of its own.
    known.set(id, false);
    const isNear = look(id);
    known.set(id, isNear);
    return isNear;
  }

  function look(id: ValueId): boolean {
    const v = facts.values[id];
    switch (v?.kind) {
      case 'import':
        return isNearSpecifier(v.specifier);
      case 'member':
        return facts.values[v.base]?.kind === 'this' ? isNearField(v.name) : value(v.base);
      case 'element':
      case 'rest':
        return value(v.base);
      case 'call':
        return value(v.callee) || v.args.some((arg) => value(arg.value));
      case 'variable':
        return type(v.type) || v.values.some(value);
      case 'object':
        return v.properties.some((p) => value(p.value));
      case 'array':
        return v.elements.some((e) => value(e.value));
      case 'param':
        return type(v.type);
      case 'class':
        return facts.classes[v.cls]?.extends !== undefined && value(facts.classes[v.cls]?.extends ?? -1);
      case 'function': {
        const fn = facts.functions[v.fn];
        return fn !== undefined && (type(fn.returnType) || fn.returns.some((r) => value(r.value)));
      }
      default:
        return v !== undefined && alternatives(v).some(value);
    }
  }

  function isNearField(name: string): boolean {
    return (
      facts.stores.some((store) => store.name === name && value(store.value)) ||
      facts.classes.some((cls) =>
        cls.members.some((m) => m.name === name && (type(m.type) || (m.value !== undefined && value(m.value)))),
      )
    );
  }

  function type(written: TypeRef | undefined): boolean {
    if (!written) return false;
    const binding = written.binding === undefined ? undefined : facts.values[written.binding];
    return (binding?.kind === 'import' && isNearSpecifier(binding.specifier)) || (written.args ?? []).some(type);
  }

  return { value, type };
}
