/** The project's own files, as the house tests look at them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { ts } from 'ts-morph';

export interface Source {
  /** Relative to the repository. */
  path: string;
  text: string;
  lines: number;
  imports: Import[];
}

export interface Import {
  specifier: string;
  /** The path that a relative specifier means. */
  target?: string;
  line: number;
}

/** The sources of a folder of the repository, sorted, [] when there is no such folder; the example agent is none of them. */
export function sourcesBelow(folder: string): Source[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((entry) =>
    entry.replaceAll('\\', '/'),
  );
  const paths = entries.map((entry) => `${folder}/${entry}`).filter((path) => /\.(ts|mjs)$/.test(path));
  const own = paths.filter((path) => !/^scripts\/example-agent\/|^bench\/\.|\/node_modules\//.test(path));
  return own.sort().map(read);
}

function read(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    line: text.slice(0, pos).split('\n').length,
    ...(fileName.startsWith('.') ? { target: posix.join(posix.dirname(path), fileName) } : {}),
  }));
  return { path, text, lines: text.split('\n').length - 1, imports };
}

/** The string literals of a text, and its lines with literals and comments blanked. */
export function literalsAndCode(text: string): { literals: string[]; code: string[] } {
  const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest);
  const literals: string[] = [];
  let code = text;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node)) {
      literals.push(node.text);
      const start = node.getStart(file) + 1;
      code = code.slice(0, start) + ' '.repeat(node.end - 1 - start) + code.slice(node.end - 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const blank = (comment: string): string => comment.replaceAll(/[^\n]/g, ' ');
  return { literals, code: code.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, blank).split('\n') };
}
