/** A credential that was found is never shown again, in no report and no fingerprint. */
import assert from 'node:assert/strict';
import { runIn } from './run.ts';

const secret = 'B4salt&River';
const manifest = (password: string): Record<string, string> => ({
  '.mcp.json': `{ "mcpServers": { "crm": { "command": "npx", "args": ["crm"], "env": { "CRM_PASSWORD": "${password}" } } } }\n`,
});

describe('credentials', () => {
  for (const format of ['text', 'json', 'sarif', 'github', 'markdown'])
    it(`are not shown by the report as ${format}`, () => {
      const { stdout, stderr } = runIn(manifest(secret), 'check', '--format', format);
      assert.match(stdout, /hardcoded-credential/);
      // The line is that of another finding as well.
      if (format !== 'github') assert.match(stdout, /unpinned-executable/);
      assert.ok(!`${stdout}${stderr}`.includes(secret), stdout);
    });

  it('change no fingerprint', () => {
    const prints = [secret, 'Sl4te&Hills!'].map((password) => {
      const { stdout } = runIn(manifest(password), 'check', '--format', 'json');
      return (JSON.parse(stdout) as { findings: { fingerprint: string }[] }).findings.map(
        ({ fingerprint }) => fingerprint,
      );
    });
    assert.deepEqual(prints[0], prints[1]);
  });
});
