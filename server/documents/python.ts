/** Python, as far as it writes down what manifests say: assignments, calls, dictionaries and lists; nothing is run. */
import { parser } from '@lezer/python';
import type { SyntaxNode } from '@lezer/common';
import type { Entry, MapTree, TextTree, Tree } from './document.ts';
import { createPythonNames } from './python-names.ts';
import { childrenOf } from './python-nodes.ts';
import { readPythonText } from './python-texts.ts';
import { createPythonValues } from './python-values.ts';

const values = new Set(['CallExpression', 'DictionaryExpression', 'ArrayExpression']);

/**
 * One root for each assignment, as a map of one entry, for each function that is decorated, and for each call,
 * dictionary and list outside of them. A call holds what it is given by name as a map behind its other arguments.
 */
export function readPython(file: string, text: string): { roots: Tree[] } {
  const top = parser.parse(text).topNode;
  const names = createPythonNames(top, text);
  const { toTree, toMap, assigned: valueOf } = createPythonValues(file, text, names);
  const roots: Tree[] = [];
  top.cursor().iterate(({ name, node }) => {
    if (name === 'DecoratedStatement') roots.push(...decorated(node));
    if (name === 'AssignStatement' && tells(node)) roots.push(...assigned(node));
    else if (values.has(name) && tells(node)) roots.push(toTree(node));
    return !values.has(name) && name !== 'AssignStatement';
  });
  return { roots: [...new Set(roots)] };

  // Most statements of a program name nothing and list nothing: they are no manifest.
  function tells(node: SyntaxNode): boolean {
    const written = text.slice(node.from, node.to);
    // `Client(CONFIGURED)` may be given what stands elsewhere.
    if (/(?:^|[\s=(.])[A-Z]\w*\(\s*[^\s)]/.test(written)) return true;
    return /["']/.test(written) && /[[{]|\w\s*=(?!=)/.test(written.slice(written.indexOf('(') + 1));
  }

  function assigned(node: SyntaxNode): Tree[] {
    const [target, ...rest] = childrenOf(node).filter(({ name }) => name !== 'TypeDef');
    const value = rest.at(-1);
    const key = target && keyOf(target);
    if (!target || !value || key === undefined || value.name === 'AssignOp') return value ? [toTree(value)] : [];
    const entry: Entry = { key, at: { file, start: target.from, end: target.to }, value: valueOf(key, value) };
    return [{ kind: 'map', file, start: node.from, end: node.to, entries: [entry], isOpen: true }];
  }

  /** What a variable, an attribute or a subscript is called. */
  function keyOf(target: SyntaxNode): string | undefined {
    if (target.name === 'VariableName') return text.slice(target.from, target.to);
    const last = childrenOf(target).at(-1);
    return target.name === 'MemberExpression' && last?.name === 'PropertyName'
      ? text.slice(last.from, last.to)
      : undefined;
  }

  /** A function with its name, the text that describes it, and what it is decorated with. */
  function decorated(node: SyntaxNode): MapTree[] {
    const definition = node.getChild('FunctionDefinition');
    const name = definition?.getChild('VariableName');
    if (!definition || !name) return [];
    const first = definition.getChild('Body')?.getChild('ExpressionStatement');
    const written = first?.prevSibling?.name === ':' ? first.firstChild : undefined;
    const description = written ? readPythonText(file, text, written) : undefined;
    return node.getChildren('Decorator').map((decorator) => {
      const parts = childrenOf(decorator).filter((part) => part.name !== 'At' && part.name !== 'ArgList');
      const [from, to] = [parts[0]?.from ?? decorator.from, parts.at(-1)?.to ?? decorator.to];
      const given = toMap(decorator.getChild('ArgList'), decorator);
      const entries: Entry[] = [
        ...given.entries,
        entryOf('decorator', plain(from, to)),
        entryOf('function', plain(name.from, name.to)),
        ...(given.entries.some(({ key }) => key === 'name') ? [] : [entryOf('name', plain(name.from, name.to))]),
        ...(description && !given.entries.some(({ key }) => key === 'description')
          ? [entryOf('description', description)]
          : []),
      ];
      return { kind: 'map', file, start: node.from, end: name.to, entries };
    });
  }

  function entryOf(key: string, value: Tree): Entry {
    return { key, at: { file, start: value.start, end: value.end }, value };
  }

  function plain(start: number, end: number): TextTree {
    return { kind: 'text', file, start, end, value: text.slice(start, end), inner: { start, end }, style: 'plain' };
  }
}
