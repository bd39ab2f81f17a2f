/** What the analysis thread answers of its last lints. */
import { join } from 'node:path';
import type { Answers, Question } from './messages.ts';
import type { Project } from './project.ts';
import { treeFindings } from './tree-findings.ts';
import { toPath, toUri } from './uris.ts';

export interface QuestionParts {
  projects: ReadonlyMap<string, Project>;
  isOwn(project: Project, absolute: string): boolean;
  createConfig(directory: string): { path: string };
}

/** The answer; throws a sentence where there is none. */
export function answerOf(question: Question, parts: QuestionParts): Answers[keyof Answers] {
  switch (question.name) {
    case 'findings':
      return [...parts.projects.values()].flatMap((project) => {
        const analysis = project.current();
        if (!analysis) return [];
        return treeFindings(analysis, (path) => parts.isOwn(project, join(analysis.root, path)));
      });
    case 'createConfig': {
      const directory = toPath(question.folder);
      if (directory === undefined) throw new Error(`${question.folder} is not a folder on the disk`);
      return { uri: toUri(parts.createConfig(directory).path) };
    }
  }
}
