import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { actionsAt, carryOut, titled } from '../actions.ts';
import { at, find, open, remember } from '../files.ts';
import { findingOn, findings } from '../until.ts';

describe('lightbulb', () => {
  it('applies a fix, and the finding goes', async () => {
    const document = await open(at('release-desk/src/builds.ts'));
    const finding = await findingOn(document, 'inbound-headers-forwarded', '{\n    headers: { ...(req.headers');
    const fix = titled(await actionsAt(document, finding.range, 'quickfix'), 'Leave Authorization and Cookie out');
    assert.notEqual(fix.isPreferred, true, 'a person must choose it');
    await carryOut(fix);
    await findings(document.uri, 'inbound-headers-forwarded', 0);
    assert.ok(document.isDirty, 'the fix is not saved behind the back of the person');
  });

  it('prefers a fix that can only tighten', async () => {
    const document = await open(at('ledger/src/accounts.ts'));
    const finding = await findingOn(document, 'jwt-audience-claim-optional', "'https://ledger.example'");
    const fix = titled(await actionsAt(document, finding.range, 'quickfix'), 'Refuse tokens without an audience');
    assert.equal(fix.isPreferred, true);
    await carryOut(fix);
    await findings(document.uri, 'jwt-audience-claim-optional', 1);
    await findingOn(document, 'jwt-audience-claim-optional', "'https://ledger.example/write'");
  });

  it('fixes all of a rule in the file', async () => {
    const document = await open(at('ledger/src/accounts.ts'));
    const finding = await findingOn(document, 'jwt-audience-claim-optional', "'https://ledger.example'");
    await carryOut(titled(await actionsAt(document, finding.range, 'quickfix'), 'Fix all'));
    await findings(document.uri, 'jwt-audience-claim-optional', 0);
    assert.equal(document.getText().match(/requiredClaims: \['aud'\]/g)?.length, 2);
  });

  it('fixes what is safe when the file is saved', async () => {
    const document = await open(at('ledger/src/accounts.ts'));
    await findings(document.uri, 'jwt-audience-claim-optional', 2);
    const [all] = await actionsAt(document, find(document, 'createVerifier'), 'source.fixAll.bailiwick');
    assert.ok(all);
    await carryOut(all);
    await findings(document.uri, 'jwt-audience-claim-optional', 0);
  });

  it('leaves what a person must choose out of fix all', async () => {
    const document = await open(at('release-desk/src/builds.ts'));
    await findings(document.uri, 'inbound-headers-forwarded');
    const all = await actionsAt(document, find(document, 'req.headers'), 'source.fixAll.bailiwick');
    for (const action of all) await carryOut(action);
    assert.ok(!document.isDirty);
  });

  it('ignores on this line, and leaves the cursor where the reason belongs', async () => {
    const document = await open(at('release-desk/src/login.ts'));
    const finding = await findingOn(document, 'broad-scope', "'repo admin:org read:user'");
    await carryOut(titled(await actionsAt(document, finding.range, 'quickfix'), 'Ignore'));
    assert.match(document.getText(), /\/\/ bailiwick-ignore broad-scope -- /);
    const line = document.lineAt(finding.range.start.line).text;
    assert.match(line, /^ +\/\/ bailiwick-ignore/);
    await commands.executeCommand('type', { text: 'the desk manages teams' });
    assert.match(document.getText(), /bailiwick-ignore broad-scope -- the desk manages teams\n/);
    await findings(document.uri, 'broad-scope', 0);
  });

  it('ignores a rule in the configuration', async () => {
    const document = await open(at('release-desk/src/login.ts'));
    const config = at('release-desk/.bailiwick.yaml');
    await remember(config);
    const finding = await findingOn(document, 'broad-scope', "'repo admin:org read:user'");
    await carryOut(titled(await actionsAt(document, finding.range, 'quickfix'), 'Turn broad-scope off'));
    await findings(document.uri, 'broad-scope', 0);
    const written = await open(config);
    assert.match(written.getText(), /^rules:\n {2}broad-scope: off\n$/);
    await written.save();
  });
});
