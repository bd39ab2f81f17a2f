/** What makes a project look again, and what does not. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import { traitsOf } from '../../server/lsp/protocol/client-traits.ts';
import { createOpenDocuments } from '../../server/lsp/analysis/open-documents.ts';
import { createProject, type Project } from '../../server/lsp/analysis/project.ts';
import { countsFor, isRelevantOnDisk } from '../../server/lsp/relevance.ts';
import { defaultSettings } from '../../server/lsp/protocol/settings.ts';
import { toUri } from '../../server/lsp/uris.ts';
import type { Model } from '../../server/models/model.ts';
import { inTree } from '../input/tree.ts';
import { builds } from './examples.ts';

/** True when the project looks again after the change, which the disk shows. */
function looksAgain(change: Record<string, string>): boolean {
  let answer = false;
  const files = {
    'src/server.ts': builds,
    'dist/server.js': '',
    '.git/HEAD': '',
    '.gitignore': 'out.d/\n',
    'out.d/a.ts': '',
  };
  inTree(files, (root) => {
    const project = projectAt(root);
    const before = project.lint(() => false);
    assert.equal(before.result.findings.length, 1);
    assert.equal(
      project.lint(() => false),
      before,
      'nothing changed',
    );
    for (const [path, text] of Object.entries(change)) {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    project.changed(Object.keys(change).map((path) => join(root, path)));
    answer = project.lint(() => false) !== before;
  });
  return answer;
}

function projectAt(root: string): Project {
  return createProject(
    { key: toUri(root), kind: 'folder', extent: 'all', settings: defaultSettings },
    {
      rules,
      // The generated file was validated when it was written; its literals are wider than the model's types.
      models: models as unknown as Model[],
      documents: createOpenDocuments(),
      client: traitsOf({}),
    },
  );
}

describe('a project', () => {
  for (const [path, expected] of [
    ['src/server.ts', true],
    ['src/new.ts', true],
    ['tsconfig.json', true],
    ['.gitignore', true],
    ['.bailiwick.yaml', true],
    ['dist/server.js', false],
    ['dist/new/deep.js', false],
    ['out.d/a.ts', false],
    ['node_modules/acme/index.js', false],
    ['node_modules/acme/package.json', false],
    ['packages/a/node_modules/acme/index.ts', false],
    ['.git/refs/heads/main', false],
  ] as const)
    it(`${expected ? 'looks again' : 'does not look again'} when ${path} is written`, () =>
      assert.equal(looksAgain({ [path]: '# nothing\n' }), expected));

  it('looks again when the configuration says something else', () =>
    assert.equal(looksAgain({ '.bailiwick.yaml': 'severity: error\n' }), true));

  it('takes what is among installed packages of another project for its own', () => {
    assert.equal(countsFor('/desk/node_modules/acme', '/desk/node_modules/acme/index.ts'), true);
    assert.equal(countsFor('/desk/node_modules/acme', '/desk/node_modules/acme/node_modules/pen/index.ts'), false);
    assert.equal(countsFor('/desk/agents', '/desk/tsconfig.json'), true);
    assert.equal(countsFor('/desk/agents', '/desk/other/tsconfig.json'), false);
  });

  for (const [path, expected] of [
    ['/desk/src', true],
    ['/desk/src/a.ts', true],
    ['/desk/README.rst', false],
    ['/desk/picture.png', false],
  ] as const)
    it(`${expected ? 'may be' : 'is not'} concerned when ${path} comes or goes`, () =>
      assert.equal(isRelevantOnDisk(path), expected));
});
