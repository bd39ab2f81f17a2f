import assert from 'node:assert/strict';
import { AccessPathError, parseAccessPath, parseRelativePath } from '../../server/models/access-path.ts';

function mistakeIn(parse: (text: string) => unknown, text: string): { column: number; message: string } {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof AccessPathError) return { column: error.column, message: error.message };
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('access paths', () => {
  const roots: [string, unknown][] = [
    ['Member[createServer]', { kind: 'package' }],
    ['Default.ReturnValue', { kind: 'package' }],
    ['ToolContext.Member[authInfo]', { kind: 'type', name: 'ToolContext' }],
    [
      '@modelcontextprotocol/sdk#ToolContext.Member[authInfo]',
      { kind: 'type', name: '@modelcontextprotocol/sdk#ToolContext' },
    ],
    ['socket.io#Server.Member[on]', { kind: 'type', name: 'socket.io#Server' }],
    ['Named:req.Member[headers]', { kind: 'type', name: 'Named:req' }],
    ['Type[Request]', { kind: 'exported', name: 'Request' }],
    ['Type[express#Request]', { kind: 'exported', name: 'express#Request' }],
    ['Global[fetch]', { kind: 'global', name: 'fetch' }],
    ['Any.Member[slice]', { kind: 'any' }],
    ['Unmodelled.Argument[0..]', { kind: 'unmodelled' }],
    ['Unresolved.Argument[0..]', { kind: 'unresolved' }],
  ];
  for (const [text, root] of roots) {
    it(`begins ${text} at its root`, () => assert.deepEqual(parseAccessPath(text).root, root));
  }

  const tokens: [string, unknown][] = [
    ['Member[get, header]', { kind: 'member', names: ['get', 'header'] }],
    ["Member['a,b','c]d','it''s']", { kind: 'member', names: ['a,b', 'c]d', "it's"] }],
    ['Member[x-api.key]', { kind: 'member', names: ['x-api.key'] }],
    ['Member[*]', { kind: 'member', names: '*' }],
    ['Argument[2]', { kind: 'argument', index: { from: 2, to: 2 } }],
    ['Argument[1..]', { kind: 'argument', index: { from: 1, to: Number.MAX_SAFE_INTEGER } }],
    ['Argument[0..1]', { kind: 'argument', index: { from: 0, to: 1 } }],
    ['Argument[0,2]', { kind: 'argument', index: { list: [0, 2] } }],
    ['Argument[last]', { kind: 'argument', index: 'last' }],
    ['Argument[this]', { kind: 'argument', index: 'this' }],
    ['Parameter[1]', { kind: 'parameter', index: { from: 1, to: 1 } }],
    ['Parameter[0<4]', { kind: 'parameter', index: { from: 0, to: 0, below: 4 } }],
    ['Parameter[1=4]', { kind: 'parameter', index: { from: 1, to: 1, count: 4 } }],
    ['Key[0]', { kind: 'key', argument: 0 }],
    ['WithArgument[0=authorization]', { kind: 'withArgument', argument: 0, texts: ['authorization'] }],
    ['ReturnValue', { kind: 'return' }],
    ['Instance', { kind: 'instance' }],
    ['Element', { kind: 'element' }],
  ];
  for (const [text, token] of tokens) {
    it(`reads ${text}`, () => assert.deepEqual(parseAccessPath(`Any.${text}`).tokens, [token]));
  }

  it('keeps the tokens in order and the text as written', () => {
    const path = parseAccessPath('Member[a].Argument[last].Parameter[0]');
    assert.deepEqual(
      path.tokens.map((token) => token.kind),
      ['member', 'argument', 'parameter'],
    );
    assert.equal(path.text, 'Member[a].Argument[last].Parameter[0]');
  });

  const mistakes: [string, number, RegExp][] = [
    ['', 1, /empty/],
    ['Member[a', 7, /never closed/],
    ['Member[a]x', 10, /expected "\."/],
    ['Member[a].', 10, /ends with a dot/],
    ['Member[a]..Element', 11, /word is missing/],
    ['Member[a].Membr[b]', 11, /unknown word "Membr"/],
    ['Member[a].Member', 11, /needs brackets/],
    ['Any.ReturnValue[0]', 16, /takes no brackets/],
    ['Any.Member[a,,b]', 14, /name is missing/],
    ['Any.Member[]', 12, /name is missing/],
    ['Any.Argument[x]', 14, /not a position/],
    ['Any.Argument[3..1]', 14, /range 3\.\.1 is empty/],
    ['Any.Parameter[this]', 15, /takes numbers/],
    ['Any.WithArgument[0]', 18, /needs a number and a text/],
    ['Type', 6, /needs one name/],
    ['Type[a b]', 6, /needs one name/],
    ['Argument[0]', 1, /cannot begin with Argument/],
    ['Foo[bar]', 1, /cannot begin with Foo/],
    ['Element.Member[a]', 1, /cannot begin with Element/],
  ];
  for (const [text, column, message] of mistakes) {
    it(`says what is wrong with "${text}" at column ${column}`, () => {
      const mistake = mistakeIn(parseAccessPath, text);
      assert.match(mistake.message, message);
      assert.equal(mistake.column, column);
    });
  }

  it('reads a path relative to a call', () => {
    assert.deepEqual(
      parseRelativePath('Argument[this].Key[0]').map((token) => token.kind),
      ['argument', 'key'],
    );
  });

  it('refuses a relative path that begins elsewhere', () => {
    assert.deepEqual(mistakeIn(parseRelativePath, 'Member[a]'), {
      column: 1,
      message: 'a relative path begins with Argument, ReturnValue, Instance, Parameter, not "Member"',
    });
  });
});
