/** From a text to a document, by its syntax. */
import { isTooDeep } from './depth.ts';
import { readBicep } from './bicep.ts';
import { ignoreComments } from './comments.ts';
import { readDockerfile } from './dockerfile.ts';
import type { FileSyntax } from '../input/syntax.ts';
import type { Document, SyntaxProblem, Tree } from './document.ts';
import { readEnvFile } from './env-file.ts';
import { readFrontMatter } from './front-matter.ts';
import { readHcl } from './hcl.ts';
import { readJson } from './json.ts';
import { readRequirements } from './requirements.ts';
import { readToml } from './toml.ts';
import { readYaml } from './yaml.ts';

/** Reads a document; nothing in the text makes it throw. */
export function readDocument(file: string, text: string, syntax: FileSyntax): Document {
  const { roots, problems = [], ...rest } = isTooDeep(text) ? tooDeep : read(file, text, syntax);
  const last = Math.max(0, text.trimEnd().length - 1);
  // What is missing at the end is missing behind the last word, not in the blanks after it.
  const placed = problems.map((each) => (each.start > last ? { ...each, start: last, end: last + 1 } : each));
  return { file, syntax, roots, problems: placed, ignores: ignoreComments(text, syntax, roots), ...rest };
}

const tooDeep: Read = { roots: [], problems: [{ start: 0, end: 1, message: 'nested too deeply' }] };

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
