/** Reads TypeScript and JavaScript into facts: one parse, one walk, no type checker. */
import { ts } from 'ts-morph';
import { assignedNames } from './assigned-names.ts';
import { walkStatements } from './blocks.ts';
import { defineExpressions } from './expressions.ts';
import { moduleLevel, type Facts, type SyntaxProblem, type ValueId } from './facts.ts';
import { hoist, hoistVars } from './hoist.ts';
import { ignoreComments } from './ignore-comments.ts';
import { Scope } from './scopes.ts';
import { defineStatements } from './statements.ts';
import { noVersions } from './versions.ts';
import { Walk } from './walk.ts';

const maxProblems = 20;
/** More than the values of any file that is read; times the offset it stays an exact integer. */
const idSpace = 2 ** 26;

defineExpressions();
defineStatements();

/**
 * The facts of a file; the path only decides the dialect. Offsets are into `text`.
 * A text that does not parse gives `problems` and the facts of whatever could be read.
 */
export function readTypeScript(path: string, text: string): Facts {
  const problems: SyntaxProblem[] = [];
  const source = parse(path, text, problems);
  if (!source) return { ...nothing(), problems };
  return extract(source, text, problems);
}

/** The parse alone, as the walk needs it, with parents where the tree will be updated; a nesting that the parser cannot follow is a problem and no tree. */
export function parse(
  path: string,
  text: string,
  problems: SyntaxProblem[],
  hasParents = false,
): ts.SourceFile | undefined {
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  try {
    return ts.createSourceFile(path, text, options, hasParents, scriptKind(path));
  } catch (error) {
    problems.push({ ...tooDeep(error, 0, text.length), isFatal: true });
    return undefined;
  }
}

/** The walk alone over a parsed text. */
export function extract(source: ts.SourceFile, text: string, problems: SyntaxProblem[] = []): Facts {
  problems.push(...syntaxProblems(source));
  const c = new Walk({
    source,
    text,
    assigned: assignedNames(text),
    scope: new Scope(undefined, true, 0, text.length),
  });
  const { scope } = c;
  const { statements } = source;
  guarded(problems, 0, text.length, () => {
    if (c.hasVar) hoistVars(c, statements);
    hoist(c, statements);
  });
  // Statement by statement, so that one that nests too deeply costs only itself.
  const isFunction = (node: ts.Statement): boolean => ts.isFunctionDeclaration(node);
  for (const node of [...statements.filter(isFunction), ...statements.filter((s) => !isFunction(s))]) {
    const isRead = guarded(problems, c.startOf(node), node.end, () => walkStatements(c, [node]));
    if (!isRead) reset(c, scope);
  }
  return {
    values: c.values,
    functions: c.functions,
    classes: c.classes,
    types: c.types,
    stores: c.stores,
    guards: c.guards,
    switches: c.switches,
    cases: c.cases,
    tries: c.tries,
    loops: c.loops,
    exports: c.exports,
    specifiers: [...c.specifiers],
    calls: inSourceOrder(c),
    ignores: text.includes('bailiwick-ignore') ? ignoreComments(source, text) : [],
    problems: problems.slice(0, maxProblems),
  };
}

function reset(c: Walk, scope: Scope): void {
  c.scope = scope;
  c.owner = moduleLevel;
  c.cls = undefined;
  c.versions = noVersions;
  c.isShared = true;
  c.breaks = undefined;
}

/** Sorts by start, then by id, as one number each: a comparing function would take longer than reading the calls. */
function inSourceOrder({ calls, values }: Walk): ValueId[] {
  // `from` asks an iterator and a function for each, and a remainder of such numbers is a division in software.
  const keys = new Float64Array(calls.length);
  for (const [index, id] of calls.entries()) keys[index] = (values[id]?.start ?? 0) * idSpace + id;
  keys.sort();
  const sorted: ValueId[] = [];
  for (const key of keys) sorted.push(key - Math.floor(key / idSpace) * idSpace);
  return sorted;
}

function guarded(problems: SyntaxProblem[], start: number, end: number, run: () => void): boolean {
  try {
    run();
    return true;
  } catch (error) {
    problems.push(tooDeep(error, start, end));
    return false;
  }
}

/** The call stack's end is the only error that a text can cause; any other is a mistake of ours and goes on. */
function tooDeep(error: unknown, start: number, end: number): SyntaxProblem {
  if (error instanceof RangeError) return { start, end, message: 'nested too deeply' };
  throw error;
}

function syntaxProblems(source: ts.SourceFile): SyntaxProblem[] {
  // The parser's own diagnostics are internal; without a program there is no other way to them.
  const { parseDiagnostics = [] } = source as { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics.slice(0, maxProblems).map(({ start, length, messageText }) => ({
    start,
    end: start + length,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}

function scriptKind(path: string): ts.ScriptKind {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  if (extension === 'tsx') return ts.ScriptKind.TSX;
  if (extension === 'jsx') return ts.ScriptKind.JSX;
  if (extension === 'js' || extension === 'mjs' || extension === 'cjs') return ts.ScriptKind.JS;
  return ts.ScriptKind.TS;
}

/** The facts of a text that says nothing. */
export function nothing(): Facts {
  return {
    values: [],
    functions: [],
    classes: [],
    types: [],
    stores: [],
    guards: [],
    switches: [],
    cases: [],
    tries: [],
    loops: [],
    exports: [],
    specifiers: [],
    calls: [],
    ignores: [],
    problems: [],
  };
}
