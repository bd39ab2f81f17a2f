/** Templates of Bicep and folders of Terraform that others use as a module, with the parameters that they are given. */
import type { Document, Tree } from '../../documents/document.ts';
import { entriesOf, textOf, valueAt, walk } from '../../documents/tree.ts';
import { gather } from '../../gather.ts';
import type { References } from './references.ts';

export interface ModuleCall {
  /** The template that calls. */
  document: Document;
  params: Tree;
}

/** Finds the calls of a template among the documents. */
export function moduleCalls(documents: () => readonly Document[]): (called: Document) => readonly ModuleCall[] {
  let made: Map<string, ModuleCall[]> | undefined;
  return ({ file, syntax }) => {
    const called = syntax === 'hcl' ? folderOf(file) : file;
    return (made ??= callsByFile(documents())).get(called) ?? [];
  };
}

/** The folder of the file, with a slash behind it. */
export function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

/** A call, and how the names in it are followed. */
export interface CallContext {
  call: ModuleCall;
  caller: References;
  /** The documents that call, the nearest first. */
  callers: readonly Document[];
}

const deepest = 3;
const most = 300;

/** Every way on which values come into a template: its calls, and for each the calls of the template that it stands in. */
export function contextsOf(
  called: Document,
  callsOf: (called: Document) => readonly ModuleCall[],
  references: References,
  depth = 0,
): CallContext[] {
  if (depth === deepest) return [];
  const found = callsOf(called).flatMap((call): CallContext[] => {
    const outer = contextsOf(call.document, callsOf, references, depth + 1);
    return [
      { call, caller: references, callers: [call.document] },
      ...outer.map((around) => ({
        call,
        caller: around.caller.within(around.call),
        callers: [call.document, ...around.callers],
      })),
    ];
  });
  return found.slice(0, most);
}

function callsByFile(documents: readonly Document[]): Map<string, ModuleCall[]> {
  const found = new Map<string, ModuleCall[]>();
  for (const document of documents) {
    if (document.syntax === 'hcl') {
      for (const { key, value } of document.roots.flatMap(entriesOf)) {
        const source = key === 'module' ? textOf(valueAt(value, 'source')) : undefined;
        const folder = source?.startsWith('.') ? pathFrom(document, source.replace(/\/+$/, '')) : undefined;
        if (folder !== undefined) gather(found, folder === '' ? '' : `${folder}/`, { document, params: value });
      }
      continue;
    }
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

function fileOf(document: Document, path: string): string | undefined {
  return path.endsWith('.bicep') && !path.includes(':') ? pathFrom(document, path) : undefined;
}

function pathFrom({ file }: Document, path: string): string | undefined {
  const parts = file.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
