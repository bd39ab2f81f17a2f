/** The pages of the rules, as read-only documents that the Markdown preview shows. */
import { commands, type Disposable, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import type { Server } from './server.ts';

const scheme = 'bailiwick-rule';

/** Registers the documents. */
export function registerRulePages(server: Server): Disposable {
  const provider: TextDocumentContentProvider = {
    async provideTextDocumentContent(uri, token) {
      const rule = uri.path.slice(1).replace(/\.md$/, '');
      const page = await server.ask('bailiwick/explain', { rule }, token);
      return page?.markdown ?? `# ${rule}\n\nBailiwick knows no rule with this name.\n`;
    },
  };
  return workspace.registerTextDocumentContentProvider(scheme, provider);
}

/** Opens the page of a rule in the Markdown preview. */
export async function openRulePage(rule: string): Promise<void> {
  await commands.executeCommand('markdown.showPreview', Uri.from({ scheme, path: `/${rule}.md` }));
}
