/**
 * The part of the TypeScript compiler that reads code, as a module of which a bundler drops the rest.
 * As it is published it is one function whose end hands out everything; here its statements stand at the top level,
 * and what only registers or gathers the checker's, the emitter's and the services' own is left out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const pure = '/* @__PURE__ */ ';

/** The version of the compiler, and the source of a module that exports `ts` with the values that the files below `directory` take from it. */
export function compilerOf(directory) {
  const file = join(require.resolve('@ts-morph/common'), '../typescript.js');
  const whole = readFileSync(file, 'utf8');
  const opening = '((module) => {\n"use strict";';
  const [start, end] = [whole.indexOf(opening), whole.lastIndexOf('0 && (module.exports')];
  if (start < 0 || end < start) throw new Error(`${file} is not built as it used to be`);
  const body = whole.slice(start + opening.length, end);
  const named = exportsOf(body);
  const taken = [...namesTaken(directory)].filter((name) => named.has(name)).sort((a, b) => (a < b ? -1 : 1));
  const object = taken.map((name) => `${name}: ${named.get(name)}`);
  const [, version] = /^var version = "([\d.]+)"/m.exec(body) ?? [];
  if (version === undefined) throw new Error(`${file} does not say its version`);
  return { version, source: `${shakeable(body)}\nexport const ts = { ${object.join(', ')} };\n` };
}

/** The names under which the compiler hands out its values, with those that they have inside. */
function exportsOf(body) {
  const [, list] = /__export\(typescript_exports, \{\n([\s\S]*?)\n\}\);/.exec(body) ?? [];
  const named = new Map(
    [...(list ?? '').matchAll(/^ {2}(\w+): \(\) => (\w+)/gm)].map(([, name, inner]) => [name, inner]),
  );
  if (!named.has('createSourceFile')) throw new Error('the compiler does not say what it hands out');
  return named;
}

/** Every name that stands behind `ts.`, those of types with them. */
function namesTaken(directory) {
  const files = readdirSync(directory, { recursive: true }).filter((name) => name.endsWith('.ts'));
  const texts = files.map((name) => readFileSync(join(directory, name), 'utf8'));
  return new Set(texts.flatMap((text) => [...text.matchAll(/\bts\.(\w+)/g)].map(([, name]) => name)));
}

/** The statements, with a mark on what does nothing but make a value that may not be needed. */
function shakeable(body) {
  const { ts } = require('@ts-morph/common');
  const source = ts.createSourceFile('typescript.js', body, ts.ScriptTarget.Latest);
  const server = body.indexOf('\n// src/server/');
  const edits = [];
  const replace = (node, text) => edits.push({ start: node.getStart(source), end: node.end, text });
  const spaces = new Set();

  function variables({ declarations }) {
    for (const { initializer: made } of declarations) {
      if (!made || (!ts.isCallExpression(made) && !ts.isNewExpression(made))) continue;
      const start = made.getStart(source);
      edits.push({ start, end: start, text: pure });
    }
  }

  function expression(statement) {
    const text = statement.expression.getText(source);
    if (/^(__export|registerCodeFix|registerRefactor)\(|^module\.exports =/.test(text)) return replace(statement, '');
    // `var Parser; ((Parser2) => {…})(Parser || (Parser = {}))`
    const [tail, name, again] = /\}\)\((\w+) \|\| \((\w+) = \{\}\)\)$/.exec(text) ?? [];
    if (name === undefined || name !== again || !text.startsWith('((')) return;
    if (spaces.has(name)) throw new Error(`the compiler fills ${name} in two places`);
    spaces.add(name);
    const filled = `${text.slice(0, text.length - tail.length)}})(made)`;
    replace(statement, `var ${name} = ${pure}(() => { const made = {}; ${filled}; return made; })();`);
  }

  for (const statement of source.statements) {
    const isOfServer = server > 0 && statement.pos >= server;
    if (ts.isVariableStatement(statement)) variables(statement.declarationList);
    else if (ts.isExpressionStatement(statement) && !isOfServer) expression(statement);
    // What looks into the environment, and what the server of the compiler sets of its own classes.
    else if (ts.isIfStatement(statement) || ts.isExpressionStatement(statement)) replace(statement, '');
  }
  let made = body;
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start))
    made = made.slice(0, start) + text + made.slice(end);
  // Where the name was declared, without a value.
  return made.replace(/^var (\w+);$/gm, (whole, name) => (spaces.has(name) ? '' : whole));
}
