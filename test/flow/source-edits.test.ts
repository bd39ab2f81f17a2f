/** Items go into and out of lists of source text without moving anything else. */
import assert from 'node:assert/strict';
import { addItem, removeItem, type TextEdit } from '../../server/flow/edits/lists.ts';
import { inQuotes, quoteOf } from '../../server/flow/edits/source-text.ts';

/** The items of the first list in the text: whatever stands between its brackets and commas. */
function listOf(text: string): { start: number; end: number; starts: number[]; ends: number[] } {
  const start = text.search(/[[{(]/);
  const items = [...text.matchAll(/\b[ab]\b(?:: 1)?/g)];
  const starts = items.map((item) => item.index);
  return { start, end: text.length - 1, starts, ends: items.map((item) => item.index + item[0].length) };
}

function apply(text: string, edits: TextEdit[] | undefined): string | undefined {
  const sorted = edits?.toSorted((x, y) => y.start - x.start);
  return sorted?.reduce((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text);
}

describe('an item added to a list', () => {
  for (const [what, before, after] of [
    ['an empty object', 'x = {};', 'x = { c };'],
    ['an empty array', 'x = [];', 'x = [c];'],
    ['one line', 'x = { a: 1, b };', 'x = { a: 1, b, c };'],
    ['arguments', 'f(a, b);', 'f(a, b, c);'],
    ['arguments on several lines', 'f(\n  a, // one\n);', 'f(\n  a, // one\n  c,\n);'],
    ['a comment behind the last argument', 'f(a /* one */);', undefined],
    ['no spaces', 'x = [a,b];', 'x = [a,b, c];'],
    ['a comma at the end of one line', 'x = { a: 1, };', 'x = { a: 1, c, };'],
    ['a comment at the end of one line', 'x = { a: 1 /* the first */ };', 'x = { c, a: 1 /* the first */ };'],
    ['several lines', 'x = {\n  a: 1,\n  b,\n};', 'x = {\n  a: 1,\n  b,\n  c,\n};'],
    ['tabs', 'x = {\n\ta: 1,\n};', 'x = {\n\ta: 1,\n\tc,\n};'],
    ['no comma at the end', 'x = [\n  a,\n  b\n];', 'x = [\n  a,\n  b,\n  c\n];'],
    ['a comment behind the comma', 'x = {\n  a: 1, // one\n};', 'x = {\n  a: 1, // one\n  c,\n};'],
    ['a comment and no comma', 'x = {\n  a: 1 // one\n};', 'x = {\n  a: 1, // one\n  c\n};'],
    ['a comment below', 'x = {\n  a: 1,\n  // none else\n};', 'x = {\n  a: 1,\n  c,\n  // none else\n};'],
    ['a comment above', 'x = { // all\n  a: 1,\n};', 'x = { // all\n  a: 1,\n  c,\n};'],
    ['the end on the line of the last', 'x = {\n  a: 1,\n  b };', 'x = {\n  a: 1,\n  b,\n  c };'],
    ['lines that end with CRLF', 'x = {\r\n  a: 1, // one\r\n};', 'x = {\r\n  a: 1, // one\r\n  c,\r\n};'],
    ['nothing but a comment', 'x = { /* none */ };', undefined],
    ['no list', 'x = a + 1;', undefined],
  ] satisfies [string, string, string | undefined][]) {
    it(what, () => assert.equal(apply(before, addItem(before, listOf(before), 'c')), after));
  }
});

describe('an item taken out of a list', () => {
  for (const [what, before, index, after] of [
    ['the first', 'x = [a, b];', 0, 'x = [b];'],
    ['the last', 'x = [a, b];', 1, 'x = [a];'],
    ['the last of several lines', 'x = [\n  a,\n  b,\n];', 1, 'x = [\n  a,\n];'],
    ['the only one', 'x = [a];', 0, undefined],
    ['one with a comment', 'x = [a, /* old */ b];', 1, undefined],
    ['one that is not there', 'x = [a, b];', 7, undefined],
  ] satisfies [string, string, number, string | undefined][]) {
    it(what, () => assert.equal(apply(before, removeItem(before, listOf(before), index)), after));
  }
});

describe('quotes', () => {
  for (const [text, quote] of [
    ["import a from \"a\";\nconst b = 'b', c = 'c';", '"'],
    ["const a = require('a');", "'"],
    ['const a = "a", b = "b", c = \'c\';', '"'],
    ['const a = 1;', "'"],
  ] as const) {
    it(`of ${JSON.stringify(text)}`, () => assert.equal(quoteOf(text), quote));
  }

  it('of texts that a rule writes become those of the file', () => {
    assert.equal(inQuotes("f('a', `it's ${b}`, \"it's\")", '"'), 'f("a", `it\'s ${b}`, "it\'s")');
  });
});
