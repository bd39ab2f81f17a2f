import assert from 'node:assert/strict';
import type { Tree } from '../../server/documents/document.ts';
import { pieceOf, walk } from '../../server/documents/tree.ts';
import { plain, read } from './plain.ts';

const first = (text: string): unknown => plain(read('python', text).roots[0]);

describe('Python', () => {
  const values: [written: string, value: unknown][] = [
    ['{"a": 1, "b": [True, None, -2.5]}', { a: 1, b: [true, null, -2.5] }],
    ['dict(a="x", b=("y", "z"))', { a: 'x', b: ['y', 'z'] }],
    [`["a" 'b', r"\\d", "\\x41\\u00e9\\n", """c"""]`, ['ab', '\\d', 'Aé\n', 'c']],
    ['["one", "two"] + ["three"]', ['one', 'two', 'three']],
    ['[b"raw", f"{port}!", "a" + port]', ['= b"raw"', '${}!', 'a${}']],
    ['Card(url="x", **rest)', 'Card({"url":"x"})'],
    ['Client("x", HttpUrl("https://orders.dev"))', 'Client("x", "https://orders.dev")'],
    ['{"a": os.environ["A"]}', { a: '= os.environ["A"]' }],
    ['[each for each in Orders(a="b")]', '= [each for each in Orders(a="b")]'],
  ];
  for (const [written, value] of values)
    it(`reads ${written}`, () => {
      assert.deepEqual(first(`orders = ${written}\n`), { orders: value });
    });

  const names: [what: string, text: string, value: unknown][] = [
    [
      'a constant',
      'HOST = "orders.dev"\ncard = Card(url=f"https://{HOST}/a2a")\n',
      'Card({"url":"https://orders.dev/a2a"})',
    ],
    ['a constant around a function', 'A = "x"\ndef make():\n    card = Card(a=A)\n', 'Card({"a":"x"})'],
    ['a dictionary that is spread', 'A = {"a": "x"}\ncard = Card(**A)\n', 'Card({"a":"x"})'],
    ['an entry of one', 'A = {"a": "x"}\ncard = Card(a=A["a"])\n', 'Card({"a":"x"})'],
    ['what is given twice', 'A = "x"\nA = "y"\ncard = Card(a=A)\n', 'Card({"a":"= A"})'],
    ['a parameter', 'A = "x"\ndef make(A):\n    card = Card(a=A)\n', 'Card({"a":"= A"})'],
    ['what a loop goes over', 'A = "x"\nfor A in orders:\n    card = Card(a=A)\n', 'Card({"a":"= A"})'],
    ['what is imported', 'from settings import A\ncard = Card(a=A)\n', 'Card({"a":"= A"})'],
    ['itself', 'A = [A]\ncard = Card(a=A)\n', 'Card({"a":["= [A]"]})'],
    ['a field of a class, outside of it', 'class Made:\n    A = "x"\ncard = Card(a=A)\n', 'Card({"a":"= A"})'],
  ];
  for (const [what, text, value] of names)
    it(`knows what a name stands for, or does not: ${what}`, () => {
      const all = read('python', text).roots.map(plain);
      assert.deepEqual(all.at(-1), { card: value });
    });

  it('says that more may come where a value is changed behind its assignment', () => {
    const text = 'card = Card(a="x")\ncard.security = []\nserve(agent=Agent(card))\n';
    const maps = read('python', text).roots.flatMap((root) => [...walk(root)].map(({ tree }) => tree));
    const given = maps.find((tree) => tree.kind === 'map' && tree.entries.some(({ key }) => key === 'a'));
    assert.equal(given?.kind === 'map' && given.isOpen, true);
  });

  it('gives a function with what it is decorated with, its name and the text that describes it', () => {
    const text =
      '@server.tool(title="Orders")\nasync def find(id: str) -> str:\n    """Finds an order."""\n    return id\n';
    assert.deepEqual(first(text), {
      title: 'Orders',
      decorator: 'server.tool',
      function: 'find',
      name: 'find',
      description: 'Finds an order.',
    });
  });

  it('knows where every part of a text stands', () => {
    const text = `A = Card(a="x\\ty" f"{B}z")\n`;
    const [found] = read('python', text)
      .roots.flatMap((root) => [...walk(root)].map(({ tree }) => tree))
      .filter((tree): tree is Tree & { kind: 'text' } => tree.kind === 'text');
    assert.ok(found);
    assert.equal(found.value, 'x\ty${}z');
    const { start, end } = pieceOf(found, 1, 2);
    assert.equal(text.slice(start, end), '\\t');
    const last = pieceOf(found, found.value.length - 1);
    assert.equal(text.slice(last.start, last.end)[0], 'z');
  });

  const hostile: [what: string, text: string][] = [
    ['brackets that nobody closes', `A = ${'['.repeat(5000)}\n`],
    ['a text that nobody closes', 'A = Card(a="x\nB = {"b": 1}\n'],
    ['operators without end', `A = Card(a=${'"x" + '.repeat(5000)}"y")\n`],
    [
      'names that double each other',
      Array.from({ length: 40 }, (_, n) => `A${n + 1} = Card(a=A${n}, b=A${n})\n`).join(''),
    ],
    ['Python 2', 'print "a", {"b": 1}\nexec "c"\n'],
    ['a template', 'A = Card(a={{ value }})\n{% for x in y %}\nB = {"b": 1}\n'],
  ];
  for (const [what, text] of hostile)
    it(`reads ${what} to an end`, () => {
      const { roots, problems } = read('python', text);
      let count = 0;
      for (const root of roots) for (const _ of walk(root)) count++;
      assert.ok(count < 200_000, `${count} values`);
      assert.deepEqual(problems, []);
    });
});
