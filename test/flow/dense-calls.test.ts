/** Functions that call each other in very many ways: what is looked for on all of them is looked for once in each function. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lintFiles } from '../harness/lint-files.ts';

/** A tool whose argument is handed through layers of functions, each of which calls the whole layer below it. */
function layered(width: number, layers: number): string {
  const across = Array.from({ length: width }, (_, at) => at);
  const functions = Array.from({ length: layers }, (_, layer) =>
    across.map((at) => {
      const calls = across.map((below) => `f${layer + 1}_${below}(line);`).join(' ');
      return `function f${layer}_${at}(line: string) { ${layer + 1 < layers ? calls : 'return line.trim();'} }`;
    }),
  );
  return `import { exec } from 'node:child_process';
import { FastMCP } from 'fastmcp';
import { z } from 'zod';

const server = new FastMCP({ name: 'desk', version: '1.0.0' });
${functions.flat().join('\n')}
server.addTool({
  name: 'run',
  parameters: z.object({ line: z.string() }),
  execute: async ({ line }) => {
    ${across.map((at) => `f0_${at}(line);`).join(' ')}
    exec(\`ls \${line}\`);
    return 'done';
  },
});
`;
}

describe('flow: functions that call each other in very many ways', () => {
  it('finds what arrives beside them', function () {
    this.timeout(60_000);
    const findings = lintFiles({ 'server.ts': layered(100, 4) });
    assert.ok(findings.some(({ rule }) => rule === 'tool-command-injection'));
  });
});
