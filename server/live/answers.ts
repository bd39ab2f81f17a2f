/** The answers of a live session: of the whole, and at first of what an edit changes nearby. */
import type { Asked } from '../ask-rules.ts';
import { concluded } from '../concluded.ts';
import type { Importers } from '../input/importers.ts';
import type { LintOptions, LintResult } from '../lint.ts';
import type { Part } from '../session-link.ts';
import type { Session } from '../session.ts';
import { askWhole, type Nearby, type Whole, withDifference, withDocument } from './first-answer.ts';
import type { ImportIndex } from './import-index.ts';
import type { Seen } from './neighbourhood.ts';
import { asWhole, type Look, lookNearby } from './nearby.ts';
import { withoutProgram } from './resting.ts';

type Known = (files: readonly string[]) => Part['known'];

interface AnswersInput {
  /** A session over the current state, of the whole or of a part. */
  session(part?: Part): Session;
  index(): ImportIndex;
  isTelling(path: string): boolean;
  /** The length of a source in bytes. */
  sizeOf(path: string): number;
  isDocument(path: string): boolean;
}

export interface Answers {
  /** The text of this source is about to change. */
  beforeEdit(path: string): void;
  /** The file changed. */
  edited(path: string): void;
  /** More changed than the texts of files. */
  changed(): void;
  lint(options: LintOptions): LintResult;
  /** As `LiveSession.first`. */
  first(options: LintOptions): LintResult | undefined;
  session(): Session;
  /** Lets the program of the whole go; the files around the last edit, or undefined where what nobody has answered needs the program. */
  rest(): ReadonlySet<string> | undefined;
}

// Below it the whole is as quickly asked as a part.
const fewestFiles = 20;
// A look that came to read so much is begun anew.
const mostRead = 120;

/** No answers yet; the first one is asked of the whole. */
export function createAnswers({ session, index, isTelling, sizeOf, isDocument }: AnswersInput): Answers {
  let current: Session | undefined;
  let whole: (Whole & { result: LintResult; commented?: readonly string[] }) | undefined;
  /** What the whole knew, as long as nothing but `before.path` was edited since. */
  let known: Part['known'] | undefined;
  /** The part around the edited file, at the moment of `whole` and now. */
  let before: Nearby | undefined;
  let after: Look | undefined;
  let isBeyondEdits = false;
  /** The program of `whole` is there no more. */
  let isLetGo = false;
  const edited = new Set<string>();

  function look(path: string, of: Whole, knownOf: Known, earlier?: Seen): Look | undefined {
    return lookNearby({
      path,
      whole: of,
      known: knownOf,
      index: index(),
      isTelling,
      sizeOf,
      session,
      ...(earlier ? { earlier } : {}),
    });
  }

  function isAnsweredBy({ options }: Whole, asked: LintOptions): boolean {
    const others = (of: LintOptions): string => JSON.stringify({ ...of, rules: undefined });
    return options.rules === asked.rules && others(options) === others(asked);
  }

  function isCurrent(options: LintOptions): boolean {
    return whole !== undefined && edited.size === 0 && !isBeyondEdits && isAnsweredBy(whole, options);
  }

  function letGo(): void {
    whole?.session.letGo();
    isLetGo = true;
  }

  function told(of: NonNullable<typeof whole>, now: Session, path: string, asked: Asked): LintResult {
    of.commented ??= of.session.commented();
    current = asWhole(now, of.session, path, of.commented);
    return concluded(current, asked, { ...of.options, active: of.active });
  }

  return {
    beforeEdit(path) {
      if (!whole || edited.size > 0 || isBeyondEdits || whole.result.summary.parsedFiles < fewestFiles) return;
      const { known: ofWhole } = whole;
      const knownOf: Known = (files) => (known = ofWhole(files));
      if (before?.path === path && before.around.seen.read.size <= mostRead) knownOf(before.around.asked);
      else before = look(path, whole, knownOf)?.nearby;
    },
    edited(path) {
      edited.add(path);
      current = after = undefined;
    },
    changed() {
      isBeyondEdits = true;
      current = after = undefined;
    },
    lint(options) {
      if (whole && isCurrent(options)) {
        current = whole.session;
        return whole.result;
      }
      try {
        if (edited.size > 0 || isBeyondEdits) letGo();
        current = edited.size > 0 || isBeyondEdits || !whole ? session() : whole.session;
        const asked = askWhole(current, options);
        whole = { ...asked, result: concluded(current, asked.asked, { ...options, active: asked.active }) };
      } catch (error) {
        // What was broken off in the middle is half linked.
        current = undefined;
        throw error;
      }
      isLetGo = false;
      // What the part said of the same state is what the next edit is compared with.
      before = after?.nearby;
      after = known = undefined;
      isBeyondEdits = false;
      edited.clear();
      return whole.result;
    },
    first(options) {
      if (isCurrent(options)) return whole?.result;
      const [path] = edited;
      if (!whole || path === undefined || edited.size !== 1 || isBeyondEdits || !isAnsweredBy(whole, options))
        return undefined;
      if (isDocument(path)) {
        if (isLetGo) return undefined;
        const { made } = whole.session;
        const now = session({ files: [], importersOf: none, admits: () => false, known: codeOf(whole.session), made });
        return told(whole, now, path, withDocument(whole, now));
      }
      if (!before || !known || before.path !== path) return undefined;
      const { around } = before;
      const ofWhole = known;
      after ??= look(path, whole, () => ofWhole, around.seen);
      return after && told(whole, after.session, path, withDifference(whole, before, after.nearby));
    },
    session: () => (current ??= session()),
    rest() {
      if (!whole || edited.size > 0 || isBeyondEdits) return undefined;
      if (!isLetGo) Object.assign(whole, withoutProgram(whole, whole.result));
      isLetGo = true;
      return before?.around.seen.read ?? new Set();
    },
  };
}

function codeOf(whole: Session): Part['known'] {
  const { manifests: _, ...code } = whole.program();
  return code;
}

function none(path: string): Importers {
  return { importers: [], sources: [path] };
}
