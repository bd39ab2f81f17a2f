/** Reads TypeScript and JavaScript: one walk over the compiler's raw nodes, with no binder, checker or parent links. */
import { ts } from 'ts-morph';
import { collectAssigned } from './bindings.ts';
import { ignoreComments } from './comments.ts';
import type { Facts, SyntaxProblem } from './facts.ts';
import type { Reader } from './reader.ts';
import { walkBody } from './statements.ts';

const maxProblems = 20;

/** The facts of one file; syntax errors and nesting too deep to walk become `problems`, and the rest is still read. */
export function readTypeScript(path: string, text: string): Facts {
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const facts = empty();
  try {
    const source = ts.createSourceFile(path, text, options, false, scriptKind(path));
    facts.problems.push(...syntaxProblems(source));
    if (text.includes('bailiwick-ignore')) facts.ignores.push(...ignoreComments(text, source));
    walk(source, facts);
  } catch (error) {
    // A stack overflow is the one thing that hostile nesting can cause; anything else is a defect and must be seen.
    if (!(error instanceof RangeError)) throw error;
    facts.problems.push({ start: 0, end: 0, message: 'nested too deeply to be read whole' });
  }
  return facts;
}

function walk(source: ts.SourceFile, facts: Facts): void {
  const assigned = new Set<string>();
  collectAssigned(source, assigned);
  const reader: Reader = {
    source,
    facts,
    globals: new Map(),
    assigned,
    specifiers: new Set(),
    fn: -1,
    cls: undefined,
    scope: { names: new Map() },
    versions: new Map(),
    lastReturn: undefined,
  };
  walkBody(reader, source.statements);
  facts.specifiers.push(...reader.specifiers);
  const { values } = facts;
  facts.calls.sort((a, b) => (values[a]?.start ?? 0) - (values[b]?.start ?? 0) || a - b);
}

function empty(): Facts {
  return { values: [], functions: [], classes: [], types: [], stores: [], guards: [], tries: [], exports: [], specifiers: [], calls: [], ignores: [], problems: [] };
}

function scriptKind(path: string): ts.ScriptKind {
  if (/\.tsx$/i.test(path)) return ts.ScriptKind.TSX;
  // Plain JavaScript may hold JSX whatever its name says.
  return /\.[mc]?jsx?$/i.test(path) ? ts.ScriptKind.JSX : ts.ScriptKind.TS;
}

function syntaxProblems(source: ts.SourceFile): SyntaxProblem[] {
  // The parser keeps its diagnostics on the file; the public type leaves them out.
  const { parseDiagnostics } = source as ts.SourceFile & { parseDiagnostics?: ts.DiagnosticWithLocation[] };
  return (parseDiagnostics ?? []).slice(0, maxProblems).map(({ start, length, messageText }) => ({
    start,
    end: start + length,
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
  }));
}
