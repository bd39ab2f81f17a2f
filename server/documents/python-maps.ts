/** What Python writes under names: dictionaries, and arguments that are given by name. */
import type { SyntaxNode } from '@lezer/common';
import type { Place } from '../finding.ts';
import type { MapTree, Tree } from './document.ts';
import { childrenOf } from './python-nodes.ts';

/** Reads the value that stands at a node. */
export type Inner = (node: SyntaxNode | null | undefined) => Tree;

export interface PythonMaps {
  ofDictionary(node: SyntaxNode, inner: Inner): MapTree;
  /** What a list of arguments gives by name, as what stands at the whole. */
  ofArguments(list: SyntaxNode | null, whole: SyntaxNode, inner: Inner): MapTree;
}

/** The maps of one file. */
export function createPythonMaps(file: string, text: string): PythonMaps {
  function ofDictionary(node: SyntaxNode, inner: Inner): MapTree {
    const map: MapTree = { ...at(node), kind: 'map', isFlow: true, entries: [] };
    for (const part of childrenOf(node)) {
      if (part.prevSibling?.name === '**') open(map, inner(part));
      else if (part.nextSibling?.name === ':') {
        const key = inner(part);
        const value = part.nextSibling.nextSibling;
        if (key.kind === 'text' && key.isTemplate !== true)
          map.entries.push({ key: key.value, at: at(part), value: inner(value) });
        else map.isOpen = true;
      }
    }
    return map;
  }

  function ofArguments(list: SyntaxNode | null, whole: SyntaxNode, inner: Inner): MapTree {
    const map: MapTree = { ...at(whole), kind: 'map', entries: [] };
    for (const part of list ? childrenOf(list) : []) {
      if (part.prevSibling?.name === '**') open(map, inner(part));
      else if (part.name === 'VariableName' && part.nextSibling?.name === 'AssignOp')
        map.entries.push({
          key: text.slice(part.from, part.to),
          at: at(part),
          value: inner(part.nextSibling.nextSibling),
        });
    }
    return map;
  }

  function at({ from, to }: SyntaxNode): Place {
    return { file, start: from, end: to };
  }

  return { ofDictionary, ofArguments };
}

// `**common` of a dictionary that is known adds its entries.
function open(map: MapTree, given: Tree): void {
  if (given.kind === 'map') map.entries.push(...given.entries);
  if (given.kind !== 'map' || given.isOpen) map.isOpen = true;
}
