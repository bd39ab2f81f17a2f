import assert from 'node:assert/strict';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { encode } from '../../server/input/encoding.ts';
import { readSource, readText, type Source } from '../../server/input/read.ts';
import { inTree, inventory, listed, unprivileged } from './tree.ts';

const code = "const token = 'né';\r\n";

/** What reading bytes as a source gives. */
function read(
  content: string | Uint8Array,
  check: (result: ReturnType<typeof readSource>) => void,
  name = 'server.ts',
): void {
  inTree({ [name]: content }, (root) => check(readSource(listed(root, name))));
}

function source(content: string | Uint8Array): Source {
  let found: Source | undefined;
  read(content, (result) => {
    if (result.kind === 'source') found = result;
  });
  assert.ok(found, 'not read as a source');
  return found;
}

function skipped(content: string | Uint8Array): string | undefined {
  let reason: string | undefined;
  read(content, (result) => (reason = result.kind === 'skip' ? result.skip.reason : undefined));
  return reason;
}

const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('reading', () => {
  const encodings: [string, Uint8Array, string, boolean][] = [
    ['UTF-8', Buffer.from(code), 'utf8', false],
    ['UTF-8 with a byte-order mark', Buffer.from(`\uFEFF${code}`), 'utf8', true],
    ['UTF-16 LE with a byte-order mark', Buffer.from(`\uFEFF${code}`, 'utf16le'), 'utf16le', true],
    ['UTF-16 BE with a byte-order mark', bigEndian(`\uFEFF${code}`), 'utf16be', true],
    ['UTF-16 LE without a mark', Buffer.from(code, 'utf16le'), 'utf16le', false],
    ['UTF-16 BE without a mark', bigEndian(code), 'utf16be', false],
  ];
  for (const [name, bytes, encoding, hasBom] of encodings) {
    it(`gives the text of ${name}, without the mark and with its line ends`, () => {
      const { text, warning, isLossy, ...rest } = source(bytes);
      assert.deepEqual([text, warning, isLossy], [code, undefined, false]);
      assert.deepEqual([rest.encoding, rest.hasBom], [encoding, hasBom]);
    });

    it(`writes ${name} back byte for byte`, () => {
      const found = source(bytes);
      assert.deepEqual(Buffer.from(encode(found.text, found)), Buffer.from(bytes));
    });
  }

  it('analyses invalid UTF-8 and says where it is', () => {
    const bytes = Buffer.concat([Buffer.from('// first\nconst a = "'), Buffer.from([0xe9]), Buffer.from('";\n')]);
    const { text, isLossy, warning } = source(bytes);
    assert.equal(text, '// first\nconst a = "\uFFFD";\n');
    assert.equal(isLossy, true);
    assert.deepEqual([warning?.file, warning?.line, warning?.column], ['server.ts', 2, 12]);
  });

  it('keeps U+FFFD that is really written without a warning', () => {
    assert.equal(source('const unknown = "\uFFFD";').warning, undefined);
  });

  it('analyses UTF-16 that is cut in the middle of a letter', () => {
    const { text, isLossy } = source(Buffer.concat([Buffer.from('\uFEFFlet a', 'utf16le'), Buffer.from([0x62])]));
    assert.deepEqual([text, isLossy], ['let a\uFFFD', true]);
  });

  it('gives empty files and lone marks as empty texts', () => {
    for (const bytes of ['', '\uFEFF', Buffer.from([0xff, 0xfe])]) assert.equal(source(bytes).text, '');
  });

  it('skips binary files', () => {
    assert.equal(skipped(Buffer.from([0x47, 0x40, 0, 0x10, 0, 1, 2, 3])), 'binary');
    assert.equal(skipped(`${'const a = 1;\n'.repeat(1000)}\0`), 'binary');
  });

  it('skips a file that grew above 1 MiB since the walk', () => {
    assert.equal(skipped(' '.repeat(1024 * 1024 + 1)), 'larger than 1 MiB');
    assert.equal(source(' '.repeat(1024 * 1024)).text.length, 1024 * 1024);
  });

  it('reports a file that is gone since the walk', () => {
    inTree({ 'server.ts': '' }, (root) => {
      const [file] = inventory(root).files;
      assert.ok(file);
      rmSync(file.absolute);
      assert.deepEqual(readSource(file), {
        kind: 'failure',
        failure: { file: 'server.ts', reason: 'cannot read the file: it is not there; check the path' },
      });
    });
  });

  it('reports a file without read permission', () => {
    inTree({ 'server.ts': 'secret' }, (root) => {
      chmodSync(root, 0o755);
      chmodSync(join(root, 'server.ts'), 0);
      unprivileged(() => {
        const result = readSource(listed(root, 'server.ts'));
        assert.match(
          result.kind === 'failure' ? result.failure.reason : '',
          /permission denied; grant read permission/,
        );
      });
    });
  });

  it('leaves nothing of a longer file in a shorter one', () => {
    inTree({ 'a.ts': 'a'.repeat(200_000), 'b.ts': 'short' }, (root) => {
      readSource(listed(root, 'a.ts'));
      const result = readSource(listed(root, 'b.ts'));
      assert.equal(result.kind === 'source' && result.text, 'short');
    });
  });

  it('gives manifests as text and says why there is none', () => {
    inTree({ 'package.json': '\uFEFF{}' }, (root) => {
      assert.deepEqual(readText(join(root, 'package.json')), { text: '{}' });
      assert.deepEqual(readText(root), {
        reason:
          'cannot read the file: it is a directory; list it under ignore: in .bailiwick.yaml if it does not matter',
      });
    });
  });
});

