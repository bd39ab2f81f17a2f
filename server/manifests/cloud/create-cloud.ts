/** Answers about grants and trust, each made when it is first asked for. */
import type { Document, Entry, Tree } from '../../documents/document.ts';
import { walk } from '../../documents/tree.ts';
import type { Recognised } from '../manifest.ts';
import type { Cloud } from './cloud.ts';
import { permissionsOf } from './permissions.ts';
import { createReferences } from './references.ts';
import { rolesOf } from './roles.ts';
import { statementsOf } from './statements.ts';

/** A view over documents and what they were recognised as. */
export function createCloud(documents: () => readonly Document[], recognised: () => readonly Recognised[]): Cloud {
  const references = createReferences(documents);
  const memo = <T>(make: () => T): (() => T) => {
    let made: { value: T } | undefined;
    return () => (made ??= { value: make() }).value;
  };
  const declarations = memo(() => declarationsOf(documents()));
  const declaration = (tree: Tree): Entry | undefined => declarations().get(tree);
  return {
    permissions: memo(() => permissionsOf(recognised(), references)),
    roles: memo(() => rolesOf(recognised(), references, declaration)),
    statements: memo(() => statementsOf(recognised(), documents(), declaration)),
    resolve: (document, tree) => references.resolve(document, tree),
    declaration,
  };
}

/** Of every value inside a declaration with labels, the innermost such declaration. */
function declarationsOf(documents: readonly Document[]): Map<Tree, Entry> {
  const found = new Map<Tree, Entry>();
  for (const { syntax, roots } of documents) {
    if (syntax !== 'hcl' && syntax !== 'bicep') continue;
    for (const root of roots)
      for (const { tree, entry } of walk(root))
        if (entry?.labels && ['resource', 'data', 'module'].includes(entry.key))
          for (const inner of walk(tree)) found.set(inner.tree, entry);
  }
  return found;
}
