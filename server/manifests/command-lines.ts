/** Lines of command that a manifest has run: those that start servers, and the hooks of agents. */
import type { Document, TextTree, Tree } from '../documents/document.ts';
import { itemsOf, oneOrMore, valueAt, walk } from '../documents/tree.ts';
import { fetchedBy } from './launch.ts';
import type { LaunchedPackage, McpServer, Recognised } from './manifest.ts';

export interface CommandLine {
  document: Document;
  /** How a person would name it: the server `x`, a hook. */
  of: string;
  /** The program, where it is written apart from its arguments. */
  command?: TextTree;
  args: readonly TextTree[];
  /** Texts that a shell reads. */
  scripts: TextTree[];
  /** What the scripts of a hook fetch and run. */
  fetches: LaunchedPackage[];
  isHook: boolean;
}

/** The lines of all servers and hooks, in the order of documents. */
export function commandLines(recognised: readonly Recognised[], servers: readonly McpServer[]): CommandLine[] {
  const ofServers = servers.map(({ document, name, command, args, launch }): CommandLine => {
    const isLine = command !== undefined && args.length === 0 && /\s/.test(command.value.trim());
    const scripts = [...(launch?.script ? [launch.script] : []), ...(isLine ? [command] : [])];
    return {
      document,
      of: name === '' ? 'this server' : `the server \`${name}\``,
      ...(command ? { command } : {}),
      args,
      scripts,
      fetches: [],
      isHook: false,
    };
  });
  const seen = new Set<TextTree>();
  const hooks = recognised.flatMap(({ kind, document, root }): CommandLine[] => {
    if (kind !== 'agent-settings' && kind !== 'agent-file' && kind !== 'plugin') return [];
    const all = [valueAt(root, 'hooks'), valueAt(root, 'apiKeyHelper'), valueAt(root, 'statusLine')];
    const texts = all
      .flatMap((tree) => (tree ? [...walk(tree, { path: ['hooks'] })] : []))
      .flatMap(({ tree, path }) => {
        const key = path.at(-1) === '' ? path.at(-2) : path.at(-1);
        return tree.kind === 'text' && (key === 'command' || key === 'bash' || key === 'powershell') && !seen.has(tree)
          ? [tree]
          : [];
      });
    const said = kind === 'agent-settings' ? shellText(valueAt(root, 'notify')) : undefined;
    const own = said && !seen.has(said) ? [...texts, said] : texts;
    for (const text of own) seen.add(text);
    return own.map((text) => hook(document, text));
  });
  return [...ofServers, ...hooks, ...fileHooks(recognised)];
}

/** What a shell is handed in a list of words: `["bash", "-c", "…"]`. */
function shellText(list: Tree | undefined): TextTree | undefined {
  const items = itemsOf(list);
  const option = items.findIndex((item) => item.kind === 'text' && /^-[a-z]?c$/.test(item.value));
  const found = option > 0 ? items[option + 1] : undefined;
  return found?.kind === 'text' ? found : undefined;
}

/** Files that hold nothing but hooks: those of plugins and of Copilot. */
function fileHooks(recognised: readonly Recognised[]): CommandLine[] {
  return recognised.flatMap(({ kind, document, root }) =>
    kind === 'agent-hooks'
      ? [...walk(root)].flatMap(({ tree, entry }): CommandLine[] =>
          entry && /^(?:command|bash|powershell)$/.test(entry.key)
            ? oneOrMore(tree).flatMap((item) => (item.kind === 'text' ? [hook(document, item)] : []))
            : [],
        )
      : [],
  );
}

function hook(document: Document, script: TextTree): CommandLine {
  return { document, of: 'this hook', args: [], scripts: [script], fetches: fetchedBy(script), isHook: true };
}
