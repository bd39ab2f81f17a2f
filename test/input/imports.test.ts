import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { scanSpecifiers } from '../../server/input/imports.ts';

describe('specifiers', () => {
  const cases: [string, string[]][] = [
    ["import express from 'express';", ['express']],
    ['import"./side-effect.js"', ['./side-effect.js']],
    ['import type { Tool } from "./tool.ts";', ['./tool.ts']],
    ['import {\n  a,\n  b,\n} from\n  "./names";', ['./names']],
    ["export * from './barrel'; export * as x from './space'", ['./barrel', './space']],
    ["const a = require('node:http'), b = require.resolve('./b')", ['node:http', './b']],
    ["import legacy = require('legacy');", ['legacy']],
    ["const lazy = await import(/* webpackChunkName: 'x' */ './lazy.js')", ['./lazy.js']],
    ['import(`./template`); import(`./${name}`)', ['./template']],
    ["import a from './a'; import b from './a'", ['./a']],
    ["import ü from './schlüssel.ts'", ['./schlüssel.ts']],
    ["const from = 'nowhere'; Array.from('abc')", ['abc']],
    ['', []],
  ];
  for (const [text, expected] of cases) {
    it(`of ${JSON.stringify(text.slice(0, 50))}`, () => {
      assert.deepEqual(scanSpecifiers(text), expected);
      assert.deepEqual(scanSpecifiers(Buffer.from(text)), expected);
    });
  }

  it('of UTF-16', () => {
    assert.deepEqual(scanSpecifiers(Buffer.from("\uFEFFimport './a.ts'", 'utf16le')), ['./a.ts']);
  });

  it('of hostile text take no time', () => {
    const started = performance.now();
    scanSpecifiers(`${'import(/*'.repeat(100_000)}${'from '.repeat(100_000)}${' '.repeat(200_000)}`);
    scanSpecifiers(`from${' '.repeat(500_000)}`);
    assert.ok(performance.now() - started < 2000);
  });
});
