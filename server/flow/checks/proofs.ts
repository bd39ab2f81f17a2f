/** What a comparison proves of a value for the place where it arrives: a list of what is forbidden lets the rest through. */
import type { SinkKind } from '../../models/model.ts';
import { type Compared, createCompared } from './compared.ts';
import type { Graph, Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import { isFoundBy } from './regexes.ts';
import { createOutcomes, type Frame } from './outcomes.ts';
import type { Looked } from '../track/tracked.ts';

/** `start`: only how the text begins. */
export type Proof = 'whole' | 'start' | 'nothing';

type Judge = (compared: Compared, holds: boolean) => Proof;

const shellMeta = /[;&|$`<>\n]/;
const quote = /['";]|--/;
// What somebody would write who means harm, to be tried on expressions.
const commands = ['x;id', 'x|id', 'x&id', '$(id)', '`id`'];
const queries = ["x'y", 'x"y', 'x;y'];
const stepOut = '../../etc/passwd';
// Everything but what is listed.
const negated = /\[\^|\\W/;
const local = /local|internal|private|metadata|\b(127|10|169|172|192)\b|0\.0|::/i;
// What of a URL says nothing of the machine that is called, and what of a path nothing of its directory.
const besideHost = /^(protocol|pathname|search|hash|port|length|username|password|extname)$/;
const besidePath = /^(extname|length|basename|pop)$/;
// What is looked at of a URL or a path, where its whole text goes on.
const besideText = /^(protocol|host|hostname|origin|pathname|search|hash|port|length|extname|basename|dirname|pop)$/;
const extension = /^\.[a-z]\w{0,4}$/i;
const topLevel = /^\.(com|net|org|io|dev|ai|gov|edu|local|internal)$/i;

/** Returns the judge of comparisons that decide whether a value goes on. */
export function createProofs(graph: Graph, linked: Linked) {
  const { compared } = createCompared(graph, linked);
  const { outcomes } = createOutcomes(graph, linked);

  /**
   * What is known of the value where the frame's place is reached; whatever cannot be told counts as proved. `taken` are
   * the names of what was read and called on the way.
   */
  function proofOf({ state: { node }, use }: Looked, kind: SinkKind, frame: Frame, taken: ReadonlySet<string>): Proof {
    const judge = judges[kind];
    const look = judge && compared(node, use);
    if (!look) return 'whole';
    // Where the part itself goes on, it is all there is.
    const seen = taken.has(look.part) ? { ...look, part: '' } : look;
    const isUnequal = use.kind === 'operand' && isNegated(graph.value(graph.sibling(node, use.to)));
    const proofs = outcomes(testOf({ node }, use), frame).map((holds) =>
      holds === undefined ? 'whole' : judge(seen, holds !== isUnequal),
    );
    if (proofs.length === 0 || proofs.includes('whole')) return 'whole';
    return proofs.includes('start') ? 'start' : 'nothing';
  }

  /** True where the outcome of the look says which way is taken to the frame's place, though nothing is left by it. */
  function decides({ state, use }: Looked, frame: Frame): boolean {
    return outcomes(testOf(state, use), frame).some((outcome) => outcome !== undefined);
  }

  function testOf({ node }: Pick<Looked['state'], 'node'>, use: Looked['use']): Node {
    return graph.sibling(node, use.kind === 'operand' ? use.to : use.call);
  }

  return { proofOf, decides };
}

function isNegated(value: { kind: string; op?: string }): boolean {
  return value.kind === 'binary' && value.op?.startsWith('!') === true;
}

const proved = (isProved: boolean): Proof => (isProved ? 'whole' : 'nothing');

// What a language is made of goes on behind any beginning, and around any word.
function forLanguage(isDelimiter: (text: string) => boolean, isRefusing: (source: string) => boolean): Judge {
  return ({ how, against, part }, holds) => {
    if (besideText.test(part)) return 'nothing';
    switch (how) {
      case 'equals':
      case 'listed':
        return proved(holds);
      case 'holds':
        return proved(!holds && (against?.some(isDelimiter) ?? true));
      case 'starts':
        return holds ? 'start' : 'nothing';
      case 'ends':
        return 'nothing';
      case 'matches':
        if (!against) return 'whole';
        if (!holds) return proved(against.some((source) => negated.test(source) || isRefusing(source)));
        if (against.some(isClosed)) return 'whole';
        return against.some((source) => source.startsWith('^')) ? 'start' : 'nothing';
    }
  };
}

// `^[\w-]+$`, and neither `^git .*$` nor `^[^'"]+$`.
function isClosed(source: string): boolean {
  const isAnchored = source.startsWith('^') && /(?<!\\)\$\)*$/.test(source);
  const isOpen = /(?<!\\)\.[*+{]|\[\\s\\S\]/.test(source) || isRefusingAny(source, commands);
  return isAnchored && !isOpen;
}

function isRefusingAny(source: string, texts: readonly string[]): boolean {
  return texts.some((text) => isFoundBy(source, text));
}

const forPath: Judge = ({ how, against, part }, holds) => {
  if (besidePath.test(part) && how !== 'matches') return 'nothing';
  const leadsOut = (text: string): boolean => text.includes('..') || /[/\\]/.test(text);
  switch (how) {
    case 'equals':
    case 'listed':
      return proved(holds);
    case 'holds':
      return proved(!holds && (against?.some(leadsOut) ?? true));
    case 'starts':
      if (!holds) return proved(against?.some((text) => text.startsWith('.') || leadsOut(text)) ?? true);
      return proved(!against?.every((text) => /^[./\\~]*$/.test(text)));
    case 'ends':
      return 'nothing';
    case 'matches':
      if (!against) return 'whole';
      if (!holds) return proved(against.some((source) => isFoundBy(source, stepOut) ?? true));
      return proved(against.some((source) => source.startsWith('^') && !isFoundBy(source, stepOut)));
  }
};

const forUrl: Judge = ({ how, against, part }, holds) => {
  if (besideHost.test(part)) return 'nothing';
  const isLocal = against?.some((text) => local.test(text)) ?? true;
  switch (how) {
    case 'equals':
      return proved(holds || isLocal);
    case 'listed':
      return 'whole';
    case 'holds':
      return proved(holds || isLocal);
    case 'starts':
      return proved(holds ? !against?.every(isScheme) : isLocal);
    case 'ends':
      return proved(!against?.every((text) => extension.test(text) && !topLevel.test(text)));
    case 'matches':
      return proved(holds ? !against?.every(isSchemePattern) : isLocal);
  }
};

function isScheme(text: string): boolean {
  return /^(https?|wss?|ftp|file)?:?\/{0,2}$/i.test(text);
}

// `^https?:\/\/` and `^https?:\/\/.+$`
function isSchemePattern(source: string): boolean {
  return /^\^?(https?\??|ftp|wss?\??|file|:|\\?\/|[()?:|$]|\.[*+]|\\S\+)*$/.test(source);
}

const judges: Partial<Record<SinkKind, Judge>> = {
  command: forLanguage(
    (text) => shellMeta.test(text),
    (source) => isRefusingAny(source, commands),
  ),
  code: forLanguage(
    () => false,
    () => false,
  ),
  sql: forLanguage(
    (text) => quote.test(text),
    (source) => isRefusingAny(source, queries),
  ),
  'file-path': forPath,
  url: forUrl,
};
