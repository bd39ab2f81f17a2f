import assert from 'node:assert/strict';
import { LanguageModelTextPart, lm } from 'vscode';
import { bailiwick } from '../extension.ts';
import { at } from '../files.ts';

/** What a model of the editor reads when it has called a tool. */
async function invoke(name: string, input: object): Promise<string> {
  await bailiwick();
  const { content } = await lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof LanguageModelTextPart ? part.value : '')).join('');
}

describe('tools for language models', () => {
  it('are offered with a description and a shape of their input', async () => {
    await bailiwick();
    const ours = lm.tools.filter(({ name }) => name.startsWith('bailiwick_'));
    assert.deepEqual(ours.map(({ name }) => name).sort(), [
      'bailiwick_explain_rule',
      'bailiwick_fix',
      'bailiwick_lint_file',
      'bailiwick_lint_workspace',
    ]);
    for (const tool of ours) assert.ok(tool.description && tool.inputSchema, tool.name);
  });

  it('lint a file', async () => {
    assert.match(
      await invoke('bailiwick_lint_file', { path: at('release-desk/src/tools.ts').fsPath }),
      /token-passthrough/,
    );
  });

  it('explain a rule', async () => {
    assert.match(await invoke('bailiwick_explain_rule', { rule: 'broad-scope' }), /Scope wider than a task needs/);
  });
});
