/** The catalogue of all models, and ways through it as the engine goes them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { type Catalog, createCatalog } from '../../server/models/catalog.ts';
import { parseModel } from '../../server/models/shape.ts';
import {
  close,
  none,
  type States,
  step,
  stepArgument,
  stepMember,
  stepParameter,
  withArguments,
} from '../../server/models/states.ts';

const folder = new URL('../../rules/models/', import.meta.url);

/** Every model as it stands in `rules/models/`; one with a problem fails the test. */
export function catalogOfAll(): Catalog {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return createCatalog(
    files.flatMap((file) => {
      const { model, problems } = parseModel(readFileSync(new URL(file, folder), 'utf8'), file);
      assert.deepEqual(problems, [], file);
      return model ? [model] : [];
    }),
  );
}

/** Walks as the engine does: `.name`, `()`, `new`, `[]`, `(n` argument n, `)n` parameter n, `=text` a call with that first argument. */
export function walk(catalog: Catalog, root: string, steps: readonly string[]): States {
  const begin = catalog.root(root);
  let states = begin ? close(begin.default ? [begin, begin.default] : [begin]) : none;
  for (const word of steps) states = next(states, word);
  return states;
}

function next(states: States, word: string): States {
  const rest = word.slice(1);
  if (word === '()') return step(states, 'return');
  if (word === 'new') return step(states, 'instance');
  if (word === '[]') return step(states, 'element');
  if (word.startsWith('.')) return stepMember(states, rest);
  if (word.startsWith('(')) return stepArgument(states, Number(rest), 9);
  if (word.startsWith(')')) return stepParameter(states, Number(rest), Number(rest) + 1);
  return withArguments(states, (argument) => (argument === 0 ? [rest] : []));
}
