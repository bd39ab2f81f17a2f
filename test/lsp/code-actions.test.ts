/** What the lightbulb offers, and the edits behind it. */
import assert from 'node:assert/strict';
import type { CodeAction, Diagnostic, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Fix, Report } from '../../server/finding.ts';
import { isCurrent } from '../../server/lsp/actions/action-data.ts';
import type { Analysis } from '../../server/lsp/analysis/analysis.ts';
import { type ActionRequest, codeActions, resolveCodeAction } from '../../server/lsp/actions/code-actions.ts';
import { defineRule, type Rule } from '../../server/rule.ts';
import { able, analyse, type Given, plain } from './analyse.ts';

const text = "import express from 'express';\nconst one = 1;\nconst two = 2;\n";
const place = (word: string): Report['at'] => {
  const start = text.indexOf(word);
  return { file: 'agent.ts', start, end: start + word.length };
};
const replace = (word: string, by: string): Fix['edits'][number] => ({ ...place(word), text: by });
const safe = (title: string, ...edits: Fix['edits']): Fix => ({ title, safety: 'safe', edits });
const choice = (title: string, ...edits: Fix['edits']): Fix => ({ title, safety: 'suggestion', edits });

/** A rule that speaks at words of the text, with these fixes. */
function ruleOf(id: string, found: [word: string, fixes: Fix[]][]): Rule {
  return defineRule({
    meta: {
      id,
      title: `Words of ${id}`,
      pillar: 'access',
      severity: 'error',
      confidence: 'high',
      fixable: 'sometimes',
      since: 'next',
      references: [],
    },
    *check() {
      for (const [word, fixes] of found)
        yield { at: place(word), message: word, why: 'why', help: 'help', confidence: 'high', fixes };
    },
  });
}

const analysisOf = (rules: Rule[], given: Given = {}): Analysis =>
  analyse({ 'agent.ts': text, 'keys.ts': "import 'express';\n" }, { ...given, rules });

function offered(analysis: Analysis, word: string, request: Partial<ActionRequest> = {}): CodeAction[] {
  return codeActions(analysis, { path: 'agent.ts', span: place(word), diagnostics: [], ...request });
}

/** What the client shows of the findings. */
const shown = ({ result }: Analysis): Diagnostic[] =>
  result.findings.map(({ rule, fingerprint, message }) => ({
    range: { start: { line: 1, character: 6 }, end: { line: 1, character: 9 } },
    source: 'bailiwick',
    message,
    data: { fingerprint, rule },
  }));
const titles = (actions: CodeAction[]): string[] => actions.map(({ title }) => title);

/** The edits of a file, each as `line:character-line:character text`. */
function editsOf(edit: WorkspaceEdit | undefined, uri = 'file:///agent/agent.ts'): string[] {
  const changes = edit?.documentChanges?.filter((each): each is TextDocumentEdit => 'edits' in each) ?? [];
  const own = changes.find(({ textDocument }) => textDocument.uri === uri)?.edits ?? edit?.changes?.[uri] ?? [];
  return own.map((each) => {
    const { start, end } = each.range;
    const written = 'snippet' in each ? each.snippet.value : each.newText;
    return `${start.line}:${start.character}-${end.line}:${end.character} ${written}`;
  });
}

const titled = (actions: CodeAction[], start: string): CodeAction => {
  const found = actions.find(({ title }) => title.startsWith(start));
  assert.ok(found, `"${start}" is offered among ${titles(actions).join(', ')}`);
  return found;
};

