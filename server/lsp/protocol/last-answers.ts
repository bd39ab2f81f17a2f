/** The diagnostics of the last lints, by project and file: what a client is told without asking the analysis. */
import { clean, type FileDiagnostics, type LintAnswer } from '../messages.ts';

export interface LastAnswers {
  /** Takes what a lint found and says whose diagnostics are other ones now. */
  take(answer: LintAnswer): string[];
  /** Forgets a project and says whose diagnostics went with it. */
  drop(project: string): string[];
  /** Those of a file: of the project that it belongs to, else of one that spoke of it. */
  of(uri: string, owner: string | undefined): FileDiagnostics;
  /** Projects that were heard of. */
  projects(): string[];
  /** Files with diagnostics. */
  uris(): Set<string>;
}

/** An empty store of answers. */
export function createLastAnswers(): LastAnswers {
  const byProject = new Map<string, Map<string, FileDiagnostics>>();

  return {
    take({ project, isFirst, changed }) {
      const known = byProject.get(project) ?? new Map<string, FileDiagnostics>();
      const next = isFirst ? new Map<string, FileDiagnostics>() : known;
      const touched = new Set<string>();
      const before = new Map([...known].map(([uri, { resultId }]) => [uri, resultId]));
      for (const file of changed) {
        if (before.get(file.uri) !== file.resultId) touched.add(file.uri);
        if (file.items.length > 0) next.set(file.uri, file);
        else next.delete(file.uri);
      }
      for (const uri of before.keys()) if (!next.has(uri)) touched.add(uri);
      byProject.set(project, next);
      return [...touched];
    },
    drop(project) {
      const known = byProject.get(project);
      byProject.delete(project);
      return [...(known?.keys() ?? [])];
    },
    of(uri, owner) {
      const own = owner === undefined ? undefined : byProject.get(owner)?.get(uri);
      if (own) return own;
      for (const files of byProject.values()) {
        const file = files.get(uri);
        if (file) return file;
      }
      return { uri, resultId: clean, items: [] };
    },
    projects: () => [...byProject.keys()],
    uris: () => new Set([...byProject.values()].flatMap((files) => [...files.keys()])),
  };
}
