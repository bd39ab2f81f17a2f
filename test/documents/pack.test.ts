/** Manifests as bytes: what is read back is what was read, and what JSON cannot say is read anew. */
import assert from 'node:assert/strict';
import { decodeDocument, documentKey, encodeDocument } from '../../server/documents/pack.ts';
import { readDocument } from '../../server/documents/read.ts';
import { syntaxOf } from '../../server/input/syntax.ts';

function read(path: string, text: string) {
  const syntax = syntaxOf(path) ?? assert.fail(`${path} has no syntax`);
  return readDocument(path, text, syntax);
}

const manifests: Record<string, string> = {
  'compose.yaml': 'services:\n  agent: # bailiwick-ignore\n    image: "caf\\u00e9"\n    ports: [8080, 0.5, ~, true]\n---\nnext: |\n  a\n  b\n',
  'stack.yml': 'role: !Sub "${AWS::StackName}-role"\nlist:\n  - &one a\n  - b\n',
  'agent.toml': 'name = "agent"\n[tools]\nallow = ["read", "write"]\n',
  'main.tf': 'resource "aws_iam_role" "agent" {\n  name = "agent-${var.stage}"\n  path = var.live ? "/" : file("x")\n}\n',
  'main.bicep': "param stage string\nresource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: 'v-${stage}'\n}\n",
  'AGENTS.md': '---\ntools: "*"\n---\nBe kind.\n',
  Dockerfile: 'FROM node:22\nENV TOKEN=a\nCMD ["node", "server.js"]\n',
}; // prettier-ignore

describe('a packed manifest', () => {
  for (const [path, text] of Object.entries(manifests))
    it(`is what was read: ${path}`, () => {
      const document = read(path, text);
      assert.ok(document.roots.length > 0);
      const bytes = encodeDocument(document) ?? assert.fail('it is kept');
      assert.deepEqual(decodeDocument(bytes), document);
    });

  const losses: Record<string, string> = {
    'one value under two names': 'a: &rights [read]\nb: *rights\n',
    'a number that JSON does not know': 'most: .inf\n',
    'what is no number': 'most: [.nan]\n',
    'a zero below zero': 'least: -0.0\n',
    'what could not be read': 'a: [\n',
  };
  for (const [what, text] of Object.entries(losses))
    it(`is none for ${what}`, () => {
      assert.equal(encodeDocument(read('agent.yaml', text)), undefined);
    });

  it('is kept under its path and its text, and not where that would be in vain', () => {
    const keys = ['a: 1\n', 'a: 2\n'].flatMap((text) => ['a.yaml', 'b.yaml'].map((path) => documentKey(path, text)));
    assert.equal(new Set(keys).size, 4);
    for (const path of ['package.json', '.env', 'server.ts']) assert.equal(documentKey(path, 'a'), undefined);
  });

  it('is nothing that anybody else wrote', () => {
    for (const text of ['', 'a', '{}', '[]']) assert.equal(decodeDocument(Buffer.from(text)), undefined);
  });
});
