/** From a command and its arguments to what is run in the end: through shells and wrappers. */
import type { TextTree } from '../documents/document.ts';
import { programOf, type Word, whole, wordsOf } from './command-words.ts';
import { fetched } from './launched-package.ts';
import type { Launch, LaunchedPackage } from './manifest.ts';

const shells = new Set(['bash', 'sh', 'zsh', 'fish', 'dash', 'cmd', 'powershell', 'pwsh', 'wsl']);
const wrappers = new Set([
  'env',
  'sudo',
  'exec',
  'time',
  'nohup',
  'nice',
  'command',
  'start',
  'call',
  'dotenv',
  'dotenvx',
  'mise',
  'direnv',
]);
// What fills the environment of the program behind `--`; the first ones take it without that mark, too.
const fillers = new Set([
  'dotenv',
  'dotenvx',
  'mise',
  'op',
  'doppler',
  'infisical',
  'aws-vault',
  'chamber',
  'teller',
  'varlock',
]);

/** How the server is started; undefined without a command. */
export function launchOf(command: TextTree | undefined, args: readonly TextTree[]): Launch | undefined {
  if (!command) return undefined;
  const isLine = args.length === 0 && /\s/.test(command.value.trim()) && !/^(?:[A-Za-z]:)?[\\/]/.test(command.value);
  const words = isLine ? wordsOf(command) : [whole(command), ...args.map(whole)];
  return follow(words, undefined, 0);
}

function follow(words: Word[], script: TextTree | undefined, depth: number): Launch {
  const [first, ...rest] = words;
  const program = programOf(first);
  const plain: Launch = { launcher: program, rest: rest.map((word) => word.text), ...(script ? { script } : {}) };
  if (!first || depth > 5) return plain;
  if (shells.has(program)) return throughShell(program, rest, depth) ?? plain;
  const mark = fillers.has(program) ? rest.findIndex(({ value }) => value === '--') : -1;
  if (mark >= 0) return follow(rest.slice(mark + 1), script, depth + 1);
  if (wrappers.has(program)) {
    const next = rest.findIndex(
      ({ value }) => !value.startsWith('-') && !/^\w+=/.test(value) && value !== 'run' && value !== 'exec',
    );
    return next < 0 ? plain : follow(rest.slice(next), script, depth + 1);
  }
  const found = fetched(program, rest);
  if (!found) return plain;
  const { words: behind, ...launched } = found;
  return { ...plain, ...launched, rest: behind.map((word) => word.text) };
}

// `cmd /c npx …` hands the words on; `bash -c "…"` takes a script.
function throughShell(program: string, rest: Word[], depth: number): Launch | undefined {
  const at = rest.findIndex(({ value }) => /^(?:-\w*c|\/c|\/k|-command|--)$/i.test(value));
  const behind =
    at < 0 && program === 'wsl' ? rest.filter(({ value }) => !value.startsWith('-')) : at < 0 ? [] : rest.slice(at + 1);
  const [script] = behind;
  if (!script) return undefined;
  if (behind.length > 1 || !/\s/.test(script.value)) return follow(behind, undefined, depth + 1);
  const commands = segmentsOf(script.text);
  const last =
    commands.findLast((segment) => fetched(programOf(segment[0]), segment.slice(1))) ?? commands.at(-1) ?? [];
  return { ...follow(last, script.text, depth + 1), script: script.text };
}

/** The simple commands of a script. */
function segmentsOf(text: TextTree): Word[][] {
  const segments: Word[][] = [[]];
  for (const word of wordsOf(text)) {
    if (/^(?:&&|\|\|?|;|&)$/.test(word.value)) segments.push([]);
    else if (!(segments.at(-1)?.length === 0 && (wrappers.has(word.value) || /^\w+=/.test(word.value))))
      segments.at(-1)?.push(word);
  }
  return segments.filter((segment) => segment.length > 0);
}

const launches =
  /(?:^|[;&|(\n]|\b(?:then|do|else|exec|time|xargs(?:\s+-\w+(?:\s+(?:\{\}|\d+)(?=\s))?)*)\s)[ \t]*(?:\w+=[^\s"';&|]*[ \t]+)*((?:[\w./~-]*\/)?(?:npx|bunx|pnpx|pnpm|yarn|npm|bun|uvx|uv|pipx|docker|podman)\s[^\n;&|)]*)/g;

/**
 * What the commands of a script fetch. `npx` that has to ask takes what is installed, so that only one which is told not
 * to ask, or which version to take, counts.
 */
export function fetchedBy(script: TextTree): LaunchedPackage[] {
  return [...script.value.matchAll(launches)].flatMap(({ 0: whole, 1: command = '', index }) => {
    const end = index + whole.length;
    const [first, ...rest] = wordsOf(script, end - command.length, end);
    const found = first && fetched(programOf(first), rest);
    if (!found?.package) return [];
    const asks = programOf(first) === 'npx' && !rest.some(({ value }) => value === '-y' || value === '--yes');
    return asks && found.package.version === undefined ? [] : [found.package];
  });
}
