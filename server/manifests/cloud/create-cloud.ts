/** Answers about grants and trust, each made when it is first asked for. */
import type { Document, Entry, Tree } from '../../documents/document.ts';
import { placeOf, walk } from '../../documents/tree.ts';
import type { Recognised } from '../manifest.ts';
import { attachmentsOf } from './attachments.ts';
import type { Cloud } from './cloud.ts';
import { clusterRightsOf } from './cluster-rights.ts';
import { moduleCalls } from './module-calls.ts';
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
    permissions: memo(() => permissionsOf(recognised(), references, declaration)),
    roles: memo(() => rolesOf(recognised(), references, declaration, moduleCalls(documents))),
    clusterRights: memo(() => clusterRightsOf(recognised())),
    statements: memo(() => statementsOf(recognised(), documents(), declaration, references)),
    attachments: memo(() => attachmentsOf(recognised(), documents(), references)),
    resolve: (document, tree) => references.resolve(document, tree),
    declaration,
  };
}

/** Of every value inside a declaration with labels, the innermost such declaration. */
function declarationsOf(documents: readonly Document[]): Map<Tree, Entry> {
  const found = new Map<Tree, Entry>();
  for (const { syntax, roots } of documents) {
    if (syntax !== 'hcl' && syntax !== 'bicep' && syntax !== 'code') continue;
    for (const root of roots) {
      for (const { tree, entry } of walk(root)) {
        const declared = syntax === 'code' ? named(tree) : entry?.labels && isDeclaring(entry) ? entry : undefined;
        if (declared) for (const inner of walk(tree)) found.set(inner.tree, declared);
      }
    }
  }
  return found;
}

function isDeclaring({ key }: Entry): boolean {
  return key === 'resource' || key === 'data' || key === 'module';
}

/** `new Role(this, 'Agent', { … })` reads as `resource "Role" "Agent" { … }`. */
function named(tree: Tree): Entry | undefined {
  if (tree.kind !== 'call') return undefined;
  const name = tree.args.slice(0, 2).find((arg) => arg.kind === 'text');
  const at = tree.callee ?? placeOf(tree);
  const type = { ...at, kind: 'text', value: tree.name, inner: at, style: 'plain' } as const;
  return name ? { key: 'resource', at, value: tree, labels: [type, name] } : undefined;
}
