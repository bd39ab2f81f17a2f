/** From what the rules reported to what is told: each finding once, in order, with a fingerprint, and without what is suppressed or not asked for. */
import { createHash, type Hash } from 'node:crypto';
import { type Asked, settingOf } from './ask-rules.ts';
import type { Confidence, Failure, Finding, Place, Step } from './finding.ts';
import { countSkips } from './input/inventory.ts';
import type { Lines } from './input/lines.ts';
import { isAtLeast } from './levels.ts';
import type { LintOptions, LintResult } from './lint.ts';
import { maskLines } from './masks.ts';
import type { Rule } from './rule.ts';
import type { Session } from './session.ts';
import { applySuppressions } from './suppress.ts';

interface Concluding extends LintOptions {
  /** The rules that ran. */
  active: readonly Rule[];
  /** What no report may show, besides what findings say. */
  hidden?: readonly Place[];
}

/** The result of a lint. */
export function concluded(session: Session, asked: Asked, options: Concluding): LintResult {
  const { workspace, config, watch } = session;
  const all = options.active.flatMap((rule) => asked.findings.get(rule.meta.id) ?? []);
  const least = new Map(options.rules.map((rule) => [rule.meta.id, settingOf(session, rule, options).confidence]));
  return watch.time('findings', () => {
    const masks = [...(options.hidden ?? []), ...all.flatMap((finding) => finding.masks)].sort(byPlace);
    const { kept, suppressed, problems } = suppress(session, numbered(session, unique(all), masks), options);
    const includeTests = options.includeTests ?? config.includeTests ?? false;
    const severe = kept.filter(({ severity }) => isAtLeast(severity, options.severity ?? config.severity ?? 'info'));
    const sure = severe.filter(({ rule, confidence }) =>
      isAtLeast(confidence, leastConfidence(session, options, least.get(rule))),
    );
    const findings = sure.filter((finding) => includeTests || !finding.isTest);
    return {
      findings,
      suppressed,
      problems,
      masks,
      failures: [...workspace.failures, ...asked.failures, ...byFile(session.notes.failures)],
      warnings: byFile(session.notes.warnings),
      summary: {
        files: workspace.files.length + workspace.documents.length,
        parsedFiles: session.stats().parsedFiles,
        skipped: countSkips([...workspace.skipped, ...session.notes.skipped]),
        hiddenOnTestPaths: sure.length - findings.length,
        hiddenBySeverity: kept.length - severe.length,
        hiddenByConfidence: severe.length - sure.length,
      },
      stats: session.stats(),
    };
  });
}

function byFile(notes: readonly Failure[]): Failure[] {
  return [...notes].sort((a, b) => compare(a.file ?? '', b.file ?? ''));
}

function leastConfidence({ config }: Session, options: LintOptions, own: Confidence | undefined): Confidence {
  return options.confidence ?? (options.isPedantic ? 'low' : (own ?? config.confidence ?? 'high'));
}

// The same finding from two sides of the analysis is one finding; what the second side saw stands beside the first.
function unique(all: Finding[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const finding of all) {
    const key = `${finding.rule}|${finding.at.file}|${finding.at.start}|${finding.at.end}|${finding.message}`;
    const known = found.get(key);
    // A copy: the same report may be asked for again.
    if (!known) found.set(key, { ...finding, related: [...finding.related] });
    else known.related.push(...[...finding.related, ...finding.path.slice(-1)].filter((step) => !isTold(known, step)));
  }
  return [...found.values()].sort(inOrder);
}

function isTold({ path, related }: Finding, { file, start, end, note }: Step): boolean {
  return [...path, ...related].some(
    (step) => step.file === file && step.start === start && step.end === end && step.note === note,
  );
}

function inOrder(a: Finding, b: Finding): number {
  return byPlace(a.at, b.at) || compare(a.rule, b.rule) || compare(a.message, b.message);
}

function byPlace(a: Place, b: Place): number {
  return compare(a.file, b.file) || a.start - b.start || a.end - b.end;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// The text of the place and not its line number: a fingerprint survives lines that move.
function numbered(session: Session, findings: Finding[], masks: readonly Place[]): Finding[] {
  // A file may be one line with thousands of findings: what they share is made once.
  const linesOf = new Map<string, Lines>();
  const places = new Map<string, Begun>();
  const texts = new Map<string, Begun>();
  return findings.map((finding) => {
    const { file, start } = finding.at;
    let lines = linesOf.get(file);
    if (!lines) {
      // A fingerprint travels, and what it is made of can be guessed.
      const own = masks.filter((mask) => mask.file === file);
      linesOf.set(file, (lines = maskLines(session.lines(file), own)));
    }
    const { line } = lines.at(start);
    const place = `${finding.rule}\0${file}\0${line}`;
    let begun = places.get(place);
    if (!begun) {
      const key = `${finding.rule}\0${file}\0${lines.text(line).replace(/\s+/g, ' ').trim()}`;
      begun = texts.get(key) ?? { hash: createHash('sha256').update(key), count: 0 };
      texts.set(key, begun);
      places.set(place, begun);
    }
    const hash = begun.hash.copy().update(`\0${begun.count++}`);
    return { ...finding, fingerprint: hash.digest('hex').slice(0, 32) };
  });
}

/** The hash of a rule, a file and the text of a line, to which the number of the finding is added. */
interface Begun {
  hash: Hash;
  count: number;
}

function suppress(session: Session, findings: Finding[], { rules, active }: Concluding) {
  const files = session.commented().flatMap((file) => {
    const comments = session.ignores(file);
    return comments.length > 0 ? [{ file, comments, lines: session.lines(file) }] : [];
  });
  const ids = (list: readonly Rule[]): Set<string> => new Set(list.map((rule) => rule.meta.id));
  return applySuppressions(findings, files, { known: ids(rules), ran: ids(active) });
}
