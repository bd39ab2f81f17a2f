/** Constructs another class of the same package in the place of one, and imports it beside that one. */
import type { Graph, Node } from '../graph.ts';
import type { TextEdit } from './lists.ts';
import { hasComment } from './source-text.ts';

/** The edits; undefined where the name means a type, too, or does not stand in an import with braces. */
export function constructOther(
  graph: Graph,
  text: string,
  call: Node,
  { name, args }: { name: string; args: string },
): TextEdit[] | undefined {
  const made = graph.value(call);
  if (made.kind !== 'call' || !made.isNew) return undefined;
  const callee = graph.value(graph.sibling(call, made.callee));
  if (callee.kind !== 'import') return undefined;
  const written = text.slice(made.start, made.end);
  const list = importOf(text, callee.specifier, callee.name);
  if (!list || !new RegExp(`^new\\s+${callee.name}\\s*(?:\\(|$)`).test(written) || hasComment(written))
    return undefined;
  const uses = text.match(new RegExp(`\\b${callee.name}\\b`, 'g'))?.length ?? 0;
  const news = text.match(new RegExp(`\\bnew\\s+${callee.name}\\b`, 'g'))?.length ?? 0;
  // Elsewhere it may be a type, and the other class has another.
  if (uses !== news + 1) return undefined;
  const { start, end, names } = list;
  const isKnown = names.includes(name);
  const added = isKnown ? [] : [news === 1 ? { start, end, text: name } : { start: end, end, text: `, ${name}` }];
  return [...added, { start: made.start, end: made.end, text: `new ${name}(${args})` }];
}

// Where the name stands in `import { … } from 'specifier'`, under no other name.
function importOf(
  text: string,
  specifier: string,
  name: string,
): { start: number; end: number; names: string[] } | undefined {
  const statements = text.matchAll(/^import\s*\{([^{}]*)\}\s*from\s*(['"])([^'"\n]+)\2/gm);
  for (const statement of statements) {
    const [whole, inside = '', , from] = statement;
    const names = inside.split(',').map((each) => each.trim());
    if (from !== specifier || !names.includes(name) || hasComment(inside)) continue;
    const at = statement.index + whole.indexOf(inside);
    const start = at + inside.search(new RegExp(`\\b${name}\\b(?=\\s*(?:,|$))`));
    return { start, end: start + name.length, names };
  }
  return undefined;
}
