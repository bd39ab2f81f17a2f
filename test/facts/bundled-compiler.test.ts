/** The part of the compiler that ships reads as the whole does. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ts as Syntax, ts as whole } from 'ts-morph';

type Compiler = typeof whole;
const root = fileURLToPath(new URL('../../', import.meta.url));
const shipped = createRequire(import.meta.url)(join(root, 'dist/ts-morph.cjs')) as { ts: Compiler };

const broken = [
  'export const scopes = [',
  'function tool({ name, ) { return `${name',
  'const page = <Card title={`x`>{token}</Card',
  'class A { @log async *[Symbol.iterator]( { }',
  'const id = /[a-z(/u; const other = /(?<year>\\d)\\k<year>/v;',
  'let x = 0b12, y = 1_, z = "\\u{110000}";',
  '<<<<<<< ours\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> theirs',
  '/** @type {import("./a").B<string>} */ let a = (/** @type {any} */ (b));',
];

/** Every node with its place and flags, and what is wrong with the text. */
function said(ts: Compiler, path: string, source: Syntax.SourceFile): string {
  const lines: string[] = [path];
  (function visit(node: Syntax.Node): void {
    lines.push(`${node.kind} ${node.pos} ${node.getStart(source)} ${node.end} ${node.flags}`);
    node.forEachChild(visit);
  })(source);
  // The parser keeps them on the file, and says so in no type.
  const { parseDiagnostics } = source as unknown as {
    parseDiagnostics: Syntax.DiagnosticWithLocation[];
  };
  for (const { start, length, code, messageText } of parseDiagnostics)
    lines.push(`${start} ${length} ${code} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  return lines.join('\n');
}

function parsed(ts: Compiler, path: string, text: string) {
  const kind = path.endsWith('.js') ? ts.ScriptKind.JSX : path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

function isSame(path: string, text: string): void {
  assert.equal(said(shipped.ts, path, parsed(shipped.ts, path, text)), said(whole, path, parsed(whole, path, text)));
}

describe('the compiler in the bundle', () => {
  it('reads TypeScript as the whole compiler does', () => {
    const files = readdirSync(join(root, 'server/facts'), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts')))
      isSame(file, readFileSync(join(root, 'server/facts', file), 'utf8'));
  });

  it('reads JavaScript that was built as the whole compiler does', () => {
    for (const file of ['scripts/build.mjs', 'dist/server.cjs', 'dist/mcp-sdk.cjs'])
      isSame(`${file}.js`, readFileSync(join(root, file), 'utf8'));
  });

  it('says the same of what is broken', () => {
    for (const text of broken) for (const path of ['agent.ts', 'agent.tsx', 'agent.js']) isSame(path, text);
  });

  it('updates a tree to the same tree', () => {
    const before = readFileSync(join(root, 'server/lint.ts'), 'utf8');
    const start = Math.floor(before.length / 2);
    const after = `${before.slice(0, start)}(token${before.slice(start)}`;
    const [ours, theirs] = [shipped.ts, whole].map((ts) => {
      const change = { span: { start, length: 0 }, newLength: 6 };
      return said(ts, 'lint.ts', ts.updateSourceFile(parsed(ts, 'lint.ts', before), after, change));
    });
    assert.equal(ours, theirs);
  });
});
