/** Tools that check what they are given before a shell reads it. */
import { lintFiles } from '../harness/lint-files.ts';

/** What stands in a tool before a shell reads `given`, or around `USE`, which it then does, and beside the tool. */
export interface Checked {
  name: string;
  around?: string;
  check: string;
}

/** The names of the cases that a finding tells of: one program with a tool for each, each in a file of its own. */
export function told(cases: Checked[], files: Record<string, string> = {}): string[] {
  const use = 'await run(`look ${given}`);';
  const tools = cases.map(({ around = '', check }, at) => [
    `tool${at}.ts`,
    `import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { tool } from 'ai';
import { z } from 'zod';
${around}
const run = promisify(exec);
export const look = tool({
  inputSchema: z.object({ given: z.string() }),
  execute: async ({ given }) => {
    ${check.includes('USE') ? check.replace('USE', use) : `${check}\n    ${use}`}
    return { content: [] };
  },
});
`,
  ]);
  const findings = lintFiles({ ...files, ...(Object.fromEntries(tools) as Record<string, string>) });
  const places = new Set(findings.flatMap(({ rule, at }) => (rule === 'tool-command-injection' ? [at.file] : [])));
  return cases.flatMap(({ name }, at) => (places.has(`tool${at}.ts`) ? [name] : []));
}
