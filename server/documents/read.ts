/** From a text to a document, by its syntax. */
import { tooDeepAt } from './depth.ts';
import { readBicep } from './bicep.ts';
import { ignoreComments } from './comments.ts';
import { readDockerfile } from './dockerfile.ts';
import type { FileSyntax } from '../input/syntax.ts';
import type { Document, SyntaxProblem, Tree } from './document.ts';
import { readEnvFile } from './env-file.ts';
import { readFrontMatter } from './front-matter.ts';
import { readHcl } from './hcl.ts';
import { readJson } from './json.ts';
import { readPython } from './python.ts';
import { readRequirements } from './requirements.ts';
import { readToml } from './toml.ts';
import { readYaml } from './yaml.ts';

/** Reads a document; nothing in the text makes it throw. */
export function readDocument(file: string, written: string, syntax: FileSyntax): Document {
  // Some readers take a lone carriage return for a blank, and a mark of byte order for a word: a line end is as long.
  const text = written.replace(syntax === 'markdown' ? /\r(?!\n)/g : /^\uFEFF|\r(?!\n)/g, '\n');
  const { roots, problems = [], ...rest } = readShallow(file, text, syntax);
  const last = Math.max(0, text.trimEnd().length - 1);
  // What is missing at the end is missing behind the last word, not in the blanks after it.
  const placed = problems
    .map((each) => (each.start > last ? { ...each, start: last, end: last + 1 } : each))
    .sort((a, b) => a.start - b.start);
  return { file, syntax, roots, problems: placed, ignores: ignoreComments(text, syntax, roots), ...rest };
}

/** Reads as far as the text does not nest so deep that it would end the process; the body of a Markdown file is prose, and Python is read without recursion. */
function readShallow(file: string, text: string, syntax: FileSyntax): Read {
  const deep = syntax === 'markdown' || syntax === 'python' ? undefined : tooDeepAt(text);
  if (deep === undefined) return read(file, text, syntax);
  const cut = syntax === 'json' ? deep : text.lastIndexOf('\n', deep) + 1;
  const before = read(file, text.slice(0, cut), syntax);
  return { ...before, problems: [{ start: deep, end: deep + 1, message: 'nested too deeply', isEnd: true }] };
}

type Read = Pick<Document, 'roots' | 'body'> & { problems?: SyntaxProblem[] };

function read(file: string, text: string, syntax: FileSyntax): Read {
  switch (syntax) {
    case 'json':
      return isLinkText(text) ? { roots: [] } : rooted(readJson(file, text));
    case 'yaml':
      return readYaml(file, text);
    case 'toml':
      return rooted(readToml(file, text));
    case 'markdown': {
      const { body, ...found } = readFrontMatter(file, text);
      return { ...rooted(found), body };
    }
    case 'env':
      return rooted(readEnvFile(file, text));
    case 'requirements':
      return rooted(readRequirements(file, text));
    case 'dockerfile':
      return rooted(readDockerfile(file, text));
    case 'hcl':
      return rooted(readHcl(file, text));
    case 'python':
      return readPython(file, text);
    case 'bicep':
      return rooted(readBicep(file, text));
  }
}

function rooted({ root, problems }: { root?: Tree; problems?: SyntaxProblem[] }): Read {
  return { roots: root ? [root] : [], ...(problems ? { problems } : {}) };
}

/** A symbolic link that was checked out as a file holds a path and nothing else. */
function isLinkText(text: string): boolean {
  return /^\s*\.{0,2}\/?[\w.@/-]+\.\w+\s*$/.test(text) && !/^(?:true|false|null|[\d.]+)$/.test(text.trim());
}
