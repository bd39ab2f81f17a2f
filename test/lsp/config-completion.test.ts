/** Completion in `.bailiwick.yaml`: what its schema knows at the cursor, also where the document is half typed. */
import assert from 'node:assert/strict';
import { rules } from '../../rules/index.ts';
import { completion, type CompletionEntry } from '../../server/lsp/hints/completion.ts';
import { cursorIn } from './cursor.ts';

function entries(marked: string): CompletionEntry[] {
  const { text, offset } = cursorIn(marked);
  return completion({ path: 'packages/agent/.bailiwick.yaml', text, offset, rules });
}

const labels = (marked: string): string[] => entries(marked).map(({ label }) => label);

/** The text after the entry with this label is chosen, snippet places and all. */
function chosen(marked: string, label: string): string {
  const { text } = cursorIn(marked);
  const entry = entries(marked).find((each) => each.label === label);
  assert.ok(entry, `${label} is offered among ${labels(marked).join(', ')}`);
  return text.slice(0, entry.replaces.start) + entry.insert + text.slice(entry.replaces.end);
}

const keys = [
  'rules',
  'ignore',
  'models',
  'resource',
  'issuers',
  'internalHosts',
  'exchangeHelpers',
  'authTerminatedUpstream',
  'allow',
  'severity',
  'confidence',
  'includeTests',
];
const levels = ['off', 'on', 'error', 'warning', 'info'];
const ids = rules.map(({ meta }) => meta.id);

describe('completion of the configuration', () => {
  for (const [what, marked, expected] of [
    ['every key in an empty file', '|', keys],
    [
      'the keys that are not there yet',
      'severity: error\nrules: {}\n|',
      keys.filter((key) => !['severity', 'rules'].includes(key)),
    ],
    ['keys above others', 'con|\nrules:\n  broad-scope: off\n', keys.filter((key) => key !== 'rules')],
    ['the words of a key', 'severity: |', ['error', 'warning', 'info']],
    ['the words of a key behind a word', 'severity: war|', ['error', 'warning', 'info']],
    ['true and false', 'includeTests: |', ['true', 'false']],
    ['rules', 'rules:\n  |', ids],
    [
      'rules in a half-typed word',
      'rules:\n  broad-scope: off\n  tok|\nseverity: info\n',
      ids.filter((id) => id !== 'broad-scope'),
    ],
    ['rules between braces', 'rules: { broad-scope: off, |', ids.filter((id) => id !== 'broad-scope')],
    ['the keys of a rule', 'rules:\n  broad-scope:\n    |', ['severity', 'confidence', ...levels]],
    ['the keys of a rule between braces', 'rules:\n  broad-scope: { severity: off, | }', ['confidence']],
    ['the words inside braces', 'rules:\n  broad-scope: { confidence: |', ['high', 'medium', 'low']],
    ['the words between quotes', 'severity: "|"', ['error', 'warning', 'info']],
    ['the keys of a wanted scope', 'allow:\n  - |', ['id', 'reason']],
    ['the other key of a wanted scope', 'allow:\n  - id: repo\n    |', ['reason']],
    [
      'the parts of a model',
      'models:\n  - package: acme\n    verifiers:\n      - absent: |',
      ['accepts', 'rejects', 'throws'],
    ],
    ['nothing in a comment', '# sev|', []],
    ['nothing in a reason', 'allow:\n  - id: repo\n    reason: the |', []],
    ['nothing below an unknown key', 'colour:\n  |', []],
  ] as [string, string, string[]][]) {
    it(`offers ${what}`, () => assert.deepEqual(labels(marked), expected));
  }

  it('offers no key of a model to a file of another name', () => {
    assert.deepEqual(completion({ path: 'other.yaml', text: '', offset: 0, rules }), []);
  });

  it('offers the scopes that need a reason, with what they can do', () => {
    const [first] = entries('allow:\n  - id: |').filter(({ label }) => label === 'github/repo');
    assert.match(first?.documentation ?? '', /\*\*`repo`\*\* · OAuth scope · GitHub/);
    assert.ok(!labels('allow:\n  - id: |').includes('github/user:email'), 'a narrow scope needs none');
  });

  it('describes a key and a rule', () => {
    assert.match(entries('|')[0]?.detail ?? '', /Rule ids/);
    const rule = entries('rules:\n  |').find(({ label }) => label === 'token-passthrough');
    assert.equal(rule?.detail, 'Inbound token forwarded to another service');
  });

  for (const [what, marked, label, expected] of [
    ['a list of maps begins with its fields', 'al|', 'allow', 'allow:\n  - id: $1\n    reason: $2'],
    ['a list of texts begins', '|', 'ignore', 'ignore:\n  - '],
    ['a map begins', '|', 'rules', 'rules:\n  '],
    ['a word follows', '|', 'severity', 'severity: '],
    [
      'a rule comes with its own severity first',
      'rules:\n  tok|',
      'token-passthrough',
      'rules:\n  token-passthrough: ${1|error,warning,info,off,on|}',
    ],
    ['a key keeps its colon', 'sev|: error', 'severity', 'severity: error'],
    ['the whole word is replaced', 'severity: war|ning', 'info', 'severity: info'],
  ] as const) {
    it(`when ${what}`, () => assert.equal(chosen(marked, label), expected));
  }
});
