import assert from 'node:assert/strict';
import { DiagnosticSeverity, extensions, type Uri } from 'vscode';
import { at, open, replace } from '../files.ts';
import { diagnostics, findingOn, findings, ruleOf } from '../until.ts';

describe('squiggle', () => {
  const tools = (): Uri => at('release-desk/src/tools.ts');

  it('wakes the extension up by itself', async () => {
    await findings(tools(), 'token-passthrough');
    assert.equal(extensions.getExtension('bailiwick.bailiwick')?.isActive, true);
  });

  it('stands under the argument that hands the token on, with a link to the page of the rule', async () => {
    const document = await open(tools());
    const finding = await findingOn(document, 'token-passthrough', '{ token: authInfo');
    assert.equal(document.getText(finding.range), '{ token: authInfo?.token }');
    assert.equal(finding.severity, DiagnosticSeverity.Error);
    assert.match(finding.message, /^The caller's token is forwarded to `api\.tracker\.example`/);
    assert.ok(typeof finding.code === 'object');
    assert.match(finding.code.target.toString(true), /^https:.*\/token-passthrough(\.md)?$/);
  });

  it('tells the way of the token through three files', async () => {
    const document = await open(tools());
    const finding = await findingOn(document, 'token-passthrough', '{ token: authInfo');
    const steps = (finding.relatedInformation ?? []).map(
      ({ location, message }) => `${location.uri.path.split('/').at(-1)}:${location.range.start.line + 1} ${message}`,
    );
    assert.deepEqual(steps.slice(0, 7), [
      'tools.ts:10 bearer token of the calling client',
      'tools.ts:10 passed to `listIssues` as `session`',
      'tracker.ts:15 passed to `authorized` as `token`',
      'http.ts:3 stored in `authorization`',
      'http.ts:4 returned from `authorized`',
      'tracker.ts:15 put under `headers`',
      'tracker.ts:14 sent as Authorization header to the destination of `fetch`',
    ]);
  });

  it('counts what is in the buffer, not what is on the disk', async () => {
    const document = await open(tools());
    await findings(tools(), 'token-passthrough');
    await replace(document, 'authInfo?.token', 'undefined');
    await findings(tools(), 'token-passthrough', 0);
    await replace(document, 'undefined', 'authInfo?.token');
    await findingOn(document, 'token-passthrough', '{ token: authInfo?.token }');
  });

  it('is renewed in one file by an unsaved edit of another', async () => {
    await open(tools());
    await findings(tools(), 'token-passthrough');
    const http = await open(at('release-desk/src/http.ts'));
    await replace(http, 'if (token) headers.authorization = `Bearer ${token}`;', '');
    await findings(tools(), 'token-passthrough', 0);
    assert.ok(http.isDirty);
  });

  it('shows in files that nobody has opened', async () => {
    const found = await diagnostics(at('release-desk/src/login.ts'), (ours) => ours.length === 2);
    assert.deepEqual(found.map(ruleOf), ['broad-scope', 'broad-scope']);
  });
});
