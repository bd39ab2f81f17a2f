/** What a name alone says about a file or directory, before anything is read. */
import { syntaxOf } from './syntax.ts';

/** Files above this many bytes are not read; what is so large is generated or data. */
export const largestFile = 1024 * 1024;

const source = /\.(?:[jt]sx?|[cm][jt]s)$/i;
const declaration = /\.d\.(?:[^.]+\.)?[cm]?ts$/i;
const minified = /[.-](?:min|bundle|chunk)\.[cm]?js$|^bundle\.[cm]?js$/i;
const generated = /\.(?:gen|generated|pb|g)\.[cm]?[jt]sx?$|_(?:grpc_)?pb\.[cm]?[jt]s$|^\.pnp\.(?:loader\.)?[cm]?js$/i;

const versionControl = new Set(['.git', '.hg', '.svn', '.jj']);
const output = new Set(
  `dist build out .next .nuxt .output .svelte-kit .astro .angular .docusaurus .expo .vercel .netlify .wrangler .serverless
  .aws-sam cdk.out .turbo .cache .parcel-cache .vite .nx coverage .nyc_output storybook-static vendor bower_components
  jspm_packages .yarn .pnpm-store .venv venv __pycache__ __generated__`.split(/\s+/),
);

const testDirectory =
  /^(?:__)?(?:(?:[a-z\d]+[-_])?tests?|specs?|fixtures?|examples?|demos?|samples?|mocks?|e2e|testing|testdata|tests?[-_](?:d|data|utils?|helpers?|fixtures?|support|servers?|clients?|harness|apps?|suites?|cases))(?:__)?$/i;
/** Samples of manifests are copied as they are, so what is wrong with them is wrong wherever they go. */
const sampleDirectory = /^(?:[a-z\d]+[-_])?(?:examples?|demos?|samples?)$/i;
const toolSetting = /(?:^|\/)\.?[\w-]+(?:\.\w+)?\.config\.[cm]?[jt]s$|(?:^|\/)\.[\w-]+rc\.[cm]?js$/;
const testFile =
  /\.(?:test|tests|test-d|spec|e2e|e2e-spec|stories|fixture|mock)\.[cm]?[jt]sx?$|[_-]tests?\.[cm]?[jt]sx?$|^tests?\.[cm]?[jt]sx?$|^(?:test_.*|.*_tests?|tests?|conftest)\.py$/i;

/** Paths of the files that say how a project is put together, relative to the root; they fit `createModuleResolver`. */
export interface Manifests {
  /** package.json. */
  packageFiles: string[];
  /** tsconfig*.json and jsconfig*.json. */
  tsconfigFiles: string[];
  /** pnpm-workspace.yaml. */
  workspaceFiles: string[];
  /** package-lock.json, npm-shrinkwrap.json, pnpm-lock.yaml, yarn.lock, uv.lock and poetry.lock. */
  lockFiles: string[];
  /** deno.json and deno.jsonc. */
  denoFiles: string[];
}

const manifests = new Map<string, keyof Manifests>([
  ['package.json', 'packageFiles'],
  ['pnpm-workspace.yaml', 'workspaceFiles'],
  ...['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'uv.lock', 'poetry.lock'].map(
    (name) => [name, 'lockFiles'] as const,
  ),
  ['deno.json', 'denoFiles'],
  ['deno.jsonc', 'denoFiles'],
]);
const compilerSettings = /^[tj]sconfig.*\.json$/;

export type NameSkip = 'declaration file' | 'minified' | 'generated';

/** True for TypeScript and JavaScript by extension, declaration files included. */
export function isSourceName(name: string): boolean {
  return source.test(name);
}

/** True for a file that a reader of manifests takes; what only says how a project is put together is none. */
export function isDocumentName(name: string): boolean {
  if (syntaxOf(name) === undefined) return false;
  const kind = manifestKind(name);
  return kind === undefined || kind === 'packageFiles';
}

/** Why a source file need not be read, judged by its name; undefined when it must be. */
export function skipByName(name: string): NameSkip | undefined {
  if (declaration.test(name)) return 'declaration file';
  if (minified.test(name)) return 'minified';
  return generated.test(name) ? 'generated' : undefined;
}

/** True for directories of installed packages; no configuration brings them back. */
export function isPackageDirectory(name: string): boolean {
  return name === 'node_modules';
}

/** True for the data of a version control system, which holds no sources to speak of. */
export function isVersionControl(name: string): boolean {
  return versionControl.has(name);
}

/** True for directories that tools write into. */
export function isOutputDirectory(name: string): boolean {
  return output.has(name);
}

/** Which kind of project file the name is, if any. */
export function manifestKind(name: string): keyof Manifests | undefined {
  return manifests.get(name) ?? (compilerSettings.test(name) ? 'tsconfigFiles' : undefined);
}

/** True when a segment of the path, or its file name, says test, fixture or mock, and for sources example or demo. */
export function isTestPath(path: string, isSource = isSourceName(path)): boolean {
  return isTestFile(path, !isSource);
}

/** True when nothing but a directory of examples or demos makes the source a test. */
export function isSamplePath(path: string): boolean {
  return isTestPath(path) && !isTestFile(path, true);
}

/** True for the settings of a tool, which stand beside the code of every project. */
export function isToolSetting(path: string): boolean {
  return toolSetting.test(path);
}

function isTestFile(path: string, takesSamples: boolean): boolean {
  const cut = path.lastIndexOf('/');
  return testFile.test(path.slice(cut + 1)) || (cut > 0 && isTestDirectory(path.slice(0, cut), takesSamples));
}

// A walk asks for one file of a directory after the other.
const last = [
  { path: '', isTest: false },
  { path: '', isTest: false },
];

function isTestDirectory(path: string, takesSamples: boolean): boolean {
  const known = last[Number(takesSamples)];
  if (known?.path === path) return known.isTest;
  const isTest = path
    .split('/')
    .some((segment) => testDirectory.test(segment) && !(takesSamples && sampleDirectory.test(segment)));
  last[Number(takesSamples)] = { path, isTest };
  return isTest;
}
