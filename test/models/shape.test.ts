import assert from 'node:assert/strict';
import { z } from 'zod';
import { sourceKinds } from '../../server/models/kinds.ts';
import { modelShape, parseModel } from '../../server/models/shape.ts';

function problemsOf(text: string): string[] {
  return parseModel(text, 'acme.yaml').problems.map((p) => `${p.line}:${p.column} ${p.message}`);
}

describe('model files', () => {
  it('gives a model with its rows', () => {
    const { model, problems } = parseModel(
      [
        "package: '@acme/agents'",
        'sources:',
        '  - kind: inbound-token',
        '    path: Type[Call].Member[token]',
        '    note: token of the caller',
      ].join('\n'),
      'acme.yaml',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(model, {
      packages: ['@acme/agents'],
      sources: [{ kind: 'inbound-token', path: 'Type[Call].Member[token]', note: 'token of the caller' }],
    });
  });

  it('makes lists of places that stand alone', () => {
    const { model } = parseModel(
      [
        'packages: [acme, acme-core]',
        'channels:',
        "  - { name: acme, in: 'Member[a]', out: ['Member[b]', 'Member[c]'] }",
        'verifiers:',
        "  - { kind: token-verification, path: 'Member[verify]', audience: 'Argument[1].Member[audience]' }",
      ].join('\n'),
      'acme.yaml',
    );
    assert.ok(model);
    assert.deepEqual(model.packages, ['acme', 'acme-core']);
    assert.deepEqual(model.channels, [{ name: 'acme', in: ['Member[a]'], out: ['Member[b]', 'Member[c]'] }]);
    assert.deepEqual(model.verifiers, [
      { kind: 'token-verification', path: 'Member[verify]', audience: ['Argument[1].Member[audience]'] },
    ]);
  });

  it('reports an unknown key where it stands, with what was meant or what is known', () => {
    assert.deepEqual(problemsOf('package: acme\nsourcs: []\n'), ['2:1 unknown key "sourcs"; did you mean "sources"?']);
    assert.deepEqual(problemsOf("package: acme\nsinks:\n  - { kind: url, path: 'Member[a]', note: x, from: y }\n"), [
      '3:46 unknown key "from"; known are kind, path, note, url, deep, when, part, behind',
    ]);
  });

  it('reports an option that calls of the kind do not have, where it stands', () => {
    const text = (kind: string, option: string): string =>
      `package: acme\ncalls:\n  - kind: ${kind}\n    path: 'Member[a]'\n    options: { ${option}: 'Argument[0]' }\n`;
    assert.deepEqual(problemsOf(text('route-base', 'path')), []);
    assert.deepEqual(problemsOf(text('route-base', 'port')), [
      '5:22 "port" is no option of calls of kind route-base: it has path',
    ]);
    assert.deepEqual(problemsOf(text('router', 'path')), [
      '5:22 "path" is no option of calls of kind router: it has none',
    ]);
  });

  it('takes aliases, and reports one that leads nowhere where it stands', () => {
    const { model } = parseModel("package: acme\ntypes: { App: &app ['Member[a]'], Other: *app }\n", 'acme.yaml');
    assert.deepEqual(model?.types, { App: ['Member[a]'], Other: ['Member[a]'] });
    assert.match(
      problemsOf('package: acme\ntypes:\n  App: *paths\n')[0] ?? '',
      /^3:8 cannot be read: Unresolved alias/,
    );
  });

  it('reports a mistake inside a path at its column', () => {
    assert.deepEqual(
      problemsOf('package: acme\ntypes:\n  App:\n    - Member[a].Membr[b]\n').map((p) => p.slice(0, 23)),
      ['4:17 unknown word "Memb'],
    );
    assert.match(
      problemsOf("package: acme\npropagators:\n  - { path: 'Member[a]', from: 'Argument[x]', to: ReturnValue }\n")[0] ??
        '',
      /^3:42 "x" is not a position/,
    );
  });

  it('reports a mistake inside a list of places', () => {
    const [problem] = problemsOf(
      "package: acme\nverifiers:\n  - { kind: token-decode, path: 'Member[a]', issuer: ['ReturnValue', Foo] }\n",
    );
    assert.match(problem ?? '', /^3:70 a relative path begins with/);
  });

  it('reports a wrong kind where it stands', () => {
    assert.deepEqual(problemsOf("package: acme\nsources:\n  - { kind: token, path: 'Member[a]', note: x }\n"), [
      `3:13 expected ${sourceKinds.join(', ')}`,
    ]);
  });

  it('wants exactly one of package and packages', () => {
    assert.deepEqual(problemsOf('sources: []\n'), ['1:1 write either package or packages']);
    assert.deepEqual(problemsOf('package: acme\npackages: [acme]\n'), ['1:1 write either package or packages']);
  });

  it('reports YAML that cannot be read, and keys that stand twice', () => {
    assert.match(problemsOf('package: [acme\n')[0] ?? '', /^2:1 /);
    assert.match(problemsOf('package: acme\npackage: other\n')[0] ?? '', /^2:1 Map keys must be unique/);
  });

  it('says what an empty file lacks', () => {
    assert.deepEqual(problemsOf('# nothing yet\n'), ['1:1 acme.yaml is empty; write package and at least one section']);
  });

  it('yields a JSON Schema that refuses unknown keys', () => {
    const schema = z.toJSONSchema(modelShape);
    assert.equal(schema.additionalProperties, false);
    assert.ok(schema.properties?.['propagators']);
  });
});
