/** `switch`: what reaches each clause, how it leaves, and what it proves of the value that it looks at. */
import { ts } from 'ts-morph';
import { inScope } from './blocks.ts';
import { both, returnOf } from './branches.ts';
import { expression, statement } from './dispatch.ts';
import type { Exit, Guard, ValueId, ValueKind } from './facts.ts';
import { hoist } from './hoist.ts';
import { fork, meet, restore, type Versions } from './versions.ts';
import { argument, member, type Walk } from './walk.ts';

const { SyntaxKind } = ts;

/** A clause as it was read. */
interface Clause {
  node: ts.CaseOrDefaultClause;
  test?: ValueId;
  exit?: Exit;
  returned?: ValueId;
}

/** Reads a `switch` and notes its clauses; returns how it leaves when every clause does. */
export function switchStatement(c: Walk, node: ts.SwitchStatement): Exit | undefined {
  const subject = expression(c, node.expression);
  const outer = c.breaks;
  const ends: Versions[] = [];
  c.breaks = ends;
  const entry = fork(c);
  const { clauses } = node.caseBlock;
  const read: Clause[] = [];
  let exit: Exit | undefined;
  let weakest: Exit | undefined;
  inScope(c, node.caseBlock, () => {
    for (const clause of clauses) hoist(c, clause.statements);
    clauses.forEach((clause, index) => {
      if (index === 0 || exit) restore(c, entry);
      else meet(c, [entry, fork(c)], c.startOf(clause), clause.end);
      const test = ts.isCaseClause(clause) ? { test: expression(c, clause.expression) } : {};
      c.cases.push({ owner: c.owner, subject, ...test, start: c.startOf(clause), end: clause.end });
      exit = undefined;
      for (const child of clause.statements) {
        const found = statement(c, child);
        exit ??= found;
      }
      if (exit) weakest = weakest ? both(weakest, exit) : exit;
      const last = clause.statements.at(-1);
      const returned = last && returnOf(c, last);
      read.push({ node: clause, ...test, ...(exit ? { exit } : {}), ...(returned === undefined ? {} : { returned }) });
    });
  });
  c.breaks = outer;
  noteChoice(c, node, subject, read);
  const hasDefault = clauses.some((clause) => clause.kind === SyntaxKind.DefaultClause);
  if (!exit) ends.push(fork(c));
  if (!hasDefault) ends.push(entry);
  if (ends.length === 0) return weakest;
  meet(c, ends, c.startOf(node), node.end);
  return undefined;
}

// `if ([label, …].includes(subject)) { clauses } else { default }`, where no clause runs on into the default.
function noteChoice(c: Walk, node: ts.SwitchStatement, subject: ValueId, clauses: readonly Clause[]): void {
  const otherwise = clauses.find(({ test }) => test === undefined);
  const labelled = clauses.filter((clause) => clause !== otherwise);
  const first = labelled[0]?.node;
  const last = labelled.at(-1)?.node;
  if (!first || !last || c.values[subject]?.kind === 'literal' || !labelled.every(({ test }) => isConstant(c, test)))
    return;
  if (otherwise && (clauses.at(-1) !== otherwise || !labelled.at(-1)?.exit)) return;
  const at = { start: c.startOf(node.expression), end: node.expression.end, owner: c.owner };
  const list = c.add({
    ...at,
    kind: 'array',
    elements: labelled.flatMap(({ node: clause, test }) => (test === undefined ? [] : [argument(c, clause, test)])),
  });
  const callee = member(c, at.start, at.end, list, 'includes');
  const test = c.add({ ...at, kind: 'call', callee, args: [argument(c, node.expression, subject)] });
  const guard: Guard = { ...at, test, thenStart: c.startOf(first), thenEnd: last.end };
  const told = labelled.filter(({ node: { statements } }) => statements.length > 0);
  const exits = told.map(({ exit }) => exit);
  // `break` leaves the `switch` alone.
  const leaves = exits.reduce((left, right) => both(left, right), exits[0]);
  if (leaves && leaves !== 'jump') guard.thenExit = leaves;
  if (guard.thenExit && told.length === 1 && told[0]?.returned !== undefined) guard.thenReturn = told[0].returned;
  if (otherwise) {
    guard.elseStart = c.startOf(otherwise.node);
    guard.elseEnd = otherwise.node.end;
    if (otherwise.exit && otherwise.exit !== 'jump') guard.elseExit = otherwise.exit;
    if (guard.elseExit && otherwise.returned !== undefined) guard.elseReturn = otherwise.returned;
  }
  c.switches.push(guard);
}

// `switch (true) { case isOwn(name): … }` asks something else each time.
const constant = new Set<ValueKind>(['literal', 'member', 'variable', 'import', 'global']);

function isConstant(c: Walk, test: ValueId | undefined): boolean {
  const kind = test === undefined ? undefined : c.values[test]?.kind;
  return kind !== undefined && constant.has(kind);
}
