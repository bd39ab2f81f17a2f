/** The package or image that a launcher fetches and runs: npx and its like, uvx, Docker, Deno. */
import { pieceOf } from '../documents/tree.ts';
import { programOf, type Word } from './command-words.ts';
import type { Launch, LaunchedPackage } from './manifest.ts';

const npmLaunchers = new Set(['npx', 'bunx', 'pnpx', 'pnpm', 'yarn', 'npm', 'bun']);

type Fetched = Pick<Launch, 'launcher' | 'package'> & { words: Word[] };

/** What the launcher fetches, and the words behind it; undefined where the program fetches nothing that is known. */
export function fetched(program: string, rest: Word[]): Fetched | undefined {
  if (npmLaunchers.has(program)) return fromNpm(program, rest);
  if (program === 'uvx' || program === 'pipx' || program === 'uv') return fromPypi(program, rest);
  if (program === 'docker' || program === 'podman' || program === 'nerdctl') return fromDocker(program, rest);
  if (program === 'deno') return fromDeno(rest);
  if (program === 'nix') return fromNix(rest);
  return undefined;
}

const npmVerbs: Record<string, string[]> = { pnpm: ['dlx'], yarn: ['dlx'], npm: ['exec', 'x'], bun: ['x'] };
const npmValued = new Set([
  '-p',
  '--package',
  '-c',
  '--call',
  '--registry',
  '--cache',
  '--prefix',
  '-w',
  '--workspace',
  '--node-options',
  '--userconfig',
]);

function fromNpm(program: string, words: Word[]): Fetched | undefined {
  const verbs = npmVerbs[program];
  const rest = verbs ? words.slice(1) : words;
  if (verbs && !verbs.includes(words[0]?.value ?? '')) return undefined;
  // `--no-install` runs only what the project has installed.
  if (rest.some(({ value }) => value === '--no-install' || value === '--no' || value === '--offline')) return undefined;
  let named: Word | undefined;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at];
    if (!word) break;
    const [flag = '', glued] = word.value.split(/=(.*)/s);
    if (!word.value.startsWith('-'))
      return { launcher: program, ...withPackage(npmPackage(named ?? word)), words: rest.slice(at + 1) };
    if (word.value === '--') {
      const next = rest[at + 1];
      const target = named ?? next;
      return { launcher: program, ...(target ? withPackage(npmPackage(target)) : {}), words: rest.slice(at + 2) };
    }
    if (!npmValued.has(flag)) continue;
    const value = glued === undefined ? rest[at + 1] : { ...word, from: word.from + flag.length + 1, value: glued };
    if ((flag === '-p' || flag === '--package') && value) named ??= value;
    if (glued === undefined) at++;
  }
  return { launcher: program, ...(named ? withPackage(npmPackage(named)) : {}), words: [] };
}

function withPackage(found: LaunchedPackage | undefined): { package?: LaunchedPackage } {
  return found ? { package: found } : {};
}

