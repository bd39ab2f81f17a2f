import { doTest } from './render.ts';

describe('facts: which assignment reaches a read', () => {
  const table: [idea: string, code: string, ...expected: string[]][] = [
    ['the last one in a straight line', 'let a = 1; show(a); a = 2; show(a)', '1', '2'],
    [
      'a parameter that is assigned',
      'function f(a) { show(a); a = clean(a); show(a) }',
      'param a',
      'call(global clean; param a)',
    ],
    ['both of two branches', 'let a; if (c) a = 1; else a = 2; show(a)', 'choice(1 | 2)'],
    ['the one before, when a branch may not run', 'let a = 1; if (c) a = 2; show(a)', 'choice(2 | 1)'],
    ['what was not assigned is undefined', 'let a; if (c) { a = 1 } show(a)', 'choice(1 | undefined)'],
    ['a branch that returns does not count', 'function f(a) { if (c) { a = 1; return } show(a) }', 'param a'],
    ['a branch that throws does not count', 'function f(a) { if (c) a = 1; else throw e; show(a) }', '1'],
    ['process.exit leaves', 'let a = 1; if (c) { a = 2; process.exit(1) } show(a)', '1'],
    ['a replacement of what is missing', 'function f(a) { if (!a) a = d; show(a) }', 'choice(global d | param a)'],
    [
      'a loop reads all there ever was',
      'let a = 1; for (const x of xs) { show(a); a = x; show(a) } show(a)',
      'let a(1 | const x(element(global xs, *)))',
      'const x(element(global xs, *))',
      'let a(1 | const x(element(global xs, *)))',
    ],
    ['a loop that does not assign it reads the one before', 'let a = 1; a = 2; while (c) show(a)', '2'],
    ['a closure reads all there ever was', 'let a = 1; const f = () => show(a); a = 2', 'let a(1 | 2)'],
    [
      'an assignment in a closure may come at any time',
      'let a = 1; function f() { a = 2 } f(); show(a)',
      'let a(2 | 1)',
    ],
    [
      'a switch',
      'let a; switch (c) { case 1: a = 1; break; case 2: a = 2; default: show(a); a = 3 } show(a)',
      'choice(undefined | 2)',
      'choice(1 | 3)',
    ],
    ['a switch without default', 'let a = 0; switch (c) { case 1: a = 1; break } show(a)', 'choice(1 | 0)'],
    [
      'a break from inside an if',
      'let a = 0; switch (c) { case 1: a = 1; if (x) break; a = 2; break; default: a = 3 } show(a)',
      'choice(1 | 2 | 3)',
    ],
    [
      'a catch may come from anywhere in the try',
      'let a = 1; try { a = f() } catch { show(a) } show(a)',
      'choice(1 | call(global f))',
      'choice(call(global f) | choice(1 | call(global f)))',
    ],
    ['a catch that leaves', 'function g() { let a; try { a = f() } catch { return } show(a) }', 'call(global f)'],
    [
      'finally',
      'let a; try { a = f() } finally { show(a) } show(a)',
      'choice(undefined | call(global f))',
      'call(global f)',
    ],
    ['a conditional expression', 'let a; c ? (a = 1) : (a = 2); show(a)', 'choice(1 | 2)'],
    ['a short circuit', 'let a = 1; c && (a = 2); show(a)', 'choice(1 | 2)'],
    ['??= keeps what was there', 'let a = b; a ??= c; show(a)', '(global b ?? global c)'],
    ['+= appends', `let a = 'Bearer '; a += t; show(a)`, `text({"Bearer "}{global t})`],
    ['a chain of assignments', 'let a, b; a = b = 1; show(a, b)', '1', '1'],
    ['a labelled block', 'let a = 1; out: { a = 2; if (c) break out; a = 3 } show(a)', 'let a(1 | 2 | 3)'],
    ['a shadowing block', 'let a = 1; a = 2; { let a = 3; a = 4; show(a) } show(a)', '4', '2'],
    ['a counter', 'let i = 0; i++; show(i)', 'let i(0)'],
    ['a for-of over an outer name', 'let a = 1; for (a of xs) {} show(a)', 'let a(1 | element(global xs, *))'],
  ];
  for (const [idea, code, ...expected] of table) it(idea, () => doTest(code, ...expected));
});
