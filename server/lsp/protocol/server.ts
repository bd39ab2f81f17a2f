/** The language server: one connection, the projects of its client, and the analysis thread behind them. */
import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { RuleMeta } from '../../rule.ts';
import { createClientProjects } from './client-projects.ts';
import { type ClientTraits, traitsOf } from './client-traits.ts';
import * as custom from './custom-protocol.ts';
import { answerActionRequests } from './action-requests.ts';
import { answerCustomRequests, refusal } from './custom-requests.ts';
import { answerDiagnosticRequests } from './diagnostic-requests.ts';
import { followDocuments } from './document-events.ts';
import { createDocuments, openText } from './documents.ts';
import { type ConnectionTraits, connectionTraitsOf, foldersOf, serverCapabilities, settingsIn } from './initialize.ts';
import { createLastAnswers } from './last-answers.ts';
import { createLink, type Thread, ThreadDied } from './link.ts';
import type { Answers, LintAnswer, Question, ToAnalysis } from '../messages.ts';
import { createNotices } from './notices.ts';
import { createScanProgress } from './scan-progress.ts';
import { createSchedule } from '../analysis/schedule.ts';
import type { ServerState } from './server-state.ts';
import { createStatus } from './status.ts';
import { createSuperseding } from '../analysis/stoppable.ts';
import { answerTextRequests } from './text-requests.ts';
import { followDisk, registerWatchers } from './watching.ts';
import { quietly } from './quietly.ts';

export interface ServerParts {
  version: string;
  /** The Markdown page of each rule by its id. */
  pages: Readonly<Record<string, string>>;
  /** Starts an analysis thread. */
  spawn(): Thread;
}

