/** How a comment is written in a manifest. */
import { type FileSyntax, syntaxOf } from '../../input/syntax.ts';

export interface CommentSyntax {
  open: string;
  /** '' for a comment that ends with its line. */
  close: string;
}

const hash: CommentSyntax = { open: '# ', close: '' };
const slashes: CommentSyntax = { open: '// ', close: '' };
const markup: CommentSyntax = { open: '<!-- ', close: ' -->' };

const bySyntax: Record<Exclude<FileSyntax, 'json'>, CommentSyntax> = {
  yaml: hash,
  toml: hash,
  env: hash,
  requirements: hash,
  python: hash,
  dockerfile: hash,
  hcl: hash,
  bicep: slashes,
  markdown: markup,
};

// Names whose readers take comments although JSON has none.
const commentedJson =
  /\.(?:jsonc|json5|code-workspace)$|(?:^|\/)(?:[tj]sconfig[^/]*\.json|\.?devcontainer\.json|\.vscode\/[^/]+\.json|wrangler\.json|deno\.json)$/i;

/** The comments of the file at the offset; undefined where none can be written, as in JSON. */
export function commentSyntax(path: string, text: string, offset: number): CommentSyntax | undefined {
  const syntax = syntaxOf(path);
  if (syntax === undefined) return undefined;
  if (syntax === 'json') return commentedJson.test(path) ? slashes : undefined;
  return syntax === 'markdown' && isFrontMatter(text, offset) ? hash : bySyntax[syntax];
}

// Between the two lines of dashes at the start of a page stands YAML.
function isFrontMatter(text: string, offset: number): boolean {
  const block = /^\uFEFF?---[ \t]*\r?\n(?:[\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(text)?.[0];
  return block !== undefined && offset < block.length;
}
