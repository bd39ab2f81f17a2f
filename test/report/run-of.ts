/** A finished run as reports get it, made from texts and findings that a test writes down. */
import type { Finding, Place, Step } from '../../server/finding.ts';
import { createLines } from '../../server/input/lines.ts';
import type { LintResult } from '../../server/lint.ts';
import type { ReportInput } from '../../server/report/report.ts';
import type { RuleMeta } from '../../server/rule.ts';

export const meta: RuleMeta = {
  id: 'token-in-url',
  title: 'Token in a URL',
  pillar: 'identity',
  severity: 'error',
  confidence: 'high',
  fixable: 'sometimes',
  since: 'next',
  references: ['cwe:598', 'rfc:6750#5.3'],
};

export const texts: Record<string, string> = {
  'src/a.ts': 'import { get } from "./b";\n\n\tget(`https://api.example/?key=${token}`);\n',
  'src/b.ts': 'export const get = (url: string) =>\n  fetch(url,\n    {});\n',
};

/** The place of the first occurrence of the text. */
export function at(file: string, text: string, files = texts): Place {
  const start = files[file]?.indexOf(text) ?? -1;
  if (start < 0) throw new Error(`${file} does not hold ${text}`);
  return { file, start, end: start + text.length };
}

export function step(note: string, file: string, text: string, files = texts): Step {
  return { ...at(file, text, files), note };
}

/** A finding with a path of three steps over two files, and whatever a test wants to be different. */
export function finding(change: Partial<Finding> = {}): Finding {
  return {
    rule: meta.id,
    pillar: 'identity',
    severity: 'error',
    confidence: 'high',
    at: at('src/a.ts', '`https://api.example/?key=${token}`'),
    message: 'The token stands in a URL',
    why: 'URLs are logged.',
    help: 'Send it in a header.',
    path: [
      step('the token', 'src/a.ts', 'token'),
      step('passed to `get` as `url`', 'src/a.ts', '`https://api.example/?key=${token}`'),
      step('sent', 'src/b.ts', 'fetch(url,\n    {})'),
    ],
    related: [],
    fixes: [],
    masks: [],
    fingerprint: '0123456789abcdef0123456789abcdef',
    isTest: false,
    ...change,
  };
}

/** What a report gets; `change` is what the run brought beside the findings. */
export function runOf(findings: Finding[], change: Partial<LintResult> = {}, files = texts): ReportInput {
  return {
    result: {
      findings,
      suppressed: [],
      problems: [],
      masks: [],
      failures: [],
      warnings: [],
      summary: {
        files: 2,
        parsedFiles: 1,
        skipped: [],
        hiddenOnTestPaths: 0,
        hiddenBySeverity: 0,
        hiddenByConfidence: 0,
      },
      stats: {
        parsedFiles: 1,
        parsedCharacters: 10,
        startMs: 300.4,
        walkMs: 0.4,
        cacheMs: 0.2,
        manifestsMs: 0.4,
        catalogMs: 0,
        selectMs: 1,
        parseMs: 2,
        linkMs: 3,
        rulesMs: 4,
        findingsMs: 0.6,
        fixMs: 0,
      },
      ...change,
    },
    rules: [meta],
    page: (id) => (id === meta.id ? '# Token in a URL\n\n```ts bad\nfetch(`?key=${token}`);\n```\n' : ''),
    lines: (file) => createLines(files[file] ?? ''),
    version: '1.2.3',
    root: '/work/agent',
  };
}

/** Something that is wrong with a suppression of `src/b.ts`. */
export const problem: LintResult['problems'][number] = {
  id: 'unused-suppression',
  severity: 'warning',
  at: at('src/b.ts', 'fetch'),
  message: 'Nothing to ignore here.',
  help: 'Remove the comment.',
};
