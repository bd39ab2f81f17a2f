/** Who writes an origin that an answer allows. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { programOf } from '../harness/program.ts';

describe('crossOrigins', () => {
  it('come to an end where functions hand an origin to each other', () => {
    const program = programOf({
      'server.ts': `import { createServer } from 'node:http';
function answer(res, origin, left) {
  res.setHeader('Access-Control-Allow-Origin', origin);
  if (left > 0) again(res, origin, left - 1);
}
function again(res, origin, left) {
  answer(res, origin, left);
}
createServer((req, res) => answer(res, req.headers.origin, 1));`,
    });
    assert.ok(Array.isArray(program.crossOrigins()));
  });
});