describe('generated and minified files', () => {
  const generated = [
    '/** @generated by protobuf-ts */\nexport {};',
    '// Code generated by oapi-codegen. DO NOT EDIT.\nexport {};',
    '/* eslint-disable */\n/**\n * My API\n * NOTE: This class is auto generated.\n * Do not edit the class manually.\n */',
    '#!/usr/bin/env node\n"use strict";\n// This file was automatically generated.\n',
  ];
  for (const text of generated)
    it(`are skipped for ${JSON.stringify(text.slice(0, 45))}`, () => assert.equal(skipped(text), 'generated'));

  const written = [
    '// Tokens are generated here; never log them.\nexport {};',
    '// Generated with create-mcp-server\nexport {};',
    '// Generated by Claude.\nexport {};',
    'const note = "@generated";',
    'export {};\n// @generated',
    // A server is deployed as it is, whoever wrote it.
    "// Code generated by Speakeasy. DO NOT EDIT.\nimport { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';",
  ];
  for (const text of written)
    it(`are not suspected for ${JSON.stringify(text.slice(0, 45))}`, () => assert.equal(skipped(text), undefined));

  const bundle = 'function a(b,c){return b(c,{d:e})};'.repeat(200);
  it('are skipped when nearly all stands in one line', () => {
    assert.equal(skipped(`/*! licence */\n${bundle}\n`), 'minified');
  });

  it('are read when ordinary code stands beside long lines', () => {
    assert.equal(skipped(`${bundle}\n${'const a = 1;\n'.repeat(60)}`), undefined);
  });

  it('are not suspected for a picture in a string', () => {
    assert.equal(skipped(`const logo = '${'iVBORw0KGgo'.repeat(5000)}';\nserve(logo);\n`), undefined);
  });

  it('are read when they are named', () => {
    inTree({ 'api.ts': '// @generated\n' }, (root) => {
      const [file] = inventory(root, ['api.ts']).files;
      assert.equal(file && readSource(file).kind, 'source');
    });
  });

  it('of a hostile header take no time', () => {
    const started = performance.now();
    skipped('/*'.repeat(300_000));
    skipped('// generated '.repeat(50_000));
    assert.ok(performance.now() - started < 2000);
  });
});

describe('the file system', () => {
  it('is read to the end of the file, whatever size the walk saw', () => {
    inTree({ 'server.ts': 'a' }, (root) => {
      const [file] = inventory(root).files;
      assert.ok(file);
      writeFileSync(file.absolute, 'a much longer text');
      const result = readSource(file);
      assert.equal(result.kind === 'source' && result.text, 'a much longer text');
    });
  });

  it('is read whole where a file is as long as the buffer, or grew beyond it', () => {
    for (const [seen, now] of [
      [64 * 1024, 64 * 1024],
      [64 * 1024, 300 * 1024],
      [300 * 1024, 70 * 1024],
      [1, 512 * 1024],
    ] as const)
      inTree({ 'server.ts': 'a'.repeat(seen) }, (root) => {
        const [file] = inventory(root).files;
        assert.ok(file);
        const text = 'let a = 1;\n'.repeat(now).slice(0, now);
        writeFileSync(file.absolute, text);
        const result = readSource(file);
        assert.ok(result.kind === 'source' && result.text === text, `${seen} bytes, then ${now}`);
      });
  });
});
