import {
  type Environment,
  defineRule,
  type Fix,
  type Identifier,
  type IdentifierValue,
  placeOf,
  type Place,
  type Report,
  type RuleContext,
  scalarOf,
  textOf,
  valueAt,
} from '../server/sdk.ts';

export const audienceMismatch = defineRule({
  meta: {
    id: 'audience-mismatch',
    title: 'Server that expects tokens for another than it says it is',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/authorization#token-handling',
      'mcp:2026-07-28/basic/authorization#resource-parameter-implementation',
      'rfc:9728#3.3',
      'rfc:8707#2',
      'cwe:863',
      'owasp-asi:03',
      'owasp-mcp:07',
      'norm:authorization-2',
      'norm:practices-7',
    ],
  },
  *check(context) {
    const all = [...context.identifiers(), ...documents(context)].filter(({ at }) => !context.isTest(at.file));
    const published = all.filter(({ role }) => role === 'published');
    if (published.length === 0) return;
    const expected = all.filter(({ role }) => role === 'expected');
    for (const one of expected) {
      const near = published.filter(({ at }) => context.isSamePackage(at, one.at));
      const found = disagreement(one, near) ?? givenDisagreement(one, near, context);
      if (found) yield report(found, context);
    }
  },
});

/** Metadata that stands in a document of its own. */
function documents({ manifests }: RuleContext): Identifier[] {
  return manifests.recognised('protected-resource').flatMap(({ document, root }): Identifier[] => {
    const resource = valueAt(root, 'resource');
    const text = textOf(resource);
    if (!resource || text === undefined || document.syntax === 'code') return [];
    const at = placeOf(resource);
    return [{ role: 'published', at, values: [{ text, at }], isWhole: true }];
  });
}

/** A value of one side that none of the other side agrees with. */
interface Disagreement {
  expected: Known;
  published: Known;
  /** Where the audience is compared, when the value stands elsewhere. */
  comparedAt: Place;
  confidence: 'high' | 'medium';
}

interface Known {
  text: string;
  at: Place;
  isFallback: boolean;
}

type Reader = (value: IdentifierValue) => Known | undefined;

const written: Reader = ({ text, at, isFallback }) =>
  text === undefined ? undefined : { text, at, isFallback: isFallback === true };

/** What the program itself writes; what it leaves to a setting on both sides counts by what stands in for it. */
function disagreement(one: Identifier, others: Identifier[]): Disagreement | undefined {
  const all = [one, ...others];
  const isLeft = all.map(({ values }) => values.some(({ setting }) => setting !== undefined));
  const areAlike = new Set(isLeft).size === 1;
  if (!areAlike) return undefined;
  const names = (of: Identifier): string[] => of.values.flatMap(({ setting }) => setting ?? []);
  if (others.some((other) => names(other).some((name) => names(one).includes(name)))) return undefined;
  return compared(one, others, (value) => (value.setting === undefined ? written(value) : undefined));
}

/** What an environment of the project gives to the settings from which both sides come. */
function givenDisagreement(
  one: Identifier,
  others: Identifier[],
  { manifests }: RuleContext,
): Disagreement | undefined {
  const settings = [one, ...others].flatMap(({ values }) => values.flatMap(({ setting }) => setting ?? []));
  if (settings.length === 0) return undefined;
  for (const environment of manifests.environments()) {
    if (environment.isSample || !isFor(environment, one.at.file)) continue;
    const given = valuesIn(environment);
    if (!settings.some((name) => given.has(name))) continue;
    const found = compared(one, others, (value) => {
      if (value.setting !== undefined) return filled(value, given.get(value.setting));
      // The environment may give what stands in for it, or not.
      return value.isFallback ? undefined : written(value);
    });
    if (found) return found;
  }
  return undefined;
}

function filled({ text = '\u0000' }: IdentifierValue, given: Known | undefined): Known | undefined {
  return given && { ...given, text: text.replace('\u0000', given.text.replace(/\/$/, '')) };
}

// A file of the same directory or one above.
function isFor({ document }: Environment, file: string): boolean {
  return file.startsWith(document.file.slice(0, document.file.lastIndexOf('/') + 1));
}

function valuesIn({ variables }: Environment): Map<string, Known> {
  return new Map(
    variables.map(({ name, value, from = 0 }) => {
      const text = (scalarOf(value) ?? '').slice(from).trim();
      return [name, { text, at: placeOf(value), isFallback: false }];
    }),
  );
}

/** The two that disagree, where everything on both sides is known and is the URL of a server. */
function compared(one: Identifier, others: Identifier[], read: Reader): Disagreement | undefined {
  const expected = readAll(one, read);
  const published = others.map((other) => readAll(other, read));
  if (!expected || published.length === 0 || published.includes(undefined)) return undefined;
  const theirs = published.flatMap((values) => values ?? []);
  if (expected.some((own) => theirs.some((other) => isAlike(own.text, other.text)))) return undefined;
  const [first] = expected;
  const [other] = theirs;
  if (!first || !other) return undefined;
  const isSure =
    [...expected, ...theirs].every(({ isFallback }) => !isFallback) &&
    new Set(theirs.map(({ text }) => originOf(text))).size === 1 &&
    originOf(first.text) !== originOf(other.text);
  return { expected: first, published: other, comparedAt: one.at, confidence: isSure ? 'high' : 'medium' };
}

function readAll({ values, isWhole }: Identifier, read: Reader): Known[] | undefined {
  const known = values.flatMap((value) => read(value) ?? []);
  const isRead = values.every((value) => read(value) !== undefined || value.setting !== undefined || value.isFallback);
  return isWhole && isRead && known.length > 0 && known.every(({ text }) => originOf(text)) ? known : undefined;
}

/** Undefined for what is no address of one server: names of their own, and those that something fills in. */
function originOf(text: string): string | undefined {
  if (!/^https?:\/\/[^\s${}<>*]+$/i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).origin;
}

/** As clients compare: one names the other, or a path above it. */
function isAlike(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => {
    const { origin, pathname } = new URL(text);
    return `${origin}${pathname}`.replace(/\/*$/, '/');
  });
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}

function report({ expected, published, comparedAt, confidence }: Disagreement, context: RuleContext): Report {
  const isElsewhere = expected.at.file !== comparedAt.file || expected.at.end < comparedAt.start;
  return {
    at: expected.at,
    confidence,
    message: `Tokens must be meant for \`${expected.text}\` here, and clients are told to ask for \`${published.text}\``,
    why: 'Clients ask for a token for the resource that the metadata names. A server that takes tokens with another audience takes those that were made for somebody else, or none at all until the check is given up.',
    help: 'Compare the audience with the resource that this server publishes.',
    related: [
      { ...published.at, note: 'what clients are told' },
      ...(isElsewhere ? [{ ...comparedAt, note: 'the audience is compared here' }] : []),
    ],
    fixes: fixesOf(expected, published, context),
  };
}

// Only where the value itself stands as a text in code.
function fixesOf(expected: Known, published: Known, { edits }: RuleContext): Fix[] {
  const quoted = /^(['"`])(.*)\1$/s.exec(edits.textOf(expected.at));
  if (quoted?.[2] !== expected.text || /['"`\\\n$]/.test(published.text)) return [];
  const { file, start, end } = expected.at;
  const edit = { file, start: start + 1, end: end - 1, text: published.text };
  return [{ title: `Expect \`${published.text}\``, safety: 'suggestion', edits: [edit] }];
}
