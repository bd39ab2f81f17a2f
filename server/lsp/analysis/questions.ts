/** What the analysis thread answers of its last lints. */
import { dirname, join } from 'node:path';
import { configName } from '../../config.ts';
import { editsOf } from '../../fix.ts';
import type { Analysis } from './analysis.ts';
import { codeActions, type ConfigurationText, resolveCodeAction } from '../actions/code-actions.ts';
import { codeLenses } from '../hints/code-lens.ts';
import { safeFixes } from '../actions/fix-actions.ts';
import type { Answers, Question } from '../messages.ts';
import type { OpenDocuments } from './open-documents.ts';
import { toSpan } from '../positions.ts';
import type { Project } from './project.ts';
import { type QuestionParts, Stale } from './question-parts.ts';
import { answerTool } from '../protocol/tool-host.ts';
import { treeFindings } from './tree-findings.ts';
import { toPath, toUri } from '../uris.ts';
import { workspaceEdit } from '../actions/workspace-edit.ts';

/** The answer; throws a sentence where there is none, and `Stale` where there is none yet. */
export function answerOf(question: Question, parts: QuestionParts): Answers[keyof Answers] {
  switch (question.name) {
    case 'codeActions': {
      const { analysis, path, configuration } = about(question.project, question.params.textDocument.uri, parts);
      const { range, context } = question.params;
      const span = toSpan(analysis.session.lines(path), range, analysis.client.encoding);
      const { diagnostics, only } = context;
      return codeActions(analysis, {
        path,
        span,
        diagnostics,
        ...(configuration ? { configuration } : {}),
        ...(only ? { only } : {}),
      });
    }
    case 'resolveAction': {
      const { analysis, configuration } = linted(question.project, parts);
      return resolveCodeAction(analysis, question.action, configuration) ?? null;
    }
    case 'codeLenses': {
      const { analysis, path } = about(question.project, question.uri, parts);
      return codeLenses(analysis, path);
    }
    case 'safeFixes': {
      const { project, analysis } = linted(question.project, parts);
      const path = question.uri === undefined ? undefined : analysis.path(question.uri);
      const own = analysis.result.findings.filter(({ at }) =>
        question.uri === undefined ? parts.isOwn(project, join(analysis.root, at.file)) : at.file === path,
      );
      const fixes = safeFixes(own);
      return { edit: workspaceEdit(analysis, editsOf(fixes)), count: fixes.length };
    }
    case 'findings': {
      const projects = [...parts.projects.values()];
      const findings = projects.flatMap((project) => {
        const analysis = project.current();
        if (!analysis) return [];
        return treeFindings(analysis, (path) => parts.isOwn(project, join(analysis.root, path)));
      });
      return { findings, isWhole: projects.every((project) => project.current()) };
    }
    case 'lmTool':
      return answerTool(question.tool, question.arguments, parts);
    case 'createConfig': {
      const directory = toPath(question.folder);
      if (directory === undefined) throw new Error(`${question.folder} is not a folder on the disk`);
      return { uri: toUri(parts.createConfig(directory).path) };
    }
  }
}

interface Linted {
  project: Project;
  analysis: Analysis;
  /** A document without a place on the disk has none. */
  configuration?: ConfigurationText;
}

function linted(key: string, { projects, documents }: QuestionParts): Linted {
  const project = projects.get(key);
  const analysis = project?.current();
  if (!project || !analysis) throw new Stale();
  const configuration = configurationOf(project, documents);
  return { project, analysis, ...(configuration ? { configuration } : {}) };
}

function about(key: string, uri: string, parts: QuestionParts): Linted & { path: string } {
  const found = linted(key, parts);
  const path = found.analysis.path(uri);
  if (path === undefined) throw new Stale();
  return { ...found, path };
}

function configurationOf({ order, path, config }: Project, documents: OpenDocuments): ConfigurationText | undefined {
  if (path === undefined) return undefined;
  const directory = order.kind === 'folder' ? path : dirname(path);
  const file = config.loaded().file ?? join(directory, configName);
  const open = documents.byPath(file);
  return {
    uri: open?.uri ?? toUri(file),
    version: open?.version ?? null,
    text: open?.text ?? config.texts().get(file),
  };
}
