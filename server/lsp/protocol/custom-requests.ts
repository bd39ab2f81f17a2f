/** What our extension asks beyond the protocol. */
import { type Connection, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import * as custom from './custom-protocol.ts';
import { hover } from '../hints/hover.ts';
import type { Link } from './link.ts';
import type { ServerState } from './server-state.ts';
import type { Status } from './status.ts';

export interface CustomRequestsOptions {
  state: ServerState;
  link: Link;
  status: Status;
  pages: Readonly<Record<string, string>>;
}

/** Registers the answers to the messages of `custom-protocol.ts`. */
export function answerCustomRequests(
  connection: Connection,
  { state, link, status, pages }: CustomRequestsOptions,
): void {
  const { projects, schedule, stoppable } = state;

  connection.onRequest(custom.explain, ({ rule }) => {
    const markdown = Object.hasOwn(pages, rule) ? pages[rule] : undefined;
    return markdown === undefined ? null : { markdown };
  });
  connection.onRequest(custom.hoverLine, ({ path, line, character }) => {
    return hover({ path, text: line, offset: character, rules: [] }) ?? null;
  });
  connection.onRequest(custom.findings, async (token) => {
    // What was edited while another project was linted would be missing, and nothing might tell of it again.
    for (;;) {
      await stoppable.wait(state.allCurrent(), token);
      const { findings, isWhole } = await stoppable.wait(state.ask({ name: 'findings' }), token);
      if (isWhole || projects.active().every(({ key }) => schedule.isCurrent(key))) return { findings };
    }
  });
  connection.onRequest(custom.lmTool, async ({ name, arguments: input }, token) => {
    await stoppable.wait(state.allCurrent(), token);
    const { text, edits } = await stoppable.wait(state.ask({ name: 'lmTool', tool: name, arguments: input }), token);
    for (const edit of edits) {
      const { applied, failureReason } = await connection.workspace.applyEdit({ label: 'Bailiwick', edit });
      if (!applied)
        return {
          text: `Nothing was written: the editor refused the edit${failureReason ? ` (${failureReason})` : ''}.`,
        };
    }
    return { text: edits.length > 0 ? `${text}\n\nThe files are changed in the editor and not saved yet.` : text };
  });
  connection.onRequest(custom.createConfig, async ({ folder }, token) => {
    const made = await stoppable.wait(state.ask({ name: 'createConfig', folder }), token);
    link.tell({ kind: 'changed', uris: [made.uri] });
    schedule.touch(projects.concernedBy(made.uri));
    return made;
  });
  connection.onRequest(custom.lintWorkspace, async (token) => {
    await stoppable.wait(projects.settled(), token);
    const keys = projects.orders().map(({ key }) => key);
    for (const key of keys) {
      projects.setExtent(key, 'all');
      link.tell({ kind: 'rescan', project: key });
    }
    schedule.set(keys, keys);
    await stoppable.wait(state.allCurrent(), token);
    if (projects.orders().some(({ extent }) => extent === 'open'))
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'the scan was broken off');
    const found = keys.flatMap((key) => status.of(key) ?? []);
    return {
      findings: found.reduce((sum, { counts }) => sum + counts.findings, 0),
      files: found.reduce((sum, { counts }) => sum + counts.files, 0),
      failures: found.flatMap(({ failures }) => failures),
    };
  });
}

/** An answer that could not be given, with a sentence for a person. */
export function refusal(reason: string): ResponseError {
  return new ResponseError(ErrorCodes.InternalError, reason);
}
