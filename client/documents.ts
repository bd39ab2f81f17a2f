/** Which documents the server is told about. */

const languages = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'];
const files = [
  '**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}',
  '**/*.{json,jsonc,json5,code-workspace,yaml,yml,toml,md,mdc,markdown,env,tf,tfvars,hcl,bicep,bicepparam,tpl,tftpl,py}',
  '**/{requirements*.txt,.env,.env.*,Dockerfile,Dockerfile.*,Containerfile,Containerfile.*,*.dockerfile,*.containerfile,.cursorrules,.windsurfrules,.clinerules,.roorules,.goosehints}',
];

/** By path for files, because editors call manifests by many languages; by language for what has no path yet. */
export const documentSelector = [
  ...files.map((pattern) => ({ scheme: 'file', pattern })),
  ...languages.map((language) => ({ scheme: 'untitled', language })),
];
