/** Fixes as an editor applies them: the right text in every file, and the finding goes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type CodeAction, CodeActionResolveRequest, type WorkspaceEdit } from 'vscode-languageserver';
import { parsePage } from '../harness/page.ts';
import { type Editor, startEditor } from './client.ts';
import { likeVsCode } from './client-capabilities.ts';
import { builds, loose } from './examples.ts';

/** The files of an example of a rule's page, and what its fixes make of them. */
function example(rule: string, title: string) {
  const page = readFileSync(new URL(`../../rules/${rule}.md`, import.meta.url), 'utf8');
  const found = parsePage(page).find((each) => each.title === title);
  assert.ok(found, `${rule} has the example "${title}"`);
  return found;
}

async function start(files: Record<string, string>, options: Parameters<typeof startEditor>[0] = {}): Promise<Editor> {
  const editor = await startEditor({ files, ...options });
  for (const [path, text] of Object.entries(files)) await editor.open(path, text);
  return editor;
}

/** The edit of the first offered action whose title begins so. */
async function chosen(editor: Editor, path: string, title: string, only?: string[]): Promise<WorkspaceEdit> {
  const diagnostics = await editor.diagnostics(path);
  const [diagnostic] = diagnostics;
  assert.ok(diagnostic, `${path} has a finding`);
  const actions = await editor.codeActions(path, diagnostic.range, diagnostics, only);
  const action = actions.find((each) => each.title.startsWith(title));
  assert.ok(action, `"${title}" is offered among ${actions.map((each) => each.title).join(', ')}`);
  const resolved: CodeAction = action.edit
    ? action
    : await editor.connection.sendRequest(CodeActionResolveRequest.type, action);
  assert.ok(resolved.edit);
  return resolved.edit;
}

const left = async (editor: Editor, ...paths: string[]): Promise<number> =>
  (await Promise.all(paths.map((path) => editor.diagnostics(path)))).flat().length;

describe('a fix that is applied', () => {
  it('changes the endpoint and its verifier together', async () => {
    const { files, fixed } = example('mcp-missing-expected-resource', 'the address of the metadata is written out');
    await using editor = await start(files);
    await editor.apply(await chosen(editor, 'server.ts', 'Expect'));
    for (const [path, text] of Object.entries(fixed)) assert.equal(editor.text(path), text);
    assert.equal(Object.keys(fixed).length, 2);
    assert.equal(await left(editor, ...Object.keys(files)), 0);
  });

  it('asks before it writes a stub, and the stub stops the token', async () => {
    await using editor = await start({ 'server.ts': builds });
    const edit = await chosen(editor, 'server.ts', 'Exchange');
    assert.deepEqual(
      Object.values(edit.changeAnnotations ?? {}).map(({ needsConfirmation, label }) => [needsConfirmation, label]),
      [[true, 'Exchange the token first']],
    );
    await editor.apply(edit);
    assert.match(editor.text('server.ts'), /await exchangeToken\(req\.headers\.authorization \?\? ''\)/);
    assert.equal(await left(editor, 'server.ts'), 0);
  });

  it('hits its place where columns are bytes and letters are wide', async () => {
    const text = builds.replace('{ authorization:', "{ 'x-größe': '日本 😀', authorization:");
    const capabilities = { ...likeVsCode, general: { positionEncodings: ['utf-8'] } };
    await using editor = await start({ 'server.ts': text }, { capabilities });
    await editor.apply(await chosen(editor, 'server.ts', 'Exchange'));
    assert.match(
      editor.text('server.ts'),
      /'x-größe': '日本 😀', authorization: `Bearer \$\{await exchangeToken\(req\./,
    );
    assert.equal(await left(editor, 'server.ts'), 0);
  });

  it('keeps the ends of lines', async () => {
    const text = builds.replaceAll('\n', '\r\n');
    await using editor = await start({ 'server.ts': text });
    await editor.apply(await chosen(editor, 'server.ts', 'Exchange'));
    assert.doesNotMatch(editor.text('server.ts'), /(?<!\r)\n/);
  });

  it('is made on save where it can only tighten', async () => {
    await using editor = await start({ 'verify.ts': loose });
    await editor.apply(await chosen(editor, 'verify.ts', 'Fix all', ['source.fixAll']));
    assert.match(editor.text('verify.ts'), /requiredClaims: \['aud'\]/);
    assert.equal(await left(editor, 'verify.ts'), 0);
  });

  it('turns a rule off in the configuration, from the next moment on', async () => {
    await using editor = await start({ '.bailiwick.yaml': '# ours\nseverity: error\n', 'server.ts': builds });
    await editor.apply(await chosen(editor, 'server.ts', 'Turn'));
    assert.equal(editor.text('.bailiwick.yaml'), '# ours\nseverity: error\nrules:\n  token-passthrough: off\n');
    assert.equal(await left(editor, 'server.ts'), 0);
  });

  it('is not offered for a document without a place, when it would write a configuration', async () => {
    await using editor = await startEditor();
    await editor.open('untitled:Untitled-1', builds);
    const diagnostics = await editor.diagnostics('untitled:Untitled-1');
    const [diagnostic] = diagnostics;
    assert.ok(diagnostic);
    const titles = (await editor.codeActions('untitled:Untitled-1', diagnostic.range, diagnostics)).map((a) => a.title);
    assert.ok(titles.includes('Exchange the token first'), titles.join(', '));
    assert.ok(!titles.some((title) => title.startsWith('Turn')), titles.join(', '));
  });
});
