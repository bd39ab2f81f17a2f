/** Documents inside texts: JSON in a block scalar, a heredoc or an escaped argument, YAML in a Markdown fence. */
import type { SyntaxProblem, TextTree, Tree } from './document.ts';
import { readJson } from './json.ts';
import { moved } from './offsets.ts';
import { pieceOf } from './tree.ts';

/** The JSON object or list that the text holds, with its places in the file; undefined when it holds none. */
export function embeddedJson(
  text: TextTree,
  from = 0,
  to = text.value.length,
): { root: Tree; problems: SyntaxProblem[] } | undefined {
  const inside = withoutExpressions(text.value.slice(from, to));
  if (!/^\s*[{[]/.test(inside)) return undefined;
  const { root, problems } = readJson(text.file, inside);
  if (!root || (root.kind !== 'map' && root.kind !== 'list')) return undefined;
  const at = (offset: number): number => pieceOf(text, from + offset, from + offset).start;
  return {
    root: moved(root, at),
    problems: problems.map((each) => ({ ...each, start: at(each.start), end: at(each.end) })),
  };
}

const textOrExpression = /"(?:[^"\\\n]|\\.)*"|\$\{\{[^\n]{0,500}?\}\}/g;

// `"enabled": ${{ vars.PROJECT != '' }}`: GitHub fills it in before anybody reads JSON. In a text it stands as it is.
function withoutExpressions(json: string): string {
  if (!json.includes('${{')) return json;
  return json.replace(textOrExpression, (found) => (found.startsWith('"') ? found : 'null'.padEnd(found.length)));
}

const heredoc = /<<-?\s*(['"]?)([A-Za-z_]\w*)\1[^\n]*\n([\s\S]*?)\n[ \t]*\2[ \t]*(?:\n|$)/g;
const quoted = /'(\s*\{[^']*\})\s*'/g;

/** The JSON documents that a shell script writes or passes on: heredocs and arguments in single quotes. */
export function scriptJson(script: TextTree): Tree[] {
  const found: Tree[] = [];
  for (const match of script.value.matchAll(heredoc)) {
    const content = match[3] ?? '';
    const from = match.index + match[0].indexOf('\n') + 1;
    const json = embeddedJson(script, from, from + content.length);
    if (json) found.push(json.root);
  }
  for (const match of script.value.matchAll(quoted)) {
    const from = match.index + 1;
    const json = embeddedJson(script, from, from + (match[1] ?? '').length);
    if (json) found.push(json.root);
  }
  return found;
}
