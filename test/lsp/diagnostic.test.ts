/** What a diagnostic says. */
import assert from 'node:assert/strict';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { startEditor } from './client.ts';
import { messageOf } from './outcomes.ts';
import { likeVsCode } from './client-capabilities.ts';
import { builds, tickets } from './examples.ts';

describe('a diagnostic', () => {
  it('says what, why and what to do, with the page, the path and what its fixes are', async () => {
    await using editor = await startEditor({ files: tickets });
    await editor.open('server.ts', tickets['server.ts']);
    const [diagnostic] = await editor.diagnostics('server.ts');
    assert.ok(diagnostic);
    const { code, source, severity, range, codeDescription, relatedInformation, data } = diagnostic;
    assert.equal(code, 'token-passthrough');
    assert.equal(source, 'bailiwick');
    assert.equal(severity, DiagnosticSeverity.Error);
    assert.deepEqual(range, { start: { line: 6, character: 29 }, end: { line: 6, character: 34 } });
    assert.match(messageOf(diagnostic), /^[^\n]+\nWhy: [^\n]+\nHelp: [^\n]+$/);
    assert.match(codeDescription?.href ?? '', /rules\/token-passthrough\.md$/);
    const steps = relatedInformation?.map(({ location, message: note }) => {
      return `${editor.path(location.uri)}:${location.range.start.line + 1} ${note}`;
    });
    assert.match(steps?.[0] ?? '', /^server\.ts:6 \S/);
    assert.match(steps?.at(-1) ?? '', /^tickets\.ts:\d \S/);
    const { rule, fingerprint } = data as { rule: string; fingerprint: string };
    assert.equal(rule, 'token-passthrough');
    assert.match(fingerprint, /^[\da-f]{32}$/);
  });

  it('tells the path in words to a client that shows no other places', async () => {
    const { textDocument } = likeVsCode;
    const capabilities = { ...likeVsCode, textDocument: { ...textDocument, publishDiagnostics: {} } };
    await using editor = await startEditor({ files: tickets, capabilities });
    const [diagnostic] = await editor.diagnostics('server.ts');
    assert.equal(diagnostic?.relatedInformation, undefined);
    assert.match(messageOf(diagnostic), /\nserver\.ts:6:17: .+\n(.+\n)*tickets\.ts:\d+:\d+: /);
  });

  it('stands on a comment that ignores nothing, faded', async () => {
    const text = `// bailiwick-ignore token-passthrough -- was needed once\nexport const port = 8080;\n`;
    await using editor = await startEditor({ files: { 'port.ts': text } });
    const [problem] = await editor.diagnostics('port.ts');
    assert.equal(problem?.code, 'unused-suppression');
    assert.deepEqual(problem.tags, [DiagnosticTag.Unnecessary]);
  });

  it('hints at the place from which a file could not be read', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    await editor.open('server.ts', builds);
    await editor.change('server.ts', 'await builds.json()', 'await builds.json(');
    const hint = (await editor.diagnostics('server.ts')).find(({ code }) => code === 'partly-analysed');
    assert.equal(hint?.severity, DiagnosticSeverity.Hint);
    assert.equal(hint.range.start.line, 7);
  });

  it('says of what cannot be read why, in its place', async () => {
    await using editor = await startEditor({
      files: { 'server.ts': builds, '.git/HEAD': '', '.gitignore/is-a-directory': '' },
    });
    const { items } = await editor.pullWorkspace();
    const report = items.find(({ uri }) => editor.path(uri) === '.gitignore');
    const [failure] = report?.kind === 'full' ? report.items : [];
    assert.equal(failure?.code, 'not-analysed');
    assert.match(messageOf(failure), /cannot read the file: it is a directory/);
  });
});
