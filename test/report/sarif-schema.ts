/** Holds SARIF against the schema of OASIS, which ships inside a package of Microsoft's SARIF SDK. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { Log } from 'sarif';

const require = createRequire(import.meta.url);
let isValid: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const path = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  // It calls itself draft 4, which ajv no longer knows, and uses nothing in which later drafts differ.
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ allErrors: true, strictTypes: false, unicodeRegExp: false });
  formats.default(ajv);
  return ajv.compile(schema);
}

/** The log that the text holds, once it is known to be SARIF 2.1.0. */
export function sarifOf(text: string): Log {
  const log: unknown = JSON.parse(text);
  isValid ??= compile();
  assert.ok(isValid(log), JSON.stringify(isValid.errors, null, 2));
  // The errata of 2.1.0 ask for it and the packaged schema does not yet.
  for (const region of regions(log))
    assert.ok('startLine' in region, `a region without a line: ${JSON.stringify(region)}`);
  return log as Log;
}

function regions(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const isRegion =
      /^(?:region|contextRegion|deletedRegion)$/.test(key) && typeof inner === 'object' && inner !== null;
    return isRegion ? [inner] : regions(inner);
  });
}
