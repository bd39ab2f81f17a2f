/** The synthetic types of the models: every one is defined where it is named, and every one is used. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { parseAccessPath } from '../../server/models/access-path.ts';
import type { Model } from '../../server/models/model.ts';
import { pathsOf } from '../../server/models/paths.ts';
import { parseModel } from '../../server/models/shape.ts';

const folder = new URL('../../rules/models/', import.meta.url);
const models = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((file) => {
    const { model } = parseModel(readFileSync(new URL(file, folder), 'utf8'), file);
    return model ? [{ file, model }] : [];
  });

/** The names of the types that a path of the model begins with, with every package that they may belong to. */
function typeNames(model: Model, path: string): string[] {
  const { root } = parseAccessPath(path);
  if (root.kind !== 'type') return [];
  return root.name.includes('#') ? [root.name] : model.packages.map((name) => `${name}#${root.name}`);
}

function definedNames(model: Model): string[] {
  return Object.keys(model.types ?? {}).flatMap((name) =>
    name.includes('#') ? [name] : model.packages.map((packageName) => `${packageName}#${name}`),
  );
}

describe('models: types', () => {
  // A parameter that is merely called so has its type by its name.
  const isNamed = (name: string): boolean => name.includes('#Named:');
  const defined = new Set(models.flatMap(({ model }) => definedNames(model)));
  const used = new Set(models.flatMap(({ model }) => pathsOf(model).flatMap((path) => typeNames(model, path))));

  for (const { file, model } of models) {
    it(`${file} names only types that a model defines`, () => {
      const named = pathsOf(model).filter((path) => {
        const names = typeNames(model, path);
        return names.length > 0 && !names.some((name) => defined.has(name) || isNamed(name));
      });
      assert.deepEqual(named, []);
    });
    if (!model.types) continue;
    it(`${file} defines only types that a model uses`, () => {
      assert.deepEqual(
        definedNames(model).filter((name) => !used.has(name)),
        [],
      );
    });
    it(`${file} lists no path twice`, () => {
      for (const [name, paths] of Object.entries(model.types ?? {}))
        assert.equal(new Set(paths).size, paths.length, name);
    });
  }
});
