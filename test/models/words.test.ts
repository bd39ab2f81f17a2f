import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { compileTrigger } from '../../server/input/trigger.ts';
import { createCatalog } from '../../server/models/catalog.ts';
import { models } from '../harness/program.ts';

// Libraries that know nothing of agents, as the lock file pins them.
const libraries = ['mocha', 'yaml', 'zod'];
const files = libraries.flatMap((name) => {
  const folder = fileURLToPath(new URL(`../../node_modules/${name}/`, import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.d)\.[cm]?[jt]s$/.test(path))
    .map((path) => readFileSync(join(folder, path)));
});
const { words } = createCatalog(models);
const isTelling = compileTrigger(words);
const telling = files.filter((bytes) => isTelling(bytes, bytes.length));

describe('words that make a file worth reading', () => {
  it('stand in few files of libraries that have nothing to do with agents', () => {
    assert.ok(files.length > 300, `${files.length} files`);
    assert.ok(telling.length < files.length / 10, `${telling.length} of ${files.length} files are read`);
  });

  it('stand each in hardly any of them', () => {
    const counts = words.map((word) => ({ word, files: telling.filter((bytes) => bytes.includes(word)).length }));
    assert.deepEqual(
      counts.filter((count) => count.files > files.length / 30),
      [],
    );
  });
});
