/** Completion: in `.bailiwick.yaml` by its schema, elsewhere in ignore comments; answered without the analysis. */
import { basename } from 'node:path';
import { configName } from '../../config.ts';
import type { Span } from '../../finding.ts';
import type { RuleMeta } from '../../rule.ts';
import { completeConfig } from './config-completion.ts';
import { completeIgnore } from './ignore-completion.ts';
import { type FileMarks, noMarks } from '../analysis/marks.ts';

/** Something that may be written; `insert` is a snippet. */
export interface CompletionEntry {
  label: string;
  kind: 'property' | 'value' | 'rule';
  detail: string;
  /** Markdown. */
  documentation?: string;
  insert: string;
  replaces: Span;
  sort?: string;
  isPreselected?: boolean;
}

export interface CompletionInput {
  path: string;
  text: string;
  offset: number;
  /** Those of this very version of the text, or of the last one on which the lines stood as now. */
  marks?: FileMarks;
  rules: readonly { meta: RuleMeta }[];
}

/** Characters after which a client should ask. */
export const completionTriggers = [' ', ',', ':', '-', '{', '['];

/** What may stand at the offset. */
export function completion({ path, text, offset, marks = noMarks, rules }: CompletionInput): CompletionEntry[] {
  const ignores = completeIgnore({ text, offset, findings: marks.findings, rules });
  if (ignores) return ignores;
  return basename(path) === configName ? completeConfig({ text, offset, rules }) : [];
}
