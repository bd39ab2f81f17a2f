/**
 * What each rule said, and what it asked of manifests. Where only manifests changed since, a rule that they answer as then
 * says what it said: it is a function of its answers, and the program answers as long as no source changed.
 */
import { activeRules, type Asked, askRules } from './ask-rules.ts';
import { concluded } from './concluded.ts';
import type { RuleContext } from './context.ts';
import type { Failure, Finding } from './finding.ts';
import type { Skip } from './input/inventory.ts';
import { credentialsBeside, type LintOptions, type LintResult } from './lint.ts';
import { type AnswerDigest, answerNow, type AskedQuestion, notingManifests } from './manifests/asked.ts';
import type { Manifests } from './manifests/manifest.ts';
import type { Rule } from './rule.ts';
import type { Session } from './session.ts';

/** Plain data. */
export interface Said {
  rules: [id: string, { findings: readonly Finding[]; questions: string[]; isOpaque: boolean }][];
  /** Digests of the answers; none where they cannot be compared. */
  answers: [question: string, digest: string | null][];
  /** What the program says of itself, where a rule wants to know. */
  hasAgents: boolean | null;
  /** Sources that make manifests, and those with comments that suppress. */
  made: string[];
  commented: string[];
  /** Of sources alone. */
  read: number;
  skipped: Skip[];
  warnings: Failure[];
}

export interface LintedSaid {
  result: LintResult;
  /** Undefined where a rule failed. */
  said: Said | undefined;
}

interface Noted {
  questions: Set<string>;
  isOpaque: boolean;
}

/** Runs the rules as `lint` does, and notes what they asked of manifests. */
export function lintSaid(session: Session, options: LintOptions): LintedSaid {
  const active = activeRules(session, options);
  const noted = new Map<string, Noted>();
  const asked = askRules(session, active, options, (rule) =>
    withManifests(session.program(), noted, rule, session.program().manifests),
  );
  const manifests = (): Manifests => session.program().manifests;
  const hidden = credentialsBeside(session, asked, manifests);
  const result = concluded(session, asked, { ...options, active, hidden });
  if (asked.failures.length > 0) return { result, said: undefined };
  const documents = new Set(session.workspace.documents.map(({ path }) => path));
  const ofSources = <T>(list: readonly T[], pathOf: (each: T) => string | undefined): T[] =>
    list.filter((each) => !documents.has(pathOf(each) ?? ''));
  const now = answersFrom(manifests());
  const said = saying(asked, noted, now, {
    hasAgents: active.some(({ meta }) => meta.scope === 'agents') ? session.program().hasAgents() : null,
    made: session.made().map(({ file }) => file),
    commented: ofSources(session.commented(), (path) => path),
    read: session.sourcesRead(),
    skipped: ofSources(session.notes.skipped, ({ path }) => path),
    warnings: ofSources(session.notes.warnings, ({ file }) => file),
  });
  return { result, said };
}

