/**
 * Which names a text assigns outside of their declaration, found by looking at each `=` instead of a walk of its own.
 * It may name too many (a default, a JSX attribute): then a read shows the value instead of the variable. What it does
 * not see (`for (x of xs)`) makes the binding read as everything ever assigned to it.
 */
export interface AssignedNames {
  /** Says whether the name is assigned at an offset within the span, other than at `except`. */
  isAssigned(name: string, start: number, end: number, except: number): boolean;
}

const equals = 61;
const maxPatternLength = 500;

/** Reads the assigned names of a text. */
export function assignedNames(text: string): AssignedNames {
  const offsets = new Map<string, number[]>();
  const note = (name: string, at: number): void => {
    const list = offsets.get(name);
    if (list) list.push(at);
    else offsets.set(name, [at]);
  };
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
    const next = text.charCodeAt(at + 1);
    if (next === equals || next === 62) {
      while (text.charCodeAt(at + 1) === equals) at++;
      continue;
    }
    noteTarget(text, at, note);
  }
  // A pattern is noted behind the defaults inside it; minified code repeats a name by thousands, so searches must be short.
  for (const list of offsets.values()) list.sort((a, b) => a - b);
  return {
    isAssigned(name, start, end, except) {
      const list = offsets.get(name);
      if (!list) return false;
      for (let i = firstFrom(list, start); i < list.length; i++) {
        const at = list[i];
        if (at === undefined || at >= end) return false;
        if (at !== except) return true;
      }
      return false;
    },
  };
}

/** The index of the first offset that is not before `start`. */
function firstFrom(list: readonly number[], start: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function noteTarget(text: string, at: number, note: (name: string, at: number) => void): void {
  let end = at;
  // `+=`, `**=`, `>>>=`, `??=`, `||=`, `&&=`; a comparison such as `<=` notes a name too many at worst.
  while (isOperator(text.charCodeAt(end - 1))) end--;
  if (text.charCodeAt(end - 1) === 33) return;
  end = skipSpaceBack(text, end);
  const last = text.charCodeAt(end - 1);
  if (last === 93 || last === 125) return notePattern(text, end, note);
  let start = end;
  while (isNamePart(text.charCodeAt(start - 1))) start--;
  if (start === end || text.charCodeAt(start - 1) === 46 || isDeclared(text, start)) return;
  note(text.slice(start, end), start);
}

/** Notes every name inside `[a, b]` or `{ a, b }` that ends at the offset, unless it declares them or is an element access. */
function notePattern(text: string, end: number, note: (name: string, at: number) => void): void {
  const least = Math.max(0, end - maxPatternLength);
  let depth = 0;
  let open = end - 1;
  for (; open >= least; open--) {
    const code = text.charCodeAt(open);
    if (code === 93 || code === 125) depth++;
    else if ((code === 91 || code === 123) && --depth === 0) break;
  }
  if (open < least) return;
  const before = skipSpaceBack(text, open);
  const previous = text.charCodeAt(before - 1);
  const isAccess =
    text.charCodeAt(open) === 91 && before === open && (isNamePart(previous) || previous === 41 || previous === 93);
  if (isAccess || isDeclared(text, open)) return;
  for (const found of text.slice(open, end).matchAll(/[\w$\u0080-\uffff]+/g)) note(found[0], open + found.index);
}

function isDeclared(text: string, at: number): boolean {
  const end = skipSpaceBack(text, at);
  if (end === at) return false;
  const word = text.slice(Math.max(0, end - 6), end);
  return /(?:^|[^\w$.])(?:const|let|var)$/.test(word);
}

function skipSpaceBack(text: string, end: number): number {
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function isOperator(code: number): boolean {
  // % & * + - / < > ? ^ |
  return (
    code === 37 ||
    code === 38 ||
    code === 42 ||
    code === 43 ||
    code === 45 ||
    code === 47 ||
    code === 60 ||
    code === 62 ||
    code === 63 ||
    code === 94 ||
    code === 124
  );
}

function isNamePart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36 ||
    code > 127
  );
}
