import assert from 'node:assert/strict';
import { DiagnosticSeverity } from 'vscode';
import { at, open, write } from '../files.ts';
import { findings } from '../until.ts';

describe('workspace of several folders', () => {
  it('holds each folder to its own configuration', async () => {
    await findings(at('release-desk/src/login.ts'), 'broad-scope', 2);
    const [own] = await findings(at('release-desk/src/tools.ts'), 'token-passthrough');
    assert.equal(own?.severity, DiagnosticSeverity.Error);
    const [other] = await findings(at('ledger/src/entries.ts'), 'token-passthrough');
    assert.equal(other?.severity, DiagnosticSeverity.Information);
    await open(at('ledger/src/grants.ts'));
    await findings(at('ledger/src/grants.ts'), 'broad-scope', 0);
  });

  it('renews one folder when its configuration changes, and leaves the other alone', async () => {
    await findings(at('release-desk/src/login.ts'), 'broad-scope', 2);
    await write(at('ledger/.bailiwick.yaml'), 'rules:\n  token-passthrough: off\n');
    await findings(at('ledger/src/grants.ts'), 'broad-scope', 1);
    await findings(at('ledger/src/entries.ts'), 'token-passthrough', 0);
    await findings(at('release-desk/src/tools.ts'), 'token-passthrough', 1);
  });
});