/** The result where of all files only these manifests changed; the program is linked only if a rule asks for it anew. */
export function lintAgain(
  session: Session,
  options: LintOptions,
  said: Said,
  changed: ReadonlySet<string>,
): LintedSaid | undefined {
  const active = activeRules(session, options);
  const manifests = session.manifestsAlone(said.made);
  const now = answersFrom(manifests);
  const then = new Map(said.answers);
  const known = new Map(said.rules);
  const isSame = (question: string): boolean => {
    const { digest, files } = now(question);
    return digest !== undefined && digest === then.get(question) && ![...files].some((file) => changed.has(file));
  };
  const noted = new Map<string, Noted>(
    said.rules.map(([id, { questions, isOpaque }]) => [id, { questions: new Set(questions), isOpaque }]),
  );
  const touched = active.filter(({ meta }) => {
    const of = known.get(meta.id);
    return !of || of.isOpaque || !of.questions.every(isSame);
  });
  for (const { meta } of touched) noted.delete(meta.id);
  const program = aloneOr(session, manifests, said.hasAgents);
  const { findings, failures } = askRules(session, touched, options, (rule) =>
    withManifests(program, noted, rule, manifests),
  );
  if (failures.length > 0) return undefined;
  const all: Asked = {
    findings: new Map([...Array.from(known, ([id, of]) => [id, of.findings] as const), ...findings]),
    failures,
  };
  const documents = new Set(session.workspace.documents.map(({ path }) => path));
  // Their texts are wanted: of findings for fingerprints, of comments for what they suppress.
  for (const file of [...said.commented, ...[...all.findings.values()].flat().map(({ at }) => at.file)])
    if (!documents.has(file)) session.facts(file);
  const hidden = credentialsBeside(session, all, () => manifests);
  const ofDocuments = session.stats().parsedFiles - session.sourcesRead();
  const whole: Session = {
    ...session,
    notes: {
      failures: session.notes.failures,
      skipped: [...said.skipped, ...session.notes.skipped.filter(({ path }) => documents.has(path))],
      warnings: [...said.warnings, ...session.notes.warnings.filter(({ file }) => documents.has(file ?? ''))],
    },
    stats: () => ({ ...session.stats(), parsedFiles: said.read + ofDocuments }),
  };
  const result = concluded(whole, all, { ...options, active, hidden });
  return { result: { ...result, stats: session.stats() }, said: saying(all, noted, now, said) };
}

function answersFrom(manifests: Manifests): (question: string) => AnswerDigest {
  const known = new Map<string, AnswerDigest>();
  return (question) => {
    let answer = known.get(question);
    if (!answer) known.set(question, (answer = answerNow(manifests, question)));
    return answer;
  };
}

function withManifests(
  program: RuleContext,
  noted: Map<string, Noted>,
  { meta }: Rule,
  manifests: Manifests,
): RuleContext {
  const own: Noted = { questions: new Set(), isOpaque: false };
  noted.set(meta.id, own);
  const note = (question: AskedQuestion): void => {
    if (question === undefined) own.isOpaque = true;
    else own.questions.add(question);
  };
  const noting = notingManifests(manifests, note);
  return new Proxy(program, {
    get: (of, question, receiver): unknown =>
      question === 'manifests' ? noting : (Reflect.get(of, question, receiver) as unknown),
  });
}

/** What is known without the program, and the program for all else. */
function aloneOr(session: Session, manifests: Manifests, hasAgents: boolean | null): RuleContext {
  const alone: Partial<RuleContext> = {
    config: session.config,
    manifests,
    isTest: (file) => session.isTest(file),
    ...(hasAgents === null ? {} : { hasAgents: () => hasAgents }),
  };
  const whole = new Proxy(alone, {
    get: (of, question): unknown =>
      Object.hasOwn(of, question) ? Reflect.get(of, question) : Reflect.get(session.program(), question),
  });
  // Whatever is not known alone the program of the session answers.
  return whole as RuleContext;
}

function saying(
  { findings }: Asked,
  noted: ReadonlyMap<string, Noted>,
  now: (question: string) => AnswerDigest,
  of: Pick<Said, 'hasAgents' | 'made' | 'commented' | 'read' | 'skipped' | 'warnings'>,
): Said {
  const { hasAgents, made, commented, read, skipped, warnings } = of;
  const questions = new Set([...noted.values()].flatMap((each) => [...each.questions]));
  return {
    rules: Array.from(findings, ([id, own]) => {
      const asked = noted.get(id);
      return [
        id,
        { findings: own, questions: [...(asked?.questions ?? [])].sort(), isOpaque: asked?.isOpaque ?? true },
      ];
    }),
    answers: Array.from([...questions].sort(), (question) => [question, now(question).digest ?? null]),
    hasAgents,
    made,
    commented,
    read,
    skipped,
    warnings,
  };
}
