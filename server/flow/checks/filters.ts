/** What makes a text safe for the place where it arrives: a call of a library, a function that quotes, or characters that are replaced. */
import type { SinkKind, SinkRow } from '../../models/model.ts';
import { calleeName, type Fn, type Graph, idOf, isInside, type Node, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { without } from './regexes.ts';
import type { Tracked } from '../track/tracked.ts';

/** All places of the source are given the text; `undefined` for one that is worked out. */
interface Replacement {
  source: string;
  by: string | undefined;
}

// Functions of the project that write a value so that nothing in it has a meaning of its own.
const quoting = /escape|quot|sanitiz|slugify|safe_?(path|name|join|arg)/i;
// What such a function has to do in order to do something.
const working =
  /replace|escape|quot|encode|normalize|relative|resolve|basename|test|match|exec|includes|indexOf|startsWith|has|parse|stringify|filter|split|slice|sanitiz|slug/i;
const special = [';', '|', '&', '$', '`'];
const quotes = ["'", '"', '`'];
const steps = '../..//....//x';

/** Returns the judge of what is done to a value on its way. */
export function createFilters(graph: Graph, linked: Linked) {
  /** True when what comes out of the way means nothing of its own at a place of the kind. */
  function isCleaned(chain: readonly Tracked[], row: SinkRow): boolean {
    const isProgram = row.kind === 'code' || (row.kind === 'command' && row.note.includes('interpreter'));
    return (
      chain.some((state) => isQuoted(state, row.kind)) || isReplaced(chain, row) || (isProgram && isLiteral(chain))
    );
  }

  // `print(${JSON.stringify(name)})`: JSON is a literal of the languages that take it, unless quotes stand around it.
  function isLiteral(chain: readonly Tracked[]): boolean {
    const names = chain.map(({ node }) =>
      graph.value(node).kind === 'call' ? calleeName(graph.fileOf(node), idOf(node)) : '',
    );
    const at = names.findLastIndex((name) => name === 'stringify' || name === 'parse');
    if (names[at] !== 'stringify') return false;
    return chain.slice(at + 1).every(({ node }, index) => !isInQuotes(node, chain[at + index]?.node));
  }

  function isInQuotes(node: Node, part: Node | undefined): boolean {
    const value = graph.value(node);
    if (part === undefined || value.kind !== 'template') return false;
    const index = value.parts.findIndex((id) => graph.sibling(node, id) === part);
    return index >= 0 && /['"`]$/.test(value.texts[index] ?? '');
  }

  function isQuoted({ node, through }: Tracked, kind: SinkKind): boolean {
    const fn = through?.entry.fn;
    if (fn && quoting.test(fn.fact.name) && doesSomething(fn)) return true;
    if (graph.value(node).kind !== 'call') return false;
    return linked
      .targets(node)
      .apis.some((api) => api.states.some((s) => s.sanitizers.some((row) => row.for?.includes(kind))));
  }

  // `const escapePath = (path) => path.trim()` is a name and nothing else.
  function doesSomething(fn: Fn): boolean {
    const { facts } = fn.file;
    if (facts.guards.some((guard) => isInside(fn, guard))) return true;
    return facts.values.some((value, id) => {
      if (!isInside(fn, value)) return false;
      if (value.kind === 'regex' || value.kind === 'conditional') return true;
      return value.kind === 'call' && working.test(calleeName(fn.file, id));
    });
  }

  function isReplaced(chain: readonly Tracked[], { kind, note }: SinkRow): boolean {
    const all = chain.flatMap(({ node }) => replacementAt(node) ?? []);
    if (all.length === 0) return false;
    const isGone = (sign: string): boolean =>
      all.some(({ source }) => !(without(source, `x${sign}x`) ?? '').includes(sign));
    switch (kind) {
      case 'command':
        return note.includes('interpreter')
          ? quotes.some(isGone) && (isGone('\\') || all.every(({ by }) => by !== undefined && !by.includes('\\')))
          : all.some(isShellQuoting) || special.filter(isGone).length > 1;
      case 'file-path':
        return all.some(({ source }) => {
          const rest = without(source, steps) ?? '';
          return !rest.includes('..') || !rest.includes('/');
        });
      case 'url':
        return isGone('/');
      default:
        return quotes.some(isGone);
    }
  }

  // `'` as `'\\''` or doubled, `"` doubled; in a shell `\\"` leaves what stands in `$( )`, and `\\'` ends the word.
  function isShellQuoting({ source, by }: Replacement): boolean {
    const [single, double] = ["'", '"'].map((quote) => without(source, `x${quote}x`) === 'xx');
    if (single) return by === undefined || by === '' || /''|'\\\\*''|'"'"'/.test(by);
    return double === true && by === '""';
  }

  // `text.replace(/'/g, …)`, `text.replaceAll("'", …)`, `text.split("'").join(…)`
  function replacementAt(node: Node): Replacement | undefined {
    const value = graph.value(node);
    const name = value.kind === 'call' ? calleeName(graph.fileOf(node), idOf(node)) : '';
    if (value.kind !== 'call') return undefined;
    const [first, second] = value.args.map((arg) => graph.sibling(node, arg.value));
    if (name === 'replace' || name === 'replaceAll') {
      const source = first === undefined ? undefined : sourceOf(first, name === 'replaceAll');
      return source === undefined ? undefined : { source, by: second === undefined ? undefined : textOf(second) };
    }
    const callee = graph.value(graph.sibling(node, value.callee));
    if (name !== 'join' || callee.kind !== 'member') return undefined;
    const list = peeled(graph, graph.sibling(node, callee.base));
    const split = graph.value(list);
    const [by] = split.kind === 'call' && calleeName(graph.fileOf(list), idOf(list)) === 'split' ? split.args : [];
    const source = by && sourceOf(graph.sibling(list, by.value), true);
    return source === undefined ? undefined : { source, by: first === undefined ? undefined : textOf(first) };
  }

  function sourceOf(node: Node, isAll: boolean): string | undefined {
    const pattern = graph.value(peeled(graph, node));
    if (pattern.kind === 'regex') return isAll || pattern.flags.includes('g') ? pattern.source : undefined;
    return isAll ? textOf(node)?.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : undefined;
  }

  function textOf(node: Node): string | undefined {
    return linked.resolve.text(node);
  }

  return { isCleaned };
}
