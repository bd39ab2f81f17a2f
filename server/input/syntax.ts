/** Which manifest syntax the name of a file speaks of. */

export type FileSyntax =
  'json' | 'yaml' | 'toml' | 'env' | 'dockerfile' | 'hcl' | 'bicep' | 'markdown' | 'requirements' | 'python';

const names: [RegExp, FileSyntax | undefined][] = [
  // Most files are these, and no other pattern takes them.
  [/(?<!^\.env(?:\.[\w.-]+)?)\.(?:[cm]?[jt]s|[jt]sx)$/i, undefined],
  [/\.(?:jsonc?|json5|code-workspace)$/i, 'json'],
  [/\.ya?ml$/i, 'yaml'],
  [/\.toml$/i, 'toml'],
  [/\.(?:md|mdc|markdown)$/i, 'markdown'],
  // What agents read before everything else has no ending.
  [/^\.(?:cursorrules|windsurfrules|clinerules|roorules|goosehints)$/, 'markdown'],
  [/^\.env(?:\.[\w.-]+)?$|\.env$/i, 'env'],
  [
    /^(?:Dockerfile|Containerfile)(?:[.-](?![\w.-]*\b(?:[cm]?[jt]sx?|py|go|rs|rb|dockerignore)$)[\w.-]+)?$|\.(?:dockerfile|containerfile)$/i,
    'dockerfile',
  ],
  [/\.(?:tf|tfvars|hcl)$/i, 'hcl'],
  [/\.(?:bicep|bicepparam)$/i, 'bicep'],
  [/^requirements(?:[.-][\w.-]+)?\.txt$/i, 'requirements'],
  // Rules of Codex are Starlark, which is written as Python is.
  [/\.(?:py|rules)$/i, 'python'],
  // Templates of policies are JSON with holes.
  [/\.(?:tpl|tftpl)$/i, 'json'],
];

/** The syntax of a file by its name; undefined for what no reader of manifests takes. */
export function syntaxOf(path: string): FileSyntax | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return names.find(([pattern]) => pattern.test(name))?.[1];
}
