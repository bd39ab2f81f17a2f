/** The analysis thread: it owns the projects, lints them and answers what needs their findings. */
import { isWithin } from '../../input/repository.ts';
import { Aborted } from '../../aborted.ts';
import type { EarlierAnswers } from '../../live/earlier.ts';
import type { Model } from '../../models/model.ts';
import type { Rule } from '../../rule.ts';
import type { ClientTraits } from '../protocol/client-traits.ts';
import { lintAnswer, type Told } from './lint-answer.ts';
import type { Answers, FromAnalysis, ProjectOrder, Question, ToAnalysis } from '../messages.ts';
import { createOpenDocuments, type OpenDocument } from './open-documents.ts';
import { createProject, type Project } from './project.ts';
import { Stale } from './question-parts.ts';
import { answerOf } from './questions.ts';
import { toPath } from '../uris.ts';

export interface ThreadPort {
  post(message: FromAnalysis): void;
  onMessage(receive: (message: ToAnalysis) => void): void;
  /** Told when nobody has asked anything for a while. */
  onRest?(work: () => void): void;
}

export interface ThreadParts {
  rules: readonly Rule[];
  models: Model[];
  /** Where answers are kept beyond this process; nowhere unless told. */
  earlier?: EarlierAnswers;
  /** Markdown of a rule's page. */
  page(rule: string): string;
  /** Writes a commented configuration into a directory; throws a sentence when it cannot. */
  createConfig(directory: string): { path: string };
}

/** Answers the messages of the port, one after the other. */
export function runAnalysis(port: ThreadPort, parts: ThreadParts): void {
  const documents = createOpenDocuments();
  const projects = new Map<string, Project>();
  const told = new Map<string, Told>();
  let folders: string[] = [];
  let client: ClientTraits;
  let flags: Int32Array = new Int32Array(0);

  function takeProjects(orders: readonly ProjectOrder[]): void {
    const before = new Map(projects);
    projects.clear();
    folders = orders.flatMap(({ kind, key }) => (kind === 'folder' ? (toPath(key) ?? []) : []));
    for (const order of orders) {
      const known = before.get(order.key);
      const isSame = known && JSON.stringify(known.order) === JSON.stringify(order);
      if (!isSame) told.delete(order.key);
      projects.set(order.key, isSame ? known : createProject(order, { ...parts, documents, client }));
    }
    for (const key of before.keys()) if (!projects.has(key)) told.delete(key);
  }

  // The innermost folder answers for a file.
  function foldersInside({ path, order }: Project): string[] {
    if (order.kind === 'document' || path === undefined) return [];
    return folders.filter((folder) => folder !== path && isWithin(path, folder));
  }

  function isOwn(project: Project, absolute: string): boolean {
    return !foldersInside(project).some((folder) => isWithin(folder, absolute));
  }

  function touch(document: OpenDocument | undefined): void {
    if (!document) return;
    for (const project of projects.values()) if (project.concerns(document)) project.touch(document);
  }

  function lint({ id, project: key, flag, isFirstEnough }: Extract<ToAnalysis, { kind: 'lint' }>): FromAnalysis {
    const project = projects.get(key);
    if (!project) return { kind: 'aborted', id };
    const before = told.get(key);
    // Gone until this one is told: after a failure the protocol thread knows nothing any more.
    told.delete(key);
    const analysis = aborting(
      () => project.lint(() => Atomics.load(flags, flag) === 1, isFirstEnough),
      () => before && told.set(key, before),
    );
    const found = lintAnswer(project, analysis, foldersInside(project), before);
    told.set(key, found.told);
    return { kind: 'linted', id, answer: found.answer };
  }

  function respond(id: number, work: () => FromAnalysis): void {
    try {
      port.post(work());
    } catch (error) {
      if (error instanceof Aborted) port.post({ kind: 'aborted', id });
      else if (error instanceof Stale) port.post({ kind: 'stale', id });
      else port.post({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
    }
  }

  const ask = (question: Question): Answers[keyof Answers] =>
    answerOf(question, { projects, documents, isOwn, ...parts });

  port.onMessage((message) => {
    switch (message.kind) {
      case 'client':
        client = message.traits;
        flags = new Int32Array(message.flags);
        return;
      case 'projects':
        return takeProjects(message.projects);
      case 'open':
        return touch(documents.set(message.document));
      case 'close':
        return touch(documents.delete(message.uri));
      case 'changed': {
        const paths = message.uris.flatMap((uri) => toPath(uri) ?? []);
        for (const project of projects.values()) project.changed(paths);
        return;
      }
      case 'rescan':
        projects.get(message.project)?.forget();
        return;
      case 'lint':
        return respond(message.id, () => lint(message));
      case 'ask':
        return respond(message.id, () => ({ kind: 'answered', id: message.id, answer: ask(message.question) }));
    }
  });
  port.onRest?.(() => {
    for (const project of projects.values()) project.keep();
  });
  port.post({ kind: 'ready', rules: parts.rules.map(({ meta }) => ({ meta })) });
}

function aborting<T>(work: () => T, onAborted: () => void): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Aborted) onAborted();
    throw error;
  }
}
