/** An analysis of files that stand in memory, as the analysis thread would have it. */
import { rules } from '../../rules/index.ts';
import { lint } from '../../server/lint.ts';
import type { Analysis } from '../../server/lsp/analysis/analysis.ts';
import type { ClientTraits } from '../../server/lsp/protocol/client-traits.ts';
import type { Rule } from '../../server/rule.ts';
import { openSession } from '../harness/lint-files.ts';

/** A client that can do everything. */
export const able: ClientTraits = {
  encoding: 'utf-16',
  isBailiwick: true,
  pulls: true,
  relatedDocuments: false,
  relatedInformation: true,
  documentChanges: true,
  changeAnnotations: true,
  snippetEdits: true,
  createsFiles: true,
  showsDocuments: true,
  resolvesEdits: true,
  codeActionLiterals: true,
  markdownHover: true,
  snippets: true,
};

/** One that can do nothing beyond what every client can. */
export const plain: ClientTraits = {
  ...able,
  isBailiwick: false,
  pulls: false,
  relatedInformation: false,
  documentChanges: false,
  changeAnnotations: false,
  snippetEdits: false,
  createsFiles: false,
  showsDocuments: false,
  resolvesEdits: false,
  markdownHover: false,
  snippets: false,
};

export interface Given {
  client?: ClientTraits;
  /** Of open documents; the others stand on the disk. */
  versions?: Record<string, number>;
  rules?: readonly Rule[];
}

export function analyse(files: Record<string, string>, given: Given = {}): Analysis {
  const { client = able, versions = { 'agent.ts': 7 }, rules: used = rules } = given;
  const session = openSession(files);
  return {
    root: '/agent',
    uri: (path) => `file:///agent/${path}`,
    path: (uri) => (uri.startsWith('file:///agent/') ? uri.slice('file:///agent/'.length) : undefined),
    version: (path) => versions[path] ?? null,
    open: Object.keys(versions),
    session,
    result: lint(session, { rules: used, isPedantic: true, includeTests: true }),
    isWhole: true,
    about: undefined,
    loaded: { config: {}, models: [], failures: [], warnings: [], unused: [] },
    rules: used,
    client,
  };
}
