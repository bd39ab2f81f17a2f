/** What the analysis thread answers questions with. */
import type { Rule } from '../../rule.ts';
import type { OpenDocuments } from './open-documents.ts';
import type { Project } from './project.ts';

export interface QuestionParts {
  projects: ReadonlyMap<string, Project>;
  documents: OpenDocuments;
  rules: readonly Rule[];
  /** Markdown of a rule's page. */
  page(rule: string): string;
  /** True when the project answers for the file. */
  isOwn(project: Project, absolute: string): boolean;
  createConfig(directory: string): { path: string };
}

/** Thrown when the project was not linted since it changed. */
export class Stale extends Error {
  override readonly name = 'Stale';
}