describe('the fixes of a finding', () => {
  const rules = [
    ruleOf('count', [['one', [choice('Rename it', replace('one', 'uno')), safe('Drop it', replace('1', '0'))]]]),
  ];

  it('are offered as quick fixes, the safe one first and preferred', () => {
    const actions = offered(analysisOf(rules), 'one', { only: ['quickfix'] }).slice(0, 2);
    assert.deepEqual(
      actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred]),
      [
        ['Drop it', 'quickfix', true],
        ['Rename it', 'quickfix', undefined],
      ],
    );
  });

  it('edit the version that was analysed', () => {
    const { edit, data } = titled(offered(analysisOf(rules), 'one'), 'Rename it');
    assert.deepEqual(edit, {
      documentChanges: [
        {
          textDocument: { uri: 'file:///agent/agent.ts', version: 7 },
          edits: [{ range: { start: { line: 1, character: 6 }, end: { line: 1, character: 9 } }, newText: 'uno' }],
        },
      ],
    });
    assert.deepEqual([isCurrent(data, () => 7), isCurrent(data, () => 8)], [true, false]);
  });

  it('are plain changes for a client that knows no versions', () => {
    const { edit } = titled(offered(analysisOf(rules, { client: plain }), 'one'), 'Rename it');
    assert.deepEqual(Object.keys(edit ?? {}), ['changes']);
    assert.deepEqual(editsOf(edit), ['1:6-1:9 uno']);
  });

  it('carry the diagnostic that the client shows', () => {
    const analysis = analysisOf(rules);
    const diagnostics = shown(analysis);
    const foreign: Diagnostic = {
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } },
      message: 'x',
    };
    const { diagnostics: attached } = titled(
      offered(analysis, 'one', { diagnostics: [foreign, ...diagnostics] }),
      'Drop it',
    );
    assert.deepEqual(attached, diagnostics);
  });

  it('are offered for a diagnostic that the client names although it stands elsewhere', () => {
    const analysis = analysisOf(rules);
    const diagnostics = shown(analysis);
    assert.ok(titles(offered(analysis, 'two', { diagnostics })).includes('Drop it'));
    assert.deepEqual(titles(offered(analysis, 'two')), ['Fix all that can only be tightened']);
  });

  it('are counted in bytes where the client counts so', () => {
    const source = "const ä = 'ö'; import 'express';\n";
    const at = { file: 'agent.ts', start: source.indexOf('import'), end: source.indexOf('import') + 6 };
    const rule = {
      ...ruleOf('bytes', []),
      *check() {
        yield {
          at,
          message: 'm',
          why: 'w',
          help: 'h',
          confidence: 'high' as const,
          fixes: [choice('Change', { ...at, text: 'x' })],
        };
      },
    };
    const analysis = analyse({ 'agent.ts': source }, { rules: [rule], client: { ...able, encoding: 'utf-8' } });
    const { edit } = titled(codeActions(analysis, { path: 'agent.ts', span: at, diagnostics: [] }), 'Change');
    assert.deepEqual(editsOf(edit), ['0:17-0:23 x']);
  });
});

describe('an edit that a person must confirm', () => {
  const other = { file: 'keys.ts', start: 0, end: 0, text: '// keys\n' };
  const stub: Fix = { ...choice('Exchange it', replace('one', 'uno')), isStub: true };
  for (const [what, fix, description] of [
    ['writes a stub', stub, 'Writes code that throws until you fill it in.'],
    ['changes several files', choice('Change both', replace('one', 'uno'), other), 'Changes 2 files.'],
    ['is safe over several files', safe('Tighten both', replace('one', 'uno'), other), undefined],
    ['changes one file', choice('Rename it', replace('one', 'uno')), undefined],
  ] as const) {
    it(`${description ? '' : 'is none that '}${what}`, () => {
      const { edit } = titled(offered(analysisOf([ruleOf('count', [['one', [fix]]])]), 'one'), fix.title);
      const annotations = description
        ? { bailiwick: { label: fix.title, description, needsConfirmation: true } }
        : undefined;
      assert.deepEqual(edit?.changeAnnotations, annotations);
      const isMarked = JSON.stringify(edit?.documentChanges).includes('"annotationId":"bailiwick"');
      assert.equal(isMarked, description !== undefined);
    });
  }

  it('is not marked for a client that cannot ask', () => {
    const analysis = analysisOf([ruleOf('count', [['one', [stub]]])], {
      client: { ...able, changeAnnotations: false },
    });
    assert.equal(titled(offered(analysis, 'one'), 'Exchange it').edit?.changeAnnotations, undefined);
  });

  it('is one action, with the version of an open file and none of a closed one', () => {
    const fix = choice('Change both', replace('one', 'uno'), other);
    const { edit } = titled(offered(analysisOf([ruleOf('count', [['one', [fix]]])]), 'one'), 'Change both');
    const documents = edit?.documentChanges?.flatMap((each) => ('edits' in each ? [each.textDocument] : []));
    assert.deepEqual(documents, [
      { uri: 'file:///agent/agent.ts', version: 7 },
      { uri: 'file:///agent/keys.ts', version: null },
    ]);
  });
});

