/**
 * The first answer to an edit: what it changes nearby, put into what the last look at the whole found.
 * The part around the file is asked before and after the edit, and only the difference counts: what a part
 * does not see it sees neither time.
 */
import { activeRules, type Asked, askRules } from '../ask-rules.ts';
import type { RuleContext } from '../context.ts';
import type { Finding } from '../finding.ts';
import type { LintOptions } from '../lint.ts';
import type { Rule } from '../rule.ts';
import type { Part } from '../session-link.ts';
import type { Session } from '../session.ts';
import { type Change, changeBetween } from '../text-change.ts';
import { moved } from './moved.ts';
import type { Neighbourhood } from './neighbourhood.ts';

/** The last look at the whole workspace. */
export interface Whole {
  session: Session;
  /** What it knows of files and a part cannot: what the project is about. */
  known(files: readonly string[]): Part['known'];
  options: LintOptions;
  active: readonly Rule[];
  asked: Asked;
  /** The rules that asked anything of code; of the others no edit of code changes what they say. */
  ofCode: readonly Rule[];
  /** The rules that asked for manifests. */
  ofManifests: readonly Rule[];
}

/** What the part around a file said at one moment. */
export interface Nearby {
  path: string;
  /** The text of the file at that moment. */
  text: string;
  asked: Asked;
  /** The files that were asked about and those that were read. */
  around: Neighbourhood;
}

// What tells of manifests alone, or of nothing that an edit changes.
const notOfCode: ReadonlySet<string> = new Set(['config', 'manifests', 'isTest']);

/** Asks all rules, and notes which of them ask anything of code. */
export function askWhole(session: Session, options: LintOptions): Whole {
  const active = activeRules(session, options);
  const [ofCode, ofManifests] = [new Set<Rule>(), new Set<Rule>()];
  const asked = askRules(session, active, options, (rule) =>
    noting(session.program(), (question) => {
      if (!notOfCode.has(question)) ofCode.add(rule);
      if (question === 'manifests') ofManifests.add(rule);
    }),
  );
  const those = (rules: ReadonlySet<Rule>): Rule[] => active.filter((rule) => rules.has(rule));
  const known = (files: readonly string[]): Part['known'] => knownToWhole(session, files);
  return { session, known, options, active, asked, ofCode: those(ofCode), ofManifests: those(ofManifests) };
}

function noting(program: RuleContext, note: (question: string) => void): RuleContext {
  return new Proxy(program, {
    get(target, question, receiver): unknown {
      if (typeof question === 'string') note(question);
      return Reflect.get(target, question, receiver);
    },
  });
}

function knownToWhole(whole: Session, files: readonly string[]): Part['known'] {
  const { hasAgents, isAgentPackage } = whole.program();
  const isOfAgents = new Map(files.map((file) => [file, isAgentPackage({ file, start: 0, end: 0 })]));
  return answering(hasAgents(), isOfAgents);
}

/** The answers of a program, apart from it: functions that are made in one place hold together what any of them uses. */
export function answering(isProject: boolean, isOfAgents: ReadonlyMap<string, boolean>): Part['known'] {
  return {
    hasAgents: () => isProject,
    isAgentPackage: ({ file }) => isOfAgents.get(file) ?? isProject,
  };
}

/** What the rules say of the whole after the edit of a document: the code is as it was, so that only some have to be asked. */
export function withDocument(whole: Whole, now: Session): Asked {
  const { findings, failures } = askRules(now, whole.ofManifests, whole.options);
  const others = whole.asked.failures.filter(({ rule }) => rule === undefined || !findings.has(rule));
  return { findings: new Map([...whole.asked.findings, ...findings]), failures: [...others, ...failures] };
}

/** What the rules say of the whole after the edit, as far as the part around the file can tell. */
export function withDifference(whole: Whole, before: Nearby, after: Nearby): Asked {
  const change = changeBetween(before.text, after.text);
  const findings = new Map(
    [...whole.asked.findings].map(([rule, known]) => {
      const [old = [], now] = [before, after].map(({ asked }) => asked.findings.get(rule));
      const hasFailed = after.asked.failures.some((failure) => failure.rule === rule);
      const isAsked = now !== undefined && !hasFailed;
      return [rule, isAsked ? merged(known, old, now, after.path, change) : kept(known, after.path, change)];
    }),
  );
  return { findings, failures: whole.asked.failures };
}

function merged(
  known: readonly Finding[],
  before: readonly Finding[],
  after: readonly Finding[],
  path: string,
  change: Change,
): Finding[] {
  const ofWhole = byKey(kept(known, path, change));
  const ofPart = byKey(kept(before, path, change));
  // What the part alone believed, the whole had refuted: of such a rule nothing new is believed yet.
  const isDoubtful = [...ofPart.keys()].some((key) => !ofWhole.has(key));
  const believed = after.flatMap((finding) => {
    const key = keyOf(finding);
    const [whole, part] = [ofWhole.get(key), ofPart.get(key)];
    if (!whole) return part || isDoubtful ? [] : finding;
    // The whole may know a longer way to it, and a better fix.
    return isSame(part, finding) ? whole : finding;
  });
  const seen = new Set(before.map(keyOf));
  const elsewhere = known.filter((finding) => !seen.has(keyOf(finding)));
  return [...believed, ...kept(elsewhere, path, change)];
}

function byKey(findings: readonly Finding[]): Map<string, Finding> {
  return new Map(findings.map((finding) => [keyOf(finding), finding]));
}

function isSame(one: Finding | undefined, other: Finding): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

function kept(findings: readonly Finding[], path: string, change: Change): Finding[] {
  return findings.flatMap((finding) => moved(finding, path, change) ?? []);
}

function keyOf({ at, message }: Finding): string {
  return `${at.file}|${at.start}|${at.end}|${message}`;
}