function npmPackage(word: Word): LaunchedPackage | undefined {
  const { value } = word;
  if (/^(?:git\+|github:|https?:|git:\/\/)/.test(value)) return fromGit(word);
  // A path, a hole or an alias is nothing that a registry hands out under a name.
  if (/^[./~\\$]|^[A-Za-z]:|^file:|\$\{|\{\{|^<|@<.*>$/.test(value)) return undefined;
  const [, name = '', version] = /^((?:@[^/@\s]+\/)?[^@/\s]+)(?:@(.+))?$/.exec(value) ?? [];
  if (name === '') return undefined;
  return piece(word, 'npm', name, version, /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(version ?? ''));
}

function piece(
  word: Word,
  registry: LaunchedPackage['registry'],
  name: string,
  version: string | undefined,
  isPinned: boolean,
  joint: LaunchedPackage['joint'] = '@',
): LaunchedPackage {
  const { text, from, to } = word;
  const at = pieceOf(text, from, to);
  return { registry, name, isPinned, at, text, from, to, joint, ...(version === undefined ? {} : { version }) };
}

function fromGit(word: Word): LaunchedPackage {
  const revision = /(?:#|@)([\w./-]+)$/.exec(word.value.replace(/^[a-z+]+:\/\/(?:[^@/]*@)?/, ''))?.[1];
  // An archive that is named by its version is published once.
  const isArchive = /-v?\d+(?:\.\d+)+[\w.+-]*\.(?:whl|tar\.gz|tgz|zip)$/.test(word.value);
  const isPinned = isArchive || /^(?:[\da-f]{40}|[\da-f]{64})$/.test(revision ?? '');
  return piece(word, 'git', word.value, revision, isPinned);
}

const pypiValued = new Set([
  '--from',
  '--with',
  '--python',
  '-p',
  '--index-url',
  '--extra-index-url',
  '--directory',
  '--project',
  '--spec',
  '--refresh-package',
  '--env-file',
  '-i',
]);

function fromPypi(program: string, words: Word[]): Fetched | undefined {
  if (program === 'uv' && words[0]?.value === 'run') return fromWith(program, words.slice(1));
  const isTool = program === 'uv' && words[0]?.value === 'tool' && words[1]?.value === 'run';
  const isRun = program === 'pipx' && words[0]?.value === 'run';
  if (program !== 'uvx' && !isTool && !isRun) return undefined;
  const rest = isTool ? words.slice(2) : isRun ? words.slice(1) : words;
  let from: Word | undefined;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at];
    if (!word) break;
    const [flag = '', glued] = word.value.split(/=(.*)/s);
    if (!word.value.startsWith('-'))
      return {
        launcher: program,
        ...withPackage(pypiPackage(from ?? word, from || isRun ? '==' : '@')),
        words: rest.slice(at + 1),
      };
    if (!pypiValued.has(flag)) continue;
    const value = glued === undefined ? rest[at + 1] : { ...word, from: word.from + flag.length + 1, value: glued };
    if ((flag === '--from' || flag === '--spec') && value) from = value;
    if (glued === undefined) at++;
  }
  return undefined;
}

// `uv run --with orders-mcp orders-mcp`: what is added to an environment of its own is the program, too. With the lock of a
// project it may be of a version that is known.
function fromWith(program: string, words: Word[]): Fetched | undefined {
  const added: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word || /^--(?:offline|project|directory)(?:=|$)/.test(word.value)) return undefined;
    const [flag = '', glued] = word.value.split(/=(.*)/s);
    if (!word.value.startsWith('-') || word.value === '--') return programAmong(added, program, words.slice(at));
    const isModule = flag === '-m' || flag === '--module';
    if (isModule) return programAmong(added, program, words.slice(at + 1));
    if (!pypiValued.has(flag)) continue;
    const value = glued === undefined ? words[at + 1] : { ...word, from: word.from + flag.length + 1, value: glued };
    if (flag === '--with' && value) added.push(value);
    if (glued === undefined) at++;
  }
  return undefined;
}

