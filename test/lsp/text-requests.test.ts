/** Hover and completion through the server, on what is in the buffer and not on the disk. */
import assert from 'node:assert/strict';
import {
  type CompletionItem,
  CompletionRequest,
  type Hover,
  HoverRequest,
  InsertTextFormat,
  type MarkupContent,
} from 'vscode-languageserver';
import { type Editor, startEditor } from './client.ts';
import { likeVsCode, pushOnly } from './client-capabilities.ts';
import { builds, tickets } from './examples.ts';

async function hover(editor: Editor, path: string, on: string): Promise<Hover | null> {
  const { start } = editor.rangeOf(path, on);
  const position = { line: start.line, character: start.character + 1 };
  return editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri: editor.uri(path) }, position });
}

const textOf = (answer: Hover | null): string => (answer?.contents as MarkupContent | undefined)?.value ?? '';

/** What is offered behind the text. */
async function completions(editor: Editor, path: string, behind: string): Promise<CompletionItem[]> {
  const answer = await editor.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri: editor.uri(path) },
    position: editor.rangeOf(path, behind).end,
  });
  assert.ok(Array.isArray(answer));
  return answer;
}

describe('hover of the server', () => {
  it('speaks of a scope in a file that nobody analyses, and marks it', async () => {
    await using editor = await startEditor();
    await editor.open('infra/main.bicep', "var roles = ['ä', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635']\n", 'bicep');
    const answer = await hover(editor, 'infra/main.bicep', '8e3af657-a8ff');
    assert.match(textOf(answer), /\*\*`Owner`\*\* · role · Azure/);
    assert.deepEqual(answer?.range, editor.rangeOf('infra/main.bicep', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'));
  });

  it('speaks of a finding with its path through files', async () => {
    await using editor = await startEditor({ files: tickets });
    await editor.open('server.ts', tickets['server.ts']);
    await editor.diagnostics('server.ts');
    const text = textOf(await hover(editor, 'server.ts', 'token));'));
    assert.match(text, /^\*\*Inbound token forwarded to another service\*\* · identity/);
    assert.ok(text.includes(`](${editor.uri('tickets.ts')}#L2)`), text);
  });

  it('says nothing of a finding that belongs to an older text', async () => {
    await using editor = await startEditor({ files: { 'server.ts': builds } });
    await editor.open('server.ts', builds);
    await editor.diagnostics('server.ts');
    await editor.change('server.ts', 'req.headers.authorization', 'process.env.CI_TOKEN');
    assert.equal(await hover(editor, 'server.ts', '{\n    headers'), null);
  });

  it('says of a requested bare word what it opens', async () => {
    const text = `import { App } from 'octokit';
export const login = (app: App) => app.oauth.getWebFlowAuthorizationUrl({ scopes: ['repo'], redirectUrl: 'https://a.example' });
`;
    await using editor = await startEditor({ files: { 'login.ts': text } });
    await editor.open('login.ts', text);
    await editor.diagnostics('login.ts');
    assert.match(textOf(await hover(editor, 'login.ts', 'repo')), /\*\*`repo`\*\* · OAuth scope · GitHub/);
  });
});

describe('completion of the server', () => {
  const config = 'rules:\n  tok\nseverity: info\n';

  it('completes a configuration that is half typed, with places for the cursor', async () => {
    await using editor = await startEditor({ files: { '.bailiwick.yaml': '' } });
    await editor.open('.bailiwick.yaml', config, 'yaml');
    const item = (await completions(editor, '.bailiwick.yaml', 'tok')).find(
      ({ label }) => label === 'token-passthrough',
    );
    assert.deepEqual(
      [item?.insertTextFormat, item?.textEdit],
      [
        InsertTextFormat.Snippet,
        {
          range: editor.rangeOf('.bailiwick.yaml', 'tok'),
          newText: 'token-passthrough: ${1|error,warning,info,off,on|}',
        },
      ],
    );
  });

  it('writes the first choice for a client that knows no such places', async () => {
    await using editor = await startEditor({ capabilities: pushOnly });
    await editor.open('.bailiwick.yaml', config, 'yaml');
    const item = (await completions(editor, '.bailiwick.yaml', 'tok')).find(
      ({ label }) => label === 'token-passthrough',
    );
    assert.equal(item?.insertTextFormat, InsertTextFormat.PlainText);
    assert.equal(item?.textEdit?.newText, 'token-passthrough: error');
  });

  it('completes an ignore comment with what is found below it', async () => {
    const text = builds.replace('  const builds', '  // bailiwick-ignore \n  const builds');
    await using editor = await startEditor({ files: { 'server.ts': text }, capabilities: likeVsCode });
    await editor.open('server.ts', text);
    await editor.diagnostics('server.ts');
    const [first] = (await completions(editor, 'server.ts', 'bailiwick-ignore ')).filter(({ preselect }) => preselect);
    assert.equal(first?.textEdit?.newText, 'token-passthrough -- ${1:why}');
  });

  it('offers nothing in code', async () => {
    await using editor = await startEditor();
    await editor.open('server.ts', builds);
    assert.deepEqual(await completions(editor, 'server.ts', 'const app = '), []);
  });
});
