/** Names of fields as text: whether whoever wrote an object could call its fields as they liked, and nobody looked. */
import type { SinkKind, SourceKind } from '../../models/model.ts';
import { everything, type FieldPath, headOf, namesOf } from '../field-path.ts';
import type { Graph, Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { FoundPath } from './paths.ts';
import type { Schemas } from '../evaluate/schemas.ts';
import type { Tracked } from '../track/tracked.ts';
import type { Use } from '../track/uses.ts';

// Of a secret the names tell nothing, and in a log or a path of a URL they do no harm.
const written = new Set<SourceKind | undefined>(['tool-argument', 'inbound-request']);
const read = new Set<SinkKind>(['sql', 'command', 'code']);

interface FreeNamesInput {
  graph: Graph;
  linked: Linked;
  schemas: Schemas;
  isInput(param: Node): boolean;
  takesAnyName(param: Node, name: string): boolean;
}

/** Returns the judge of ways on which the name of a field goes on, and a note of the schemas that stand on them. */
export function createFreeNames({ graph, linked, schemas, isInput, takesAnyName }: FreeNamesInput) {
  // Calls that hold a value against a schema; undefined where that cannot be seen.
  const checking = new Map<Node, Node | undefined>();

  /** True where the way is not that of a name, or of one that can be anything. */
  function isFree({ chain, root, arrival }: FoundPath): boolean {
    const named = chain.findLastIndex(({ hop }) => hop?.isName);
    if (named < 0) return true;
    if (!written.has(root.seed?.row.kind) || !read.has(arrival.row.kind)) return false;
    const before = chain.slice(0, named);
    if (before.some((state, at) => isClosedBySchema(state, chain[at - 1]))) return false;
    return !isClosedInput(chain[0]) && !chain.slice(named).some(({ node }) => isLookedUp(node));
  }

  function isClosedBySchema({ node, path }: Tracked, previous: Tracked | undefined): boolean {
    if (!checking.has(node) || previous?.node === node) return false;
    const schema = checking.get(node);
    const name = lastName(path);
    return schema === undefined || name === undefined || !schemas.takesAnyName(schema, name);
  }

  // The library has held the arguments against the schema of the tool.
  function isClosedInput(start: Tracked | undefined): boolean {
    if (!start || !isInput(start.node)) return false;
    const name = lastName(start.path);
    return name === undefined || !takesAnyName(start.node, name);
  }

  // `if (!columns[name]) throw …`
  function isLookedUp(node: Node): boolean {
    return linked.usesOf(node).some((use) => use.kind === 'key' && isTested(graph.sibling(node, use.to), 0));
  }

  function isTested(node: Node, depth: number): boolean {
    const isTest = (use: Use): boolean =>
      use.kind === 'test' ||
      use.kind === 'operand' ||
      (use.kind === 'copy' && depth < 3 && isTested(graph.sibling(node, use.to), depth + 1));
    return linked.usesOf(node).some(isTest);
  }

  return {
    isFree,
    /** Notes that a call holds what it is given against the schema. */
    note(call: Node, schema: Node | undefined): void {
      checking.set(call, schema);
    },
  };
}

function lastName(path: FieldPath): string | undefined {
  return headOf(path) === everything ? undefined : namesOf(path).findLast((name) => name !== everything);
}