function programAmong(added: readonly Word[], launcher: string, words: Word[]): Fetched | undefined {
  const [first, ...behind] = words.filter(({ value }) => value !== '--');
  const [target, rest] = isPython(first) && behind[0]?.value === '-m' ? [behind[1], behind.slice(2)] : [first, behind];
  // `mcp run server.py` starts a program that is here, with a library.
  if (rest.some(({ value }) => /\.py(?::\w+)?$/.test(value))) return undefined;
  const named = target && normal(target.value);
  const found = added
    .map((word) => pypiPackage(word, '=='))
    .find((one) => one && normal(one.name.replace(/\[.*/, '')) === named);
  return found && { launcher, package: found, words: rest };
}

function isPython(word: Word | undefined): boolean {
  return /^python[\d.]*$/.test(programOf(word));
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function pypiPackage(word: Word, joint: '@' | '=='): LaunchedPackage | undefined {
  const { value } = word;
  if (/^(?:git\+|https?:)|\.git\b/.test(value)) return fromGit(word);
  if (/^[./~\\$]|^[A-Za-z]:|\$\{|\{\{/.test(value)) return undefined;
  const [, name = '', sign, version] =
    /^([\w.-]+(?:\[[\w,.-]+\])?)\s*(?:(===?|>=|<=|~=|!=|<|>|@)\s*(.+))?$/.exec(value) ?? [];
  if (name === '') return undefined;
  const isExact = (sign === '==' || sign === '===' || sign === '@') && /^\d+(?:\.\d+)+[\w.+-]*$/.test(version ?? '');
  return piece(word, 'pypi', name, version, isExact, joint);
}

const dockerSwitches =
  /^(?:-[itd]+|--(?:rm|interactive|tty|detach|init|privileged|read-only|no-healthcheck|publish-all|sig-proxy|oom-kill-disable|quiet)(?:=.*)?|-P|-q)$/;

function fromDocker(program: string, words: Word[]): Fetched | undefined {
  const start = words.findIndex(({ value }) => value === 'run' || value === 'create');
  const before = words.slice(0, Math.max(0, start));
  if (start < 0 || before.some(({ value }) => ['compose', 'mcp', 'exec', 'model'].includes(value))) return undefined;
  for (let at = start + 1; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    if (word.value.startsWith('-')) {
      // What is never pulled was made here.
      if (/^--pull(?:=never)?$/.test(word.value) && (word.value.endsWith('never') || words[at + 1]?.value === 'never'))
        return { launcher: program, words: [] };
      if (!dockerSwitches.test(word.value) && !/^--?[\w-]+=/.test(word.value) && !/^-[evplwhumc]\S/.test(word.value))
        at++;
      continue;
    }
    return { launcher: program, ...withPackage(image(word)), words: words.slice(at + 1) };
  }
  return undefined;
}

/** The image that a text names; undefined for a hole, and for one that was made on this machine. */
export function image(word: Word): LaunchedPackage | undefined {
  const { value } = word;
  if (/[$<>]|\{\{|^[./~]|^localhost\//.test(value) || value === '') return undefined;
  const [, name = '', tag, digest] = /^([^\s@]+?)(?::([\w][\w.-]*))?(?:@(sha256:[\da-f]{64}))?$/.exec(value) ?? [];
  if (name === '') return undefined;
  return piece(word, 'docker', name, digest ?? tag, digest !== undefined, digest === undefined ? ':' : '@');
}

function fromDeno(words: Word[]): Fetched | undefined {
  if (words[0]?.value !== 'run') return undefined;
  const target = words.slice(1).find(({ value }) => !value.startsWith('-'));
  const index = target ? words.indexOf(target) : -1;
  if (!target || !/^(?:npm|jsr|https?):/.test(target.value)) return undefined;
  const version = /@(v?\d[\w.+-]*)/.exec(target.value.replace(/^[a-z]+:(?:\/\/)?@?/, ''))?.[1];
  const isPinned = /^v?\d+\.\d+\.\d+/.test(version ?? '');
  return {
    launcher: 'deno',
    package: piece(target, 'url', target.value, version, isPinned),
    words: words.slice(index + 1),
  };
}

// `nix run github:acme/orders-mcp/<commit>#server`
function fromNix(words: Word[]): Fetched | undefined {
  const at = words.findIndex(({ value }) => /^(?:github|gitlab|sourcehut|git\+(?:https|ssh)):/.test(value));
  const word = words[at];
  if (!word || !/^(?:run|shell|develop)$/.test(words[0]?.value ?? '')) return undefined;
  const revision =
    /[?&](?:rev|ref)=([^&#]+)/.exec(word.value)?.[1] ??
    /^(?:github|gitlab):[^/]+\/[^/?#]+\/([^?#]+)/.exec(word.value)?.[1];
  const isPinned = /^[\da-f]{40}$/.test(revision ?? '');
  return { launcher: 'nix', package: piece(word, 'git', word.value, revision, isPinned), words: words.slice(at + 1) };
}
