/** Templates of Bicep that others use as a module, with the parameters that they are given. */
import type { Document, Tree } from '../../documents/document.ts';
import { entriesOf, valueAt, walk } from '../../documents/tree.ts';
import { gather } from '../../gather.ts';

export interface ModuleCall {
  /** The template that calls. */
  document: Document;
  params: Tree;
}

/** Finds the calls of a template among the documents. */
export function moduleCalls(documents: () => readonly Document[]): (called: Document) => readonly ModuleCall[] {
  let made: Map<string, ModuleCall[]> | undefined;
  return ({ file }) => (made ??= callsByFile(documents())).get(file) ?? [];
}

function callsByFile(documents: readonly Document[]): Map<string, ModuleCall[]> {
  const found = new Map<string, ModuleCall[]>();
  for (const document of documents) {
    if (document.syntax !== 'bicep') continue;
    for (const { key, labels: [, path] = [], value } of document.roots.flatMap(entriesOf)) {
      const file = key === 'module' && path ? fileOf(document, path.value) : undefined;
      // Behind a condition or a loop the map is a part of an expression.
      const params = [...walk(value)].map(({ tree }) => valueAt(tree, 'params')).find((tree) => tree?.kind === 'map');
      if (file !== undefined && params) gather(found, file, { document, params });
    }
  }
  return found;
}

function fileOf({ file }: Document, path: string): string | undefined {
  if (!path.endsWith('.bicep') || path.includes(':')) return undefined;
  const parts = file.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
