/** The tools of Bailiwick for the language models of the editor; the server does what they say. */
import {
  Disposable,
  type LanguageModelTool,
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
  MarkdownString,
  type PreparedToolInvocation,
} from 'vscode';
import type { Server } from './server.ts';
import { type Invocation, invocations } from './tool-invocations.ts';

/** Registers the tools; does nothing in an editor whose API has none. */
export function registerTools(server: Server): Disposable {
  // Editors made from VS Code may leave the whole API of language models out.
  const api: Partial<typeof lm> | undefined = lm;
  if (typeof api?.registerTool !== 'function') return new Disposable(() => {});
  const register = api.registerTool;
  return Disposable.from(
    ...Object.entries(invocations).map(([name, prepare]) => register(`bailiwick_${name}`, tool(server, name, prepare))),
  );
}

function tool(server: Server, name: string, prepare: (input: unknown) => Invocation): LanguageModelTool<unknown> {
  return {
    prepareInvocation: ({ input }) => prepared(prepare(input)),
    async invoke({ input }, token) {
      const { text } = await server.ask('bailiwick/lmTool', { name, arguments: input }, token);
      return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
    },
  };
}

function prepared({ progress, confirm }: Invocation): PreparedToolInvocation {
  if (!confirm) return { invocationMessage: progress };
  const confirmationMessages = { title: confirm.title, message: new MarkdownString(confirm.message) };
  return { invocationMessage: progress, confirmationMessages };
}
