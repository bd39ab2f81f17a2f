/** How a comment is written in files that are no TypeScript or JavaScript. */

export interface CommentSyntax {
  open: string;
  /** '' for a comment that ends with its line. */
  close: string;
}

const hash: CommentSyntax = { open: '# ', close: '' };
const slashes: CommentSyntax = { open: '// ', close: '' };
const markup: CommentSyntax = { open: '<!-- ', close: ' -->' };

const byName: [RegExp, CommentSyntax][] = [
  [/^(?:dockerfile|containerfile)(?:\..*)?$|\.dockerfile$/i, hash],
  [/^\.env(?:\..*)?$|\.env$/i, hash],
  [/\.(?:ya?ml|toml|properties|tf|tfvars|hcl|py|sh|ps1)$/i, hash],
  [/\.(?:jsonc|json5|bicep|bicepparam)$/i, slashes],
  [/\.(?:md|mdx|mdc|markdown|html?|xml|svg)$/i, markup],
];

// Names whose readers take comments although the extension promises none.
const commentedJson =
  /(?:^|\/)(?:[tj]sconfig[^/]*\.json|\.devcontainer\.json|devcontainer\.json|\.vscode\/[^/]+\.json|wrangler\.json|deno\.json)$/;

/** The comments of the file; undefined where none can be written, as in JSON. */
export function commentSyntax(path: string, text: string, offset: number): CommentSyntax | undefined {
  if (commentedJson.test(path)) return slashes;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const found = byName.find(([pattern]) => pattern.test(name))?.[1];
  return found === markup && isFrontMatter(text, offset) ? hash : found;
}

// Between the two lines of dashes at the start of a page stands YAML.
function isFrontMatter(text: string, offset: number): boolean {
  const block = /^\uFEFF?---[ \t]*\r?\n(?:[\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(text)?.[0];
  return block !== undefined && offset < block.length;
}
