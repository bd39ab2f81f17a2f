import assert from 'node:assert/strict';
import { readTypeScript } from '../../server/facts/typescript.ts';
import { doTest, shown } from './render.ts';

describe('facts: values', () => {
  const table: [idea: string, code: string, ...expected: string[]][] = [
    [
      'literals',
      `show('a', 1, -2, true, null, undefined, void 0)`,
      '"a"',
      '1',
      '-2',
      'true',
      'null',
      'undefined',
      'undefined',
    ],
    ['a regular expression', 'show(/^Bearer (.+)$/i)', '/^Bearer (.+)$/i'],
    ['a template', 'show(`Bearer ${token}`, `plain`)', `text('Bearer '{global token})`, '"plain"'],
    ['a + chain is one template', `show('a' + b + 'c' + \`d\${e}\`)`, `text('a'{global b}'cd'{global e})`],
    ['a + of constants is a literal', `show('Bea' + 'rer ')`, '"Bearer "'],
    ['numbers stay parts', 'show(1 + 2)', 'text({1}{2})'],
    [
      '+ behind another operator',
      `show((a || b) + 'x', a * b + c)`,
      `text({(global a || global b)}'x')`,
      'text({(global a * global b)}{global c})',
    ],
    [
      'operators',
      'show(a === b, a && b, a ?? b, !a, typeof a)',
      '(global a === global b)',
      '(global a && global b)',
      '(global a ?? global b)',
      '!(global a)',
      'typeof(global a)',
    ],
    ['mixed chains keep their order', 'show(a || b || c)', '((global a || global b) || global c)'],
    ['a comma is its last', 'show((a, b))', 'global b'],
    ['a conditional', 'show(a ? b : c)', '(global a ? global b : global c)'],
    [
      'parentheses, ! and satisfies leave no trace',
      'show((a), a!, a satisfies B, a as const)',
      'global a',
      'global a',
      'global a',
      'global a',
    ],
    ['casts', 'show(a as B, <C>a, a as any)', 'cast(global a, B)', 'cast(global a, C)', 'cast(global a, any)'],
    [
      'an object',
      `show({ a, 'b-c': 1, 2: b, [k]: c, ...d, m() {}, get g() { return 1 }, set g(v) {} })`,
      '{a: global a, b-c: 1, 2: global b, [global k]: global c, ...global d, method m: function m, getter g: function g, setter g: function g}',
    ],
    ['an array', 'show([a, , ...b])', '[global a, undefined, ...global b]'],
    [
      'members',
      `show(a.b, a?.b, a['b'], a[k], a[0])`,
      'member(global a, b)',
      'member(global a, ?.b)',
      'member(global a, b)',
      'element(global a, global k)',
      'element(global a, 0)',
    ],
    [
      'calls',
      'show(f(a, ...b), a.f?.(), new C<D>(a), new E)',
      'call(global f; global a, ...global b)',
      'call?.(member(global a, f))',
      'new<D>(global C; global a)',
      'new(global E)',
    ],
    ['a tagged template', 'show(sql`a ${b}`)', `call(global sql; text('a '{global b}), global b)`],
    ['await and yield', 'async function* f() { show(await a, yield b) }', 'await(global a)', 'unknown(global b)'],
    [
      'functions take the name they are written to',
      'const f = () => 1; show(f, { g: function () {} }); x.h = show(async () => {})',
      'const f(function f)',
      '{g: function g}',
      'function ',
    ],
    ['import.meta', 'show(import.meta.env)', 'member(global import.meta, env)'],
    ['arguments are the parameters', 'function f(a, ...b) { show(arguments) }', '[param a, ...param ...b]'],
    ['big integers are not known', 'show(10n)', 'unknown()'],
  ];
  for (const [idea, code, ...expected] of table) {
    it(idea, () => doTest(code, ...expected));
  }

  it('JSX is walked and does not flow on', () => {
    const facts = readTypeScript('page.tsx', 'show(<Page user={u} {...p}>{x}text<b>{y}</b></Page>)');
    assert.deepEqual(shown(facts), ['unknown(global Page, global u, global p, global x, unknown(global y))']);
  });

  it('an argument spans the expression as written, not what it reads', () => {
    const { calls, values } = readTypeScript('a.ts', 'const a = 1;\nf( /* x */ a, ...b);');
    const [call] = calls.map((id) => values[id]);
    const spans = call?.kind === 'call' ? call.args.map(({ start, end }) => [start, end]) : [];
    assert.deepEqual(spans, [
      [24, 25],
      [30, 31],
    ]);
  });

  it('calls are in the order of their start', () => {
    const { calls, values } = readTypeScript('a.ts', 'h(i()); function f() { g() } f(k(l()), m())');
    const starts = calls.map((id) => values[id]?.start ?? -1);
    assert.deepEqual(
      starts,
      starts.toSorted((a, b) => a - b),
    );
    assert.equal(calls.length, 7);
  });
});
