/** The nodes of Python's syntax tree, as they are taken for parts of an expression. */
import type { SyntaxNode } from '@lezer/common';

/** The nodes below, without punctuation and comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (/^[A-Z]/.test(child.name) && child.name !== 'Comment') found.push(child);
  return found;
}

/** True for an argument that is given by its place, and not by its name. */
export function isPositional(part: SyntaxNode): boolean {
  const [before, after] = [part.prevSibling?.name, part.nextSibling?.name];
  return part.name !== 'AssignOp' && before !== 'AssignOp' && before !== '**' && after !== 'AssignOp';
}
