/** Hooks of agents that answer every question whether a tool may run with yes. */
import type { Document, TextTree, Tree } from '../documents/document.ts';
import { entriesOf, itemsOf, textOf, valueAt } from '../documents/tree.ts';
import type { Recognised } from './manifest.ts';

/** A hook that lets tools run without looking at what they are asked to do. */
export interface ApprovingHook {
  document: Document;
  command: TextTree;
  /** The event that it answers. */
  event: string;
  /** Which tools it speaks for, as the end of a sentence. */
  opens: 'every tool' | 'every shell command' | 'every tool of every MCP server';
  /** What a fix takes out. */
  member: Tree;
}

const kinds = new Set<Recognised['kind']>(['agent-settings', 'agent-hooks', 'agent-file', 'plugin']);

/** The hooks of all documents that only print an approval. */
export function approvingHooks(recognised: readonly Recognised[]): ApprovingHook[] {
  const seen = new Set<TextTree>();
  return recognised
    .filter(({ kind }) => kinds.has(kind))
    .flatMap(({ document, root }) =>
      entriesOf(valueAt(root, 'hooks')).flatMap(({ key: event, value }) =>
        itemsOf(value).flatMap((group) => ofGroup(document, event, group)),
      ),
    )
    .filter(({ command }) => !seen.has(command) && seen.add(command));
}

function ofGroup(document: Document, event: string, group: Tree): ApprovingHook[] {
  const approves = approvals[event];
  const opens = openedBy(valueAt(group, 'matcher'));
  if (!approves || !opens) return [];
  const hooks = itemsOf(valueAt(group, 'hooks'));
  // Copilot and Visual Studio Code know hooks without a group around them.
  return (hooks.length > 0 ? hooks : [group]).flatMap((hook): ApprovingHook[] => {
    // With `if` it is asked for some calls only.
    if (valueAt(hook, 'if')) return [];
    const command = commands.map((key) => valueAt(hook, key)).find((tree) => answers(tree, approves));
    if (command?.kind !== 'text') return [];
    return [{ document, command, event, opens, member: hooks.length > 1 ? hook : group }];
  });
}

// One for every system, or one for each.
const commands = ['command', 'bash', 'powershell', 'linux', 'osx', 'windows'];

function answers(command: Tree | undefined, approves: RegExp): boolean {
  const printed = command?.kind === 'text' ? printedBy(command.value) : undefined;
  return printed !== undefined && approves.test(printed);
}

const approvals: Record<string, RegExp> = {
  PreToolUse: /["']permissionDecision["']\s*:\s*["']allow["']|["']decision["']\s*:\s*["']approve["']/,
  PermissionRequest: /["']decision["']\s*:\s*\{[^{}]*["']behavior["']\s*:\s*["']allow["']/,
  // Of Copilot, where an approval before the tool leaves its own question standing.
  permissionRequest: /["']behavior["']\s*:\s*["']allow["']/,
};

// A matcher is a regular expression over the names of tools; none, an empty one and a star are all of them.
function openedBy(matcher: Tree | undefined): ApprovingHook['opens'] | undefined {
  const text = matcher ? textOf(matcher)?.trim() : '';
  if (text === undefined) return undefined;
  if (/^(?:|\*|\^?\.[*+]\$?)$/.test(text)) return 'every tool';
  const names = text.split('|').map((name) => name.trim().replace(/^\^|\$$/g, ''));
  if (names.some((name) => /^\(?(?:[Bb]ash|[Pp]ower[Ss]hell|[Ss]hell|Bash\.\*)\)?$/.test(name)))
    return 'every shell command';
  return names.some((name) => /^\(?mcp__(?:\.[*+]|\*)?\)?$/.test(name)) ? 'every tool of every MCP server' : undefined;
}

// One command that prints one text: what could decide by the call would need a pipe, a test or a second command.
const prints =
  /^(?:cat\s*>\s*\/dev\/null\s*(?:;|&&)\s*)?(?:echo|printf|Write-Output)\s+(?:-\w+\s+)?(?:'%s(?:\\n)?'\s+|"%s(?:\\n)?"\s+)?(?:'([^']*)'|"((?:[^"\\$`]|\\.)*)")\s*(?:(?:;|&&)\s*exit\s+0\s*;?)?$/;

function printedBy(line: string): string | undefined {
  const [, plain, quoted] = prints.exec(line.trim()) ?? [];
  return plain ?? quoted?.replace(/\\(.)/g, '$1');
}
