/** Code actions, lenses and commands: from the connection to the analysis of the text as it is now. */
import { type Connection, type ExecuteCommandParams, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { documentationUrl } from '../rule.ts';
import { actionData, isCurrent } from './action-data.ts';
import * as custom from './custom-protocol.ts';
import type { ServerState } from './server-state.ts';

/** Commands of the server, for clients without ours. */
export const commands = {
  fixAllSafe: 'bailiwick.server.fixAllSafe',
  openRulePage: 'bailiwick.server.openRulePage',
} as const;

/** Registers the answers to code actions, lenses and the commands of both. */
export function answerActionRequests(connection: Connection, state: ServerState): void {
  const { documents, projects, stoppable } = state;

  connection.onCodeAction(async (params, token) => {
    const { uri } = params.textDocument;
    await stoppable.wait(state.first(uri), token, uri);
    const project = projects.ownerOf(uri)?.key;
    if (project === undefined || !state.client.codeActionLiterals) return [];
    return stoppable.wait(state.ask({ name: 'codeActions', project, params }), token, uri);
  });
  connection.onCodeActionResolve(async (action, token) => {
    const uri = actionData(action.data)?.uri;
    const project = uri === undefined ? undefined : projects.ownerOf(uri)?.key;
    if (uri === undefined || project === undefined) return action;
    await stoppable.wait(state.first(uri), token, uri);
    const resolved = await stoppable.wait(state.ask({ name: 'resolveAction', project, action }), token, uri);
    // An edit of an older text would be made at the wrong places.
    if (!resolved || !isCurrent(action.data, (of) => documents.get(of)?.version ?? null))
      throw new ResponseError(LSPErrorCodes.ContentModified, 'the text changed meanwhile');
    return resolved;
  });
  connection.onCodeLens(async ({ textDocument: { uri } }, token) => {
    await stoppable.wait(state.current(uri), token, uri);
    const project = projects.ownerOf(uri)?.key;
    if (project === undefined) return [];
    return stoppable.wait(state.ask({ name: 'codeLenses', project, uri }), token, uri);
  });
  connection.onExecuteCommand(async ({ command, arguments: given = [] }: ExecuteCommandParams) => {
    const [first] = given as unknown[];
    const named = typeof first === 'string' ? first : undefined;
    if (command === commands.fixAllSafe) return fixAll(named);
    if (command === commands.openRulePage && named !== undefined)
      await connection.window.showDocument({ uri: documentationUrl(named), external: true });
    return null;
  });
  connection.onRequest(custom.fixAll, ({ uri }) => fixAll(uri));

  /** Applies the safe fixes of a file or of everything; says how many. */
  async function fixAll(uri: string | undefined): Promise<number> {
    await (uri === undefined ? state.allCurrent() : state.current(uri));
    const owner = uri === undefined ? undefined : projects.ownerOf(uri);
    const asked = uri === undefined ? projects.active() : owner ? [owner] : [];
    let applied = 0;
    for (const { key } of asked) {
      // The edits before this one may have changed it.
      await state.schedule.current(key);
      const fixes = await state.ask({ name: 'safeFixes', project: key, ...(uri === undefined ? {} : { uri }) });
      if (fixes.count === 0) continue;
      const answer = await connection.workspace.applyEdit({
        label: 'Fix all that can only be tightened',
        edit: fixes.edit,
      });
      if (answer.applied) applied += fixes.count;
    }
    return applied;
  }
}
