/** Where a name in a template leads: variables, locals and parameters of Bicep, Terraform and ARM, inside one document or folder. */
import type { Document, Entry, TextTree, Tree } from '../../documents/document.ts';
import { entriesOf, entryAt, textOf, valueAt } from '../../documents/tree.ts';
import { gather } from '../../gather.ts';
import { folderOf, type ModuleCall } from './module-calls.ts';

export interface References {
  /** The same where a call of another template gives parameters their values; the names in the call are followed as here. */
  within(call: ModuleCall): References;
  /** The value to which one name leads; undefined where it is no reference or nothing explains it. */
  next(document: Document, tree: Tree): Tree | undefined;
  /** The value that the tree stands for: itself when it is no reference, or one that the documents do not explain. */
  resolve(document: Document, tree: Tree): Tree;
  /** The texts that make up the value, names in it followed; a conditional has those of both branches. */
  textsIn(document: Document, tree: Tree): TextTree[];
}

const deepest = 6;

/** Follows names among the documents; Terraform's reach over the files of a folder. */
export function createReferences(documents: () => readonly Document[]): References {
  return referencesIn(documents, new Map());
}

function referencesIn(
  documents: () => readonly Document[],
  folders: Map<string, Document[]>,
  around?: { call: ModuleCall; caller: References },
): References {
  function beside({ file }: Document): readonly Document[] {
    if (folders.size === 0) {
      for (const document of documents()) {
        if (document.syntax !== 'hcl') continue;
        const folder = folderOf(document.file);
        gather(folders, folder, document);
      }
    }
    return folders.get(folderOf(file)) ?? [];
  }

  function next(document: Document, tree: Tree): Tree | undefined {
    if (tree.kind === 'text' && document.syntax === 'json') return armTarget(document, tree.value);
    if (tree.kind !== 'expression') return undefined;
    if (around && document !== around.call.document) {
      const { call, caller } = around;
      // What a call gives is said in the words of the template that calls.
      if (isBeside(call.document, tree)) return caller.next(call.document, tree);
      const isTerraform = document.syntax === 'hcl';
      const [, name] = isTerraform ? (/^var\.([\w.-]+)$/.exec(tree.source) ?? []) : [undefined, tree.source];
      const given = name === undefined ? undefined : valueAt(call.params, name);
      if (given) return given;
    }
    const names = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(tree.source) ? tree.source.split('.') : [];
    const [first = '', second = '', ...rest] = names;
    if (document.syntax === 'bicep') return bicepTarget(document, first, second === '' ? [] : [second, ...rest]);
    if (document.syntax !== 'hcl') return undefined;
    for (const other of beside(document)) {
      const found = terraformTarget(other, first, second);
      if (found) return rest.length > 0 ? valueAt(found, rest.join('.')) : found;
    }
    return undefined;
  }

  function resolve(document: Document, tree: Tree): Tree {
    let found = tree;
    for (let depth = 0; depth < deepest; depth++) {
      const step = next(document, found);
      if (!step || step.kind === 'null') return found;
      found = step;
    }
    return found;
  }

  function textsIn(document: Document, tree: Tree, depth = 0): TextTree[] {
    const found = resolve(document, tree);
    if (found.kind === 'text') return [found];
    const inner = found.kind === 'call' ? found.args : found.kind === 'expression' ? found.parts : [];
    return depth > deepest ? [] : inner.flatMap((part) => textsIn(document, part, depth + 1));
  }

  const references: References = {
    resolve,
    textsIn,
    next,
    within: (call) => referencesIn(documents, folders, { call, caller: references }),
  };
  return references;
}

/** Names mean the same in a document of Bicep, and in a folder of Terraform. */
export function isBeside({ syntax, file }: Document, tree: Tree): boolean {
  return syntax === 'hcl' ? folderOf(tree.file) === folderOf(file) : tree.file === file;
}

function bicepTarget({ roots: [root] }: Document, name: string, path: readonly string[]): Tree | undefined {
  const declared = entriesOf(root).find(({ labels: [label] = [] }) => label?.value === name);
  if (!declared) return undefined;
  // A role that stands somewhere already is known by its name, which is its id.
  if (declared.key === 'resource' && path[0] === 'id')
    return isRole(declared) ? valueAt(declared.value, 'name') : undefined;
  if (declared.key !== 'var' && declared.key !== 'param') return undefined;
  return path.length > 0 ? valueAt(declared.value, path.join('.')) : declared.value;
}

function isRole({ labels = [] }: Entry): boolean {
  return labels.some((label) => label.value.startsWith('Microsoft.Authorization/roleDefinitions@'));
}

function terraformTarget({ roots: [root] }: Document, space: string, name: string): Tree | undefined {
  for (const { key, labels: [label] = [], value } of entriesOf(root)) {
    if (space === 'local' && key === 'locals') {
      const found = valueAt(value, name);
      if (found) return found;
    }
    if (space === 'var' && key === 'variable' && label?.value === name) return valueAt(value, 'default');
  }
  return undefined;
}

function armTarget({ roots: [root] }: Document, text: string): Tree | undefined {
  const [, kind, name = '', member] = /^\[\s*(variables|parameters)\('([\w-]+)'\)(?:\.(\w+))?\s*\]$/.exec(text) ?? [];
  if (kind === undefined) return undefined;
  const found =
    kind === 'variables' ? valueAt(root, `variables.${name}`) : valueAt(root, `parameters.${name}.defaultValue`);
  return member === undefined ? found : valueAt(found, member);
}

/** The values under a key that may stand several times: items of lists, blocks, and what `dynamic` repeats. */
export function blocksAt(tree: Tree | undefined, name: string): { blocks: Tree[]; isOpen: boolean } {
  let isOpen = tree?.kind === 'map' && tree.isOpen === true;
  const blocks: Tree[] = [];
  for (const { key, labels: [label] = [], value } of entriesOf(tree)) {
    if (key === 'dynamic' && label?.value === name) {
      isOpen = true;
      const content = entryAt(value, 'content')?.value;
      if (content) blocks.push(content);
    } else if (key !== name) continue;
    else if (value.kind === 'list') blocks.push(...value.items);
    else if (value.kind === 'map' || value.kind === 'text') blocks.push(value);
    else isOpen = true;
  }
  return { blocks, isOpen };
}

/** The text at one of the paths. */
export function textAt(tree: Tree | undefined, ...paths: string[]): TextTree | undefined {
  for (const path of paths) {
    const found = valueAt(tree, path);
    if (found?.kind === 'text') return found;
  }
  return undefined;
}

/** What the tree says in lower case, for words of a format that nobody spells in one way. */
export function wordAt(tree: Tree | undefined, ...paths: string[]): string | undefined {
  return textOf(textAt(tree, ...paths))?.toLowerCase();
}