describe('fixing many findings', () => {
  const rules = [
    ruleOf('count', [
      ['one', [safe('Drop', replace('1', '0'))]],
      ['two', [choice('Rename', replace('two', 'due'))]],
    ]),
    ruleOf('word', [['const two', [safe('Let', replace('const two', 'let two'))]]]),
  ];

  it('takes all of one rule, in the file', () => {
    const analysis = analysisOf(rules);
    const action = titled(offered(analysis, 'one'), 'Fix all 2 findings of count in this file');
    assert.equal(action.edit, undefined, 'nothing is computed before it is chosen');
    assert.deepEqual(editsOf(resolveCodeAction(analysis, action)?.edit), ['1:12-1:13 0', '2:6-2:9 due']);
  });

  it('takes the safe ones of all rules, and the second of two that overlap waits', () => {
    const analysis = analysisOf(rules);
    const [action, ...others] = offered(analysis, 'one', { only: ['source.fixAll'] });
    assert.deepEqual([action?.kind, others], ['source.fixAll.bailiwick', []]);
    assert.deepEqual(editsOf(action && resolveCodeAction(analysis, action)?.edit), ['1:12-1:13 0', '2:0-2:9 let two']);
  });

  it('is offered with its edits to a client that cannot ask later', () => {
    const analysis = analysisOf(rules, { client: plain });
    assert.deepEqual(editsOf(titled(offered(analysis, 'one'), 'Fix all 2').edit), ['1:12-1:13 0', '2:6-2:9 due']);
  });

  for (const [only, kinds] of [
    [['source.fixAll.bailiwick'], ['source.fixAll.bailiwick']],
    [['source'], ['source.fixAll.bailiwick']],
    [[''], ['quickfix', 'source.fixAll.bailiwick']],
    [['quickfix'], ['quickfix']],
    [['source.fixAll.eslint'], []],
    [['source.organizeImports', 'refactor'], []],
  ] as const) {
    it(`offers ${kinds.join(' and ') || 'nothing'} for ${only.join(', ') || 'everything'}`, () => {
      const found = offered(analysisOf(rules), 'const two', { only }).map(({ kind }) => kind);
      assert.deepEqual([...new Set(found)], kinds);
    });
  }

  it('is not offered where nothing is safe', () => {
    const analysis = analysisOf([ruleOf('count', [['one', [choice('Rename', replace('one', 'uno'))]]])]);
    assert.deepEqual(offered(analysis, 'one', { only: ['source.fixAll'] }), []);
  });
});

describe('ignoring a finding', () => {
  const rules = [ruleOf('count', [['one', []]])];

  it('leaves the cursor in the reason', () => {
    const analysis = analysisOf(rules);
    const action = titled(offered(analysis, 'one'), 'Ignore count on this line');
    assert.deepEqual(editsOf(resolveCodeAction(analysis, action)?.edit), [
      '1:0-1:0 // bailiwick-ignore count -- ${1:say why this is wanted}\n',
    ]);
  });

  it('writes words to be replaced where the client knows no such edits', () => {
    const { edit } = titled(offered(analysisOf(rules, { client: plain }), 'one'), 'Ignore count on this line');
    assert.deepEqual(editsOf(edit), ['1:0-1:0 // bailiwick-ignore count -- say why this is wanted\n']);
  });
});

describe('turning a rule off', () => {
  const rules = [ruleOf('count', [['one', []]])];
  const uri = 'file:///agent/.bailiwick.yaml';
  const title = 'Turn count off in .bailiwick.yaml';

  it('edits the configuration that there is', () => {
    const configuration = { uri, version: 3, text: '# ours\nseverity: error\n' };
    const { edit } = titled(offered(analysisOf(rules), 'one', { configuration }), title);
    assert.deepEqual(editsOf(edit, uri), ['2:0-2:0 rules:\n  count: off\n']);
    assert.match(JSON.stringify(edit), /"version":3/);
  });

  it('creates one', () => {
    const { edit } = titled(
      offered(analysisOf(rules), 'one', { configuration: { uri, version: null, text: undefined } }),
      title,
    );
    assert.deepEqual(edit?.documentChanges?.[0], { kind: 'create', uri, options: { ignoreIfExists: true } });
    assert.deepEqual(editsOf(edit, uri), ['0:0-0:0 rules:\n  count: off\n']);
  });

  for (const [what, given, configuration] of [
    ['a client that creates no files', { client: plain }, { uri, version: null, text: undefined }],
    ['a broken configuration', {}, { uri, version: null, text: 'rules: [' }],
    ['a document outside of every project', {}, undefined],
  ] as const) {
    it(`is not offered for ${what}`, () => {
      const actions = offered(analysisOf(rules, given), 'one', configuration ? { configuration } : {});
      assert.ok(!titles(actions).includes(title));
    });
  }
});

describe('the page of a rule', () => {
  const rules = [ruleOf('count', [['one', []]])];
  for (const [what, client, command] of [
    ['in our own client', able, 'bailiwick.openRulePage'],
    ['in one that opens pages', { ...plain, showsDocuments: true }, 'bailiwick.server.openRulePage'],
    ['nowhere else', plain, undefined],
  ] as const) {
    it(`is shown ${what}`, () => {
      const found = offered(analysisOf(rules, { client }), 'one').find(
        ({ title }) => title === 'Show the page of count',
      );
      assert.equal(found?.command?.command, command);
      assert.deepEqual(found?.command?.arguments, command && ['count']);
    });
  }
});

describe('an action of an older text', () => {
  const rules = [ruleOf('count', [['one', [safe('Drop', replace('1', '0'))]]])];

  it('is not resolved', () => {
    const [action] = offered(analysisOf(rules), 'one', { only: ['source.fixAll'] });
    assert.ok(action);
    assert.equal(resolveCodeAction(analysisOf(rules, { versions: { 'agent.ts': 8 } }), action), undefined);
  });

  it('of another server stays as it is', () => {
    const action = { title: 'theirs', data: { id: 1 } };
    assert.equal(resolveCodeAction(analysisOf(rules), action), action);
  });
});
