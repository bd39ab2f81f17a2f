/** Code actions, lenses and commands: from the connection to the analysis of the text as it is now. */
import {
  type CancellationToken,
  type Connection,
  type ExecuteCommandParams,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { documentationUrl } from '../../rule.ts';
import { actionData, isCurrent } from '../actions/action-data.ts';
import * as custom from './custom-protocol.ts';
import type { Answers, Question } from '../messages.ts';
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
    const question = (project: string) => ({ name: 'codeActions' as const, project, params });
    if (!state.client.codeActionLiterals) return [];
    return (await askWhenLinted({ uri, token, linted: () => state.first(uri), question })) ?? [];
  });
  connection.onCodeActionResolve(async (action, token) => {
    const uri = actionData(action.data)?.uri;
    if (uri === undefined || projects.ownerOf(uri) === undefined) return action;
    const question = (project: string) => ({ name: 'resolveAction' as const, project, action });
    const resolved = await askWhenLinted({ uri, token, linted: () => state.first(uri), question });
    // An edit of an older text would be made at the wrong places.
    if (!resolved || !isCurrent(action.data, (of) => documents.get(of)?.version ?? null))
      throw new ResponseError(LSPErrorCodes.ContentModified, 'the text changed meanwhile');
    return resolved;
  });
  connection.onCodeLens(async ({ textDocument: { uri } }, token) => {
    const question = (project: string) => ({ name: 'codeLenses' as const, project, uri });
    return (await askWhenLinted({ uri, token, linted: () => state.current(uri), question })) ?? [];
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

  /** The answer when the document is linted; undefined when it belongs to no project. */
  async function askWhenLinted<Name extends Question['name']>(asked: Asked<Name>): Promise<Answers[Name] | undefined> {
    const { uri, token, question } = asked;
    const linted = (): Promise<void> => stoppable.wait(asked.linted(), token, uri);
    await linted();
    const project = projects.ownerOf(uri)?.key;
    if (project === undefined) return undefined;
    return askAgain(project, linted, () => stoppable.wait(state.ask<Name>(question(project)), token, uri));
  }

  /**
   * Asks a project that is linted, and again where another file changed meanwhile and took that answer back: it is no
   * reason to offer nothing for this file, and editors do offer nothing on an error.
   */
  async function askAgain<T>(project: string, linted: () => Promise<void>, ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!isPast(error) || state.schedule.isAnswered(project)) throw error;
        await linted();
      }
    }
  }

  /** Applies the safe fixes of a file or of everything; says how many. */
  async function fixAll(uri: string | undefined): Promise<number> {
    await (uri === undefined ? state.allCurrent() : state.current(uri));
    const owner = uri === undefined ? undefined : projects.ownerOf(uri);
    const asked = uri === undefined ? projects.active() : owner ? [owner] : [];
    let applied = 0;
    for (const { key } of asked) {
      // The edits before this one may have changed it.
      const linted = (): Promise<void> => state.schedule.current(key);
      await linted();
      const question = { name: 'safeFixes' as const, project: key, ...(uri === undefined ? {} : { uri }) };
      const fixes = await askAgain(key, linted, () => state.ask(question));
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

interface Asked<Name extends Question['name']> {
  uri: string;
  token: CancellationToken;
  /** Waits for a lint that is enough. */
  linted(): Promise<void>;
  question(project: string): Question & { name: Name };
}

function isPast(error: unknown): boolean {
  return error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified;
}
