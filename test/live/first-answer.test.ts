/** The first answer to an edit: what is near is looked at, what is far is kept, and what it says the whole says, too. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import type { Finding } from '../../server/finding.ts';
import { createLiveSession, type LiveSession } from '../../server/live/live-session.ts';
import type { LintResult } from '../../server/lint.ts';
import type { Model } from '../../server/models/model.ts';
import { inTree } from '../input/tree.ts';

const options = { rules };
const sends = (header: string): string =>
  `export const forward = (token?: string) => fetch('https://api.tracker.example', { headers: { ${header} } });\n`;
const route = (body: string): string =>
  `import express from 'express';\nimport { forward } from './forward.js';\nexpress().get('/', (req) => ${body});\n`;

const quiet = "forward('fixed')";
const leaking = 'forward(req.headers.authorization)';

/** More files than are asked as quickly as a part of them. */
function project(): Record<string, string> {
  const agents = Array.from({ length: 30 }, (_, index): [string, string] => [
    `agent${index}/route.ts`,
    route(index === 7 ? leaking : quiet),
  ]);
  return {
    '.mcp.json': '{ "mcpServers": {} }\n',
    ...Object.fromEntries(agents),
    ...Object.fromEntries(
      agents.map(([path]) => [path.replace('route', 'forward'), sends('authorization: token ?? ""')]),
    ),
  };
}

function withLive(use: (live: LiveSession, texts: Record<string, string>, root: string) => void): void {
  const texts = project();
  inTree(texts, (root) => {
    const loaded = { config: {}, models: [], failures: [], warnings: [], unused: [] };
    // The generated file was validated when it was written; its literals are wider than the model's types.
    const live = createLiveSession({ paths: [root], loaded, models: models as unknown as Model[], cwd: root });
    live.lint(options);
    use(live, texts, root);
  });
}

/** What a person sees; the counts of what was read are of the part. */
function seen(result: LintResult | undefined) {
  assert.ok(result, 'there is a first answer');
  const { findings, suppressed, problems, failures, warnings, masks } = result;
  return { findings, suppressed, problems, failures, warnings, masks };
}

const files = (findings: readonly Finding[]): string[] => findings.map(({ at }) => at.file);