/** Serves the connection, which must not listen yet; ends the thread at `shutdown`. */
export function serve(connection: Connection, { version, pages, spawn }: ServerParts): void {
  let client: ClientTraits = traitsOf({});
  let traits: ConnectionTraits = connectionTraitsOf({ capabilities: {}, processId: null, rootUri: null });
  let isInitialized = false;
  let initialSettings: unknown;
  let rules: readonly { meta: RuleMeta }[] = [];

  const documents = createDocuments(() => client.encoding);
  const answers = createLastAnswers();
  const stoppable = createSuperseding();
  const notices = createNotices(connection);
  const status = createStatus(connection, () => client.isBailiwick);
  const progress = createScanProgress(connection, (folder) => {
    progress.end(folder);
    projects.setExtent(folder, 'open');
  });

  const link = createLink({
    spawn,
    replay: () => (isInitialized ? [...standing()] : []),
    onReady(message, isAgain) {
      rules = message.rules;
      if (isAgain) notices.restarted();
      schedule.restart();
    },
    onDeath(reason) {
      notices.died(reason);
      status.died(reason);
    },
  });

  const schedule = createSchedule({
    link: () => link,
    mayCorrect: () => !client.pulls || traits.refreshes,
    onBegin(project, isScan) {
      status.begin(project, isScan);
      if (isScan && projects.isWhole(project)) progress.begin(project);
    },
    onEnd(project, outcome) {
      if (outcome === 'aborted') return status.brokenOff();
      progress.end(project);
      if ('answer' in outcome) return take(outcome.answer);
      notices.defect(outcome.failure);
      status.failed(project, outcome.failure);
      tell(answers.drop(project));
    },
  });

  const projects = createClientProjects({
    rules: Object.keys(pages),
    async settingsAt(uris) {
      if (!traits.hasConfiguration) return uris.map(() => initialSettings);
      const items = uris.map((scopeUri) => ({ scopeUri, section: 'bailiwick' }));
      const found: unknown[] = await connection.workspace.getConfiguration(items).catch(() => []);
      return uris.map((_uri, index): unknown => found[index] ?? initialSettings);
    },
    onChange(orders, anew) {
      link.tell({ kind: 'projects', projects: orders });
      const on = orders.filter(({ settings }) => settings.enable !== false).map(({ key }) => key);
      for (const gone of answers.projects().filter((key) => !on.includes(key))) {
        status.forget(gone);
        progress.end(gone);
        tell(answers.drop(gone));
      }
      schedule.set(on, anew);
      events.catchUp();
    },
    onProblem: (sentence) => notices.setting(sentence),
  });

  const editedLately = new Set<string>();
  // The files that the last answer of a project is about, where it says nothing of the others.
  const about = new Map<string, string[]>();
  const state: ServerState = {
    get client() {
      return client;
    },
    get refreshes() {
      return traits.refreshes;
    },
    documents,
    projects,
    schedule,
    answers,
    stoppable,
    async current(uri) {
      await projects.settled();
      const owner = projects.ownerOf(uri);
      if (owner) return schedule.current(owner.key);
      // A configuration above the folders belongs to none of them.
      await Promise.all(projects.concernedBy(uri).map((key) => schedule.current(key)));
    },
    async first(uri) {
      await projects.settled();
      const owner = projects.ownerOf(uri);
      // Before the first scan what is said of more than open files comes from an earlier process, which looked at the whole of its time.
      const isFirstEnough = owner && (editedLately.has(uri) || !schedule.isScanned(owner.key));
      if (!isFirstEnough) return state.current(uri);
      await schedule.first(owner.key);
      if (about.get(owner.key)?.includes(uri) === false) await state.current(uri);
    },
    edited: (uri) => void editedLately.add(uri),
    async allCurrent() {
      await projects.settled();
      await Promise.all(projects.orders().map(({ key }) => schedule.current(key)));
    },
    ask,
  };

  const requests = answerDiagnosticRequests(connection, state);
  const texts = answerTextRequests(connection, state, () => rules);
  answerActionRequests(connection, state);
  answerCustomRequests(connection, { state, link, status, pages });
  const events = followDocuments({ state, link, requests, isWatched: () => traits.watches });
  followDisk(connection, state, link);
  documents.onDidClose(({ document }) => texts.closed(document.uri));

  function* standing(): Generator<ToAnalysis> {
    yield { kind: 'client', traits: client, flags: schedule.flags };
    yield { kind: 'projects', projects: projects.orders() };
    for (const document of documents.all()) yield { kind: 'open', document: openText(document) };
  }

  function take(answer: LintAnswer): void {
    if (answer.about) about.set(answer.project, answer.about);
    else about.delete(answer.project);
    if (answer.isWhole && schedule.isCurrent(answer.project))
      for (const uri of editedLately) if (projects.ownerOf(uri)?.key === answer.project) editedLately.delete(uri);
    texts.takeMarks(answer);
    projects.setReads(answer.project, answer.reads);
    notices.failures(answer);
    status.linted(answer);
    tell(answers.take(answer));
  }

  /** These files have other diagnostics now. */
  function tell(uris: readonly string[]): void {
    if (client.pulls) requests.changed(uris);
    else for (const uri of uris) push(uri);
    if (!client.isBailiwick || uris.length === 0) return;
    quietly(connection.sendNotification(custom.findingsChanged));
    if (traits.refreshesLenses) quietly(connection.sendRequest(CodeLensRefreshRequest.type));
  }

  function push(uri: string): void {
    const { items } = answers.of(uri, projects.ownerOf(uri)?.key);
    const document = documents.get(uri);
    quietly(
      connection.sendDiagnostics({ uri, diagnostics: items, ...(document ? { version: document.version } : {}) }),
    );
  }

  async function ask<Name extends Question['name']>(question: Question & { name: Name }): Promise<Answers[Name]> {
    const reply = await link.request({ kind: 'ask', question }).catch((error: unknown) => {
      throw refusal(error instanceof ThreadDied ? 'the analysis was started again; ask once more' : String(error));
    });
    // The thread answers a question of a name with the answer of that name.
    if (reply.kind === 'answered') return reply.answer as Answers[Name];
    if (reply.kind === 'stale') throw new ResponseError(LSPErrorCodes.ContentModified, 'the text changed meanwhile');
    throw refusal(reply.kind === 'failed' ? reply.reason : 'the question was broken off');
  }

  connection.onInitialize((params) => {
    client = traitsOf(params.capabilities);
    traits = connectionTraitsOf(params);
    initialSettings = settingsIn(params.initializationOptions, 'settings');
    isInitialized = true;
    for (const message of standing()) link.tell(message);
    folders = foldersOf(params);
    return { capabilities: serverCapabilities(client), serverInfo: { name: 'bailiwick', version } };
  });
  let folders: string[] = [];
  connection.onInitialized(() => {
    projects.addFolders(folders);
    if (traits.hasFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        projects.removeFolders(removed.map(({ uri }) => uri));
        projects.addFolders(added.map(({ uri }) => uri));
      });
    if (traits.registersConfiguration)
      quietly(connection.client.register(DidChangeConfigurationNotification.type, { section: 'bailiwick' }));
    if (traits.watches) quietly(registerWatchers(connection));
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    initialSettings = settingsIn(settings, 'bailiwick') ?? initialSettings;
    void projects.refresh();
  });
  // Not waited for: some clients send `exit` and close the input at once.
  connection.onShutdown(() => void link.end());
  documents.listen(connection);
}
