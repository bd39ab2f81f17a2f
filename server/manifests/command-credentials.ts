/** Credentials that a command line hands over: behind a flag, in a header, in a variable before the program. */
import type { TextTree, Tree } from '../documents/document.ts';
import { itemsOf, oneOrMore, pieceOf, valueAt, walk } from '../documents/tree.ts';
import { type Credential, secretsIn, type Setting } from './credentials.ts';
import type { Dialects } from './dialects.ts';
import type { Recognised } from './manifest.ts';

export interface ArgumentSetting {
  text: TextTree;
  setting?: Setting;
  start: number;
}

/** `--api-key=X`, `--token X`, `-e NAME=X`, `--header "Authorization: Bearer X"`, `NAME=X`, `sshpass -p X`. */
export function argumentSettings(args: readonly TextTree[], command?: TextTree): ArgumentSetting[] {
  const all = command ? [command, ...args] : args;
  return args.map((text, index) => {
    const [program = '', before = ''] = all
      .slice(0, index + all.length - args.length)
      .slice(-2)
      .map(({ value }) => value);
    const isHeader = /^(?:-H|--header|--headers)$/.test(before);
    const glued = /^(--?[\w-]+|[A-Za-z_]\w*)=/.exec(text.value);
    const header = /^([\w-]+):\s*/.exec(text.value);
    if (before === '-p' && /(?:^|\/)sshpass$/.test(program)) return { text, setting: password, start: 0 };
    if (isHeader && header)
      return { text, setting: { name: header[1] ?? '', kind: 'header' }, start: header[0].length };
    if (glued) return { text, setting: { name: glued[1] ?? '', kind: 'argument' }, start: glued[0].length };
    // A flag behind a flag is none of its values: the first one is a switch.
    const isFlag = /^--?[a-z][\w-]*$/i.test(before) && !text.value.startsWith('-');
    return isFlag ? { text, setting: { name: before, kind: 'argument' }, start: 0 } : { text, start: 0 };
  });
}

const password: Setting = { name: 'password', kind: 'argument' };

/** The commands of containers, word by word where they are lists. */
export function containerCommands({ kind, root }: Recognised): { words: TextTree[]; lines: TextTree[] } {
  const keys = commandKeys[kind];
  if (!keys) return { words: [], lines: [] };
  const values = [...walk(root)].flatMap(({ tree, entry }) => (entry && keys.has(entry.key) ? [tree] : []));
  return {
    words: values.flatMap((tree) => itemsOf(tree).filter(isText)),
    lines: values.filter(isText),
  };
}

const commandKeys: Partial<Record<Recognised['kind'], ReadonlySet<string>>> = {
  compose: new Set(['command', 'entrypoint']),
  kubernetes: new Set(['command', 'args']),
  dockerfile: new Set(['CMD', 'ENTRYPOINT']),
};

/** The commands that settings of agents allow or run. */
export function settingCommands({ kind, root }: Recognised): TextTree[] {
  if (kind !== 'agent-settings' && kind !== 'agent-hooks') return [];
  const allowed = ['allow', 'ask', 'deny'].flatMap((list) => oneOrMore(valueAt(root, `permissions.${list}`)));
  const hooks = valueAt(root, 'hooks');
  const run = hooks ? [...walk(hooks)].map(({ tree }) => tree) : [];
  return [...allowed, ...run].filter(isText);
}

const flag = /(?:^|\s)(--?[A-Za-z][\w-]*)(?:=|\s+(?!-))(["']?)([^\s"']+)\2/g;
const header = /(?:-H|--header)(?:=|\s+)["']?([\w-]+):\s*((?:(?:bearer|basic|token|apikey)\s+)?[^\s"']+)/gi;
const variable = /(?:^|[\s("'])([A-Z][A-Z\d_]+)=(["']?)([^\s"']+)\2/g;
// Flags of one letter, which other programs take for something else.
const logins = [
  /\bcurl\s(?:[^|;\n]{0,400}?\s)?(?:-[a-zA-Z]*u\s*|--user[=\s]\s*)(["']?)[^\s:"'/]+:(?!\/\/)([^\s"']+)\1/g,
  /\bsshpass\s+-p\s*(["']?)([^\s"']+)\1/g,
];
// `Bash(psql --password=X:*)`: the end of what is allowed is no part of the last word.
const endOfRule = /(?::\*)?\)$/;

/** The credentials of a line that a shell reads. */
export function lineCredentials(line: TextTree, dialects: Dialects, isOfServer = false): Credential[] {
  const settings = [
    ...Array.from(line.value.matchAll(header), (match) => ({ match, kind: 'header' as const, at: 2 })),
    ...Array.from(line.value.matchAll(flag), (match) => ({ match, kind: 'argument' as const, at: 3 })),
    ...Array.from(line.value.matchAll(variable), (match) => ({ match, kind: 'variable' as const, at: 3 })),
    ...logins.flatMap((login) =>
      Array.from(line.value.matchAll(login), (match) => ({ match, kind: undefined, at: 2 })),
    ),
  ];
  const isRule = /^\w+\(/.test(line.value);
  return settings.flatMap(({ match, kind, at }) => {
    const given = match[at] ?? '';
    const start = match.index + match[0].lastIndexOf(given);
    const isLast = isRule && start + given.length === line.value.length;
    const value = isLast ? given.replace(endOfRule, '') : given;
    const setting: Setting = kind ? { name: match[1] ?? '', kind, isOfServer } : password;
    return secretsIn(value, dialects, setting).map(({ from, to, ...secret }) => ({
      ...secret,
      text: line,
      from: start + from,
      to: start + to,
      at: pieceOf(line, start + from, start + to),
      setting,
    }));
  });
}

function isText(tree: Tree): tree is TextTree {
  return tree.kind === 'text';
}
