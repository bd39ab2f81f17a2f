/** Where a script starts an agent that works alone: a program with an option or a subcommand somewhere behind it. */
import type { AgentRow } from '../dialect.ts';

/** A part of a script. */
export interface Span {
  from: number;
  to: number;
}

/** Finds the first place at which a script starts the agent of a row. */
export type FindStart = (script: string) => Span | undefined;

/** How a row finds its agent in scripts, if it speaks of them. */
export function startOf({ command, programs, by = [] }: AgentRow): FindStart | undefined {
  if (programs) return startOfProgram(programs, new Set(by));
  if (command === undefined) return undefined;
  const pattern = new RegExp(command, 'mu');
  return (script) => {
    const found = pattern.exec(script);
    return found ? { from: found.index, to: found.index + found[0].length } : undefined;
  };
}

function startOfProgram(programs: readonly string[], by: ReadonlySet<string>): FindStart {
  const names = programs.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const pattern = new RegExp(String.raw`(?<![\w.@-])(?:${names})(?:@[\w.-]+)?(?=["']?[ \t])`, 'g');
  return (script) => {
    for (const { 0: name, index } of script.matchAll(pattern)) {
      const from = commandAt(script, index);
      const to = from === undefined ? undefined : endOf(script, behind(script, from, index + name.length), by);
      if (from !== undefined && to !== undefined) return { from, to };
    }
    return undefined;
  };
}

// Scripts may be hostile: what is read around one name is bounded, so that many names cost no more than their number.
const nearby = 300;
const mostWords = 40;

const wrapper =
  /^(?:-.*|\d+[smhd]?|\w+=.*|!|if|then|else|elif|do|while|until|sudo|doas|env|exec|command|time|timeout|nohup|nice|stdbuf|xargs|npx|bunx|(?:ba|z|da)?sh)?$/;

/** Where the command begins that a name stands for; a path is one only where a shell looks for a program. */
function commandAt(script: string, name: number): number | undefined {
  const line = script.slice(Math.max(0, name - nearby), name).replace(/^[\s\S]*[\n|;&(`]/, '');
  if (/(?:^|\s)(?:i|install|add|pull|update|upgrade)\s|\s--?(?:name|tag|label|user|[tlu])\s+$/.test(line))
    return undefined;
  if (!/[\\/]$/.test(line)) return name;
  const before = line.replace(/[^\s"']+$/, '');
  const words = before.trim().replace(/["']/g, '').split(/\s+/);
  const isRun = words.every((word) => wrapper.test(word)) && words[0]?.startsWith('-') !== true;
  return isRun ? name - (line.length - before.length) : undefined;
}

/** Behind the name, and behind the quote when the whole command stands in quotes. */
function behind(script: string, from: number, end: number): number {
  return /["']/.test(script.charAt(end)) && script.charAt(from - 1) === script.charAt(end) ? end + 1 : end;
}

const gap = /(?:[ \t]|[\\`^]\r?\n)+/y;
// Nothing has to follow, so there is no way back to try; a word of more parts than these fills the stack of the engine.
const wordPattern =
  /(?:\$\{\{[^}\n]{0,200}\}\}|\$\([^()\n]{0,200}\)|"[^"]*"|'[^']*'|\\[^\r\n]|[^\s"'|;&()`\\]+){1,100}/y;

/** The end of the word that makes the program work alone, if one of its command does. */
function endOf(script: string, start: number, by: ReadonlySet<string>): number | undefined {
  const isOption = [...by].some((word) => word.startsWith('-'));
  let at = start;
  let options = 0;
  let mayBeValue = false;
  for (let count = 0; count < mostWords; count++) {
    gap.lastIndex = at;
    if (!gap.test(script)) return undefined;
    wordPattern.lastIndex = gap.lastIndex;
    const word = wordPattern.exec(script)?.[0];
    if (word === undefined) return undefined;
    const bare = /^[^="'$]*/.exec(word)?.[0] ?? '';
    if (by.has(bare)) return gap.lastIndex + bare.length;
    at = wordPattern.lastIndex;
    if (/^(?:-|\d?[<>])/.test(word)) {
      options += 1;
      mayBeValue = !word.includes('=');
      continue;
    }
    // A plain word is a value, or one of several; without an option before it, it is a subcommand of another kind.
    const isText = /^["'$]/.test(word);
    if (!isText && !mayBeValue && !(isOption && options > 0)) return undefined;
    mayBeValue = false;
  }
  return undefined;
}
