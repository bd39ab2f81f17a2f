import assert from 'node:assert/strict';
import { ConfigurationTarget, DiagnosticSeverity, workspace, type Uri } from 'vscode';
import { bailiwick } from '../extension.ts';
import { at, open, remember, replace } from '../files.ts';
import { diagnostics, findingOn, findings, ruleOf } from '../until.ts';

const changed: [string, Uri | undefined][] = [];

async function set(name: string, value: unknown, folder?: Uri): Promise<void> {
  changed.push([name, folder]);
  const target = folder ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Workspace;
  await workspace.getConfiguration('bailiwick', folder).update(name, value, target);
}

afterEach(async () => {
  for (const [name, folder] of changed.splice(0)) {
    const target = folder ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Workspace;
    await workspace.getConfiguration('bailiwick', folder).update(name, undefined, target);
  }
});

describe('settings', () => {
  const login = (): Uri => at('release-desk/src/login.ts');
  const tools = (): Uri => at('release-desk/src/tools.ts');

  it('show nothing below the severity that is wanted', async () => {
    await open(login());
    await findings(login(), 'broad-scope', 2);
    await set('severity', 'error');
    await findings(login(), 'broad-scope', 0);
    await findings(tools(), 'token-passthrough');
  });

  it('turn a folder off and on again', async () => {
    await open(login());
    await findings(login(), 'broad-scope', 2);
    await set('enable', false, at('release-desk'));
    await diagnostics(login(), (ours) => ours.length === 0);
    await diagnostics(tools(), (ours) => ours.length === 0);
    await findings(at('ledger/src/accounts.ts'), 'jwt-audience-claim-optional', 2);
    await set('enable', true, at('release-desk'));
    await findings(login(), 'broad-scope', 2);
  });

  it('turn a rule off, or give it another severity', async () => {
    await open(login());
    await set('rules', { 'broad-scope': 'off', 'token-passthrough': 'info' });
    await findings(login(), 'broad-scope', 0);
    const passthrough = await diagnostics(tools(), ([first]) => first?.severity === DiagnosticSeverity.Information);
    assert.deepEqual(passthrough.map(ruleOf), ['token-passthrough']);
  });

  it('yield to the configuration of the folder', async () => {
    await set('rules', { 'broad-scope': 'error' });
    const raised = await diagnostics(login(), ([first]) => first?.severity === DiagnosticSeverity.Error);
    assert.equal(raised.length, 2);
    await findings(at('ledger/src/grants.ts'), 'broad-scope', 0);
  });

  it('renew findings only when the file is saved', async () => {
    await set('run', 'onSave');
    await remember(tools());
    const document = await open(tools());
    await findingOn(document, 'token-passthrough', '{ token: authInfo');
    await replace(document, 'authInfo?.token', 'undefined');
    // The answer waits until everything is linted that the server was told to lint.
    const { server } = await bailiwick();
    const all = await server.ask('bailiwick/findings', undefined);
    assert.ok(all.findings.some(({ uri }) => uri === tools().toString()));
    await document.save();
    await findings(tools(), 'token-passthrough', 0);
  });
});