describe('the first answer to an edit', () => {
  it('finds a flow into a file near by, and keeps what is far', () => {
    withLive((live, texts) => {
      live.open('agent3/route.ts', route(leaking));
      const first = seen(live.first(options));
      assert.deepEqual(files(first.findings), ['agent3/route.ts', 'agent7/route.ts']);
      assert.deepEqual(first, seen(live.lint(options)));
      live.open('agent3/route.ts', texts['agent3/route.ts'] ?? '');
      assert.deepEqual(files(seen(live.first(options)).findings), ['agent7/route.ts']);
    });
  });

  it('reads what is near alone', () => {
    withLive((live) => {
      const whole = live.lint(options).summary.parsedFiles;
      live.open('agent3/route.ts', route(leaking));
      const part = live.first(options)?.summary.parsedFiles ?? Number.NaN;
      assert.ok(part <= 3 && whole > 60, `${part} of ${whole} files`);
    });
  });

  it('finds what an edit at the end of a flow changes', () => {
    withLive((live) => {
      live.open('agent7/forward.ts', sends(`'x-key': 'none'`));
      assert.deepEqual(seen(live.first(options)).findings, []);
      live.open('agent7/forward.ts', `// a remark\n${sends('authorization: token ?? ""')}`);
      const first = seen(live.first(options));
      assert.deepEqual(files(first.findings), ['agent7/route.ts']);
      assert.deepEqual(first, seen(live.lint(options)));
    });
  });

  it('follows an import that was just written', () => {
    withLive((live, texts) => {
      const text = (texts['agent3/route.ts'] ?? '').replace('./forward.js', '../agent4/forward.js');
      live.open('agent3/route.ts', text.replace(quiet, leaking));
      const first = seen(live.first(options));
      assert.deepEqual(files(first.findings), ['agent3/route.ts', 'agent7/route.ts']);
      assert.deepEqual(first, seen(live.lint(options)));
    });
  });

  it('answers one edit after the other, before anybody looks at the whole', () => {
    withLive((live) => {
      for (const body of [quiet, leaking, 'forward(req.headers.auth', leaking]) {
        live.open('agent3/route.ts', route(body));
        assert.equal(seen(live.first(options)).findings.length, body === leaking ? 2 : 1, body);
      }
      assert.equal(live.lint(options).findings.length, 2);
    });
  });

  it('takes a comment that suppresses, and says when it suppresses nothing', () => {
    withLive((live) => {
      const [finding] = live.lint(options).findings;
      const ignored = (body: string): string =>
        route(body).replace('express()', `// bailiwick-ignore ${finding?.rule} -- the tracker is ours\nexpress()`);
      live.open('agent7/route.ts', ignored(leaking));
      const first = seen(live.first(options));
      assert.deepEqual([first.findings.length, first.suppressed.length], [0, 1]);
      assert.deepEqual(first, seen(live.lint(options)));
      live.open('agent7/route.ts', ignored(quiet));
      assert.equal(seen(live.first(options)).problems.length, 1);
    });
  });

  it('warns of syntax that is broken, and no longer when it is mended', () => {
    withLive((live, texts) => {
      live.open('agent3/route.ts', `${texts['agent3/route.ts']}const x = (`);
      const first = seen(live.first(options));
      assert.deepEqual(
        first.warnings.map(({ file }) => file),
        ['agent3/route.ts'],
      );
      assert.deepEqual(first, seen(live.lint(options)));
      live.open('agent3/route.ts', texts['agent3/route.ts'] ?? '');
      assert.deepEqual(seen(live.first(options)).warnings, []);
    });
  });

  it('looks at a manifest again, and takes the code as it was', () => {
    withLive((live) => {
      const manifest = (url: string): string =>
        `{ "mcpServers": { "tickets": { "type": "http", "url": "${url}" } } }\n`;
      for (const url of ['http://tickets.acme.dev/mcp', 'https://tickets.acme.dev/mcp']) {
        live.open('.mcp.json', manifest(url));
        const first = seen(live.first(options));
        assert.deepEqual(files(first.findings).includes('.mcp.json'), url.startsWith('http:'));
        assert.deepEqual(first, seen(live.lint(options)));
      }
      live.open('.mcp.json', '{ "mcpServers": ');
      assert.deepEqual(seen(live.first(options)), seen(live.lint(options)));
    });
  });

  it('is none where two files changed, files came, or other rules are asked', () => {
    withLive((live, _texts, root) => {
      live.open('agent3/route.ts', route(leaking));
      assert.equal(live.first({ rules: rules.slice(1) }), undefined);
      live.open('agent4/route.ts', route(leaking));
      assert.equal(live.first(options), undefined);
      assert.equal(live.lint(options).findings.length, 3);
      live.open('agent4/route.ts', route(quiet));
      assert.ok(live.first(options));
      writeFileSync(join(root, 'new.ts'), sends(''));
      live.changed(['new.ts']);
      assert.equal(live.first(options), undefined);
    });
  });

  it('is none before the whole was looked at, and in a small workspace', () => {
    inTree({ 'route.ts': route(quiet), 'forward.ts': sends('') }, (root) => {
      const loaded = { config: {}, models: [], failures: [], warnings: [], unused: [] };
      const live = createLiveSession({ paths: [root], loaded, models: models as unknown as Model[], cwd: root });
      assert.equal(live.first(options), undefined);
      live.lint(options);
      live.open('route.ts', route(leaking));
      assert.equal(live.first(options), undefined);
    });
  });

  it('asks nothing again for a file that is opened as it is on the disk', () => {
    withLive((live, texts) => {
      const before = live.lint(options);
      live.open('agent3/route.ts', texts['agent3/route.ts'] ?? '');
      assert.equal(live.lint(options), before);
    });
  });
});
