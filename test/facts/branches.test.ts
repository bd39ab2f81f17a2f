import assert from 'node:assert/strict';
import { readTypeScript } from '../../server/facts/typescript.ts';
import { render } from './render.ts';

/** Each guard of the function body as `test: then-exit / else-exit`, with what the exits return. */
function guards(body: string): string[] {
  const facts = readTypeScript('a.ts', `async function f(a, b, c) { for (;;) { ${body} } }`);
  return facts.guards.map((g) => {
    const thenReturn = g.thenReturn === undefined ? '' : ` ${render(facts, g.thenReturn)}`;
    const elseReturn = g.elseReturn === undefined ? '' : ` ${render(facts, g.elseReturn)}`;
    return `${render(facts, g.test)}: ${g.thenExit ?? '-'}${thenReturn} / ${g.elseExit ?? '-'}${elseReturn}`;
  });
}

describe('facts: how branches leave', () => {
  const table: [body: string, ...expected: string[]][] = [
    ['if (a) throw b', 'param a: throw / -'],
    ['if (a) { log(); return b }', 'param a: return param b / -'],
    ['if (a) return; else return b', 'param a: return / return param b'],
    ['if (a) continue', 'param a: jump / -'],
    ['if (a) process.exit(1)', 'param a: throw / -'],
    ['if (a) { await process.exit() }', 'param a: - / -'],
    ['if (a) log()', 'param a: - / -'],
    ['const no = () => { throw b }; if (a) no()', 'param a: throw / -'],
    ['const no = async () => { throw b }; if (a) await no(); else no()', 'param a: throw / -'],
    ['const no = () => { if (b) throw b }; if (a) no()', 'param b: throw / -', 'param a: - / -'],
    ['let no = () => { throw b }; if (c) no = log; if (a) no()', 'param c: - / -', 'param a: - / -'],
    ['if (a) { if (b) return 1; else throw c }', 'param a: return / -', 'param b: return 1 / throw'],
    ['if (a) { if (b) return 1 }', 'param a: - / -', 'param b: return 1 / -'],
    ['if (a) return 1; else if (b) return 2; else throw c', 'param a: return 1 / return', 'param b: return 2 / throw'],
    ['if (a) { try { return g() } catch { throw b } }', 'param a: return / -'],
    ['if (a) { try { return g() } catch {} }', 'param a: - / -'],
    ['if (a) { try { g() } finally { return 1 } }', 'param a: return / -'],
    ['if (a) { switch (b) { case 1: return 1; default: throw c } }', 'param a: return / -'],
    ['if (a) { switch (b) { case 1: return 1 } }', 'param a: - / -'],
    ['if (a) { switch (b) { case 1: break; default: throw c } }', 'param a: - / -'],
    ['if (a) { while (b) return 1 }', 'param a: - / -'],
    ['if (a) { out: { break out } }', 'param a: - / -'],
    ['if (a) { const g = () => { return 1 } }', 'param a: - / -'],
  ];
  for (const [body, ...expected] of table) it(body, () => assert.deepEqual(guards(body), expected));

  it('spans the sides', () => {
    const code = 'if (a) { b() } else c()';
    const [guard] = readTypeScript('a.ts', code).guards;
    assert.ok(guard);
    assert.equal(code.slice(guard.thenStart, guard.thenEnd), '{ b() }');
    assert.equal(code.slice(guard.elseStart, guard.elseEnd), 'c()');
  });

  it('takes a switch for an if that asks for its labels', () => {
    const told = (clauses: string): string[] => {
      const facts = readTypeScript('a.ts', `function f(a, b) { switch (a) { ${clauses} } }`);
      return facts.switches.map((g) => `${render(facts, g.test)}: ${g.thenExit ?? '-'} / ${g.elseExit ?? '-'}`);
    };
    const list = 'call(member(["x", "y"], includes); param a)';
    assert.deepEqual(told("case 'x': case 'y': break; default: throw b"), [`${list}: - / throw`]);
    assert.deepEqual(told("case 'x': return 1; case 'y': throw b; default: b()"), [`${list}: return / -`]);
    assert.deepEqual(told("case 'x': return 1; case 'y': break"), [`${list}: - / -`]);
    assert.deepEqual(told("case 'x': b(); default: throw b"), [], 'x runs on into the default');
    assert.deepEqual(told("default: throw b; case 'x': break"), []);
    assert.deepEqual(told('case b(): break; default: throw b'), []);
  });

  it('spans a try and says how its catch leaves', () => {
    const code = 'function f() { try { a() } catch (e) { return null } }';
    const facts = readTypeScript('a.ts', code);
    const [fact] = facts.tries;
    assert.ok(fact?.catchReturn !== undefined);
    assert.equal(code.slice(fact.start, fact.end), '{ a() }');
    assert.equal(code.slice(fact.catchStart, fact.catchEnd), 'catch (e) { return null }');
    assert.deepEqual([fact.catchExit, render(facts, fact.catchReturn)], ['return', 'null']);
  });
});

describe('facts: stores', () => {
  const table: [code: string, ...expected: string[]][] = [
    ['a.b = c', 'global a .b = global c'],
    [`a['b'] = c`, 'global a .b = global c'],
    ['a[k] = c', 'global a [global k] = global c'],
    ['a.b += c', 'global a .b = text({member(global a, b)}{global c})'],
    ['a.b ??= c', 'global a .b = (member(global a, b) ?? global c)'],
    ['({ x: a.b } = c)', 'global a .b = member(global c, x)'],
    ['a.b = c.d = 1', 'global c .d = 1', 'global a .b = 1'],
    ['delete a.b'],
    ['Object.assign(a, b)'],
  ];
  for (const [code, ...expected] of table) {
    it(code, () => {
      const facts = readTypeScript('a.ts', code);
      const found = facts.stores.map((s) => {
        const key = s.name === undefined ? `[${s.key === undefined ? '?' : render(facts, s.key)}]` : `.${s.name}`;
        return `${render(facts, s.base)} ${key} = ${render(facts, s.value)}`;
      });
      assert.deepEqual(found, expected);
    });
  }

  it('spans the assignment and the value', () => {
    const code = 'a.b = /* x */ c;';
    const [store] = readTypeScript('a.ts', code).stores;
    assert.ok(store);
    assert.equal(code.slice(store.start, store.end), 'a.b = /* x */ c');
    assert.equal(code.slice(store.valueStart, store.valueEnd), 'c');
  });
});
