/** Who imports whom, kept up while files are edited. */
import assert from 'node:assert/strict';
import { scanImports } from '../../server/input/importers.ts';
import { createImportIndex } from '../../server/live/import-index.ts';

function indexed(texts: Record<string, string>) {
  let looks = 0;
  const index = createImportIndex({
    files: Object.keys(texts),
    scanOf(path) {
      looks++;
      return scanImports(texts[path] ?? '');
    },
    fileOf: (_importer, specifier) => (`${specifier.slice(2)}.ts` in texts ? `${specifier.slice(2)}.ts` : undefined),
  });
  return { index, texts, looks: () => looks };
}

describe('the index of imports', () => {
  it('knows imports and importers, and which files export again', () => {
    const { index } = indexed({
      'agent.ts': `import './tools'; import 'express';`,
      'tools.ts': `export * from './token';`,
      'token.ts': '',
    });
    assert.deepEqual(index.importsOf('agent.ts'), ['tools.ts']);
    assert.deepEqual(index.importersOf('token.ts'), ['tools.ts']);
    assert.deepEqual([index.isBarrel('tools.ts'), index.isBarrel('agent.ts')], [true, false]);
  });

  it('takes an import that came and one that went, and looks at the edited file alone', () => {
    const { index, texts, looks } = indexed({ 'agent.ts': `import './tools';`, 'tools.ts': '', 'token.ts': '' });
    assert.deepEqual(index.importersOf('tools.ts'), ['agent.ts']);
    const before = looks();
    texts['agent.ts'] = `import './token';`;
    index.forget('agent.ts');
    assert.deepEqual([index.importersOf('tools.ts'), index.importersOf('token.ts')], [[], ['agent.ts']]);
    assert.equal(looks() - before, 1);
  });
});
