/** A live session when nobody works: it lets go of what is large, and answers the next edit as if it had not. */
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rules } from '../../rules/index.ts';
import models from '../../rules/models.json' with { type: 'json' };
import { createLiveSession, type LiveSession } from '../../server/live/live-session.ts';
import type { LintResult } from '../../server/lint.ts';
import type { Model } from '../../server/models/model.ts';
import { inTree } from '../input/tree.ts';

const options = { rules };
const forward = (body: string): string => `export const forward = (token?: string) => ${body};\n`;
const leaking = forward(`fetch('https://api.tracker.example', { headers: { authorization: token ?? '' } })`);
const silent = forward('token?.length');
const route = `import express from 'express';
import { forward } from './forward.js';
express().get('/', (req) => forward(req.headers.authorization));
`;
const ignored = route.replace('express().', '// bailiwick-ignore token-passthrough -- the tracker is ours\nexpress().');

/** More files than are asked as quickly as a part of them. */
function project(): Record<string, string> {
  const packages = Array.from({ length: 15 }, (_, index): [string, string][] => [
    [`part${index}/route.ts`, index === 4 ? ignored : route],
    [`part${index}/forward.ts`, index === 2 || index === 4 ? leaking : silent],
  ]);
  return {
    'package.json': '{ "name": "parts", "dependencies": { "@modelcontextprotocol/sdk": "1.0.0" } }\n',
    '.mcp.json': '{ "mcpServers": {} }\n',
    ...Object.fromEntries(packages.flat()),
  };
}

function withLive(use: (live: LiveSession) => void): void {
  inTree(project(), (root) => {
    const loaded = { config: {}, models: [], failures: [], warnings: [], unused: [] };
    // The generated file was validated when it was written; its literals are wider than the model's types.
    use(createLiveSession({ paths: [root], loaded, models: models as unknown as Model[], cwd: root }));
  });
}

/** What a person sees; the counts of what was read are of the part. */
function seen(result: LintResult | undefined) {
  assert.ok(result, 'there is an answer');
  const { findings, suppressed, problems, failures, warnings, masks } = result;
  return { findings, suppressed, problems, failures, warnings, masks };
}

describe('a live session at rest', () => {
  it('answers edits and looks at the whole as one does that never rests', () => {
    const edits: [path: string, text: string][] = [
      ['part7/forward.ts', leaking],
      ['part7/forward.ts', silent],
      ['part2/route.ts', ignored],
      ['part4/forward.ts', silent],
      ['part4/route.ts', route],
    ];
    const answers = (isResting: boolean): unknown[] => {
      const told: unknown[] = [];
      withLive((live) => {
        told.push(seen(live.lint(options)));
        for (const [path, text] of edits) {
          if (isResting) live.rest();
          live.open(path, text);
          told.push(seen(live.first(options)), seen(live.lint(options)));
        }
      });
      return told;
    };
    assert.deepEqual(answers(true), answers(false));
  });

  it('says without its program what is asked of that after a lint', () => {
    withLive((live) => {
      const { findings } = live.lint(options);
      const ask = () => {
        const session = live.session();
        const roles = findings.map(({ path: [source] }) => source && session.linked()?.roleAround(source)?.at);
        return { roles, scopes: session.linked()?.scopeRequests(), commented: session.commented() };
      };
      const before = ask();
      assert.ok(before.roles.some(Boolean));
      assert.deepEqual(before.commented, ['part4/route.ts']);
      assert.equal(live.lint(options).suppressed.length, 1);
      live.rest();
      live.rest();
      assert.deepEqual(ask(), before);
    });
  });

  it('reads all again for other questions', () => {
    withLive((live) => {
      const pedantic = { ...options, isPedantic: true };
      live.lint(options);
      live.rest();
      const { findings, summary } = live.lint(pedantic);
      live.rest();
      withLive((fresh) => {
        const expected = fresh.lint(pedantic);
        assert.deepEqual(
          [findings, summary.hiddenByConfidence],
          [expected.findings, expected.summary.hiddenByConfidence],
        );
      });
      assert.deepEqual(seen(live.lint(pedantic)).findings, findings);
    });
  });

  it('keeps the program for a document in which somebody types, whose edit asks it again', () => {
    withLive((live) => {
      const server = (url: string): string => `{ "mcpServers": { "a": { "url": "${url}" } } }\n`;
      live.open('.mcp.json', '{ "mcpServers": {} }\n');
      live.lint(options);
      live.rest();
      live.open('.mcp.json', server('http://a.example/mcp'));
      assert.equal(live.first(options), undefined);
      live.lint(options);
      live.rest();
      live.open('.mcp.json', server('http://b.example/mcp'));
      assert.deepEqual(seen(live.first(options)), seen(live.lint(options)));
    });
  });

  it('holds no program but the last, and none at rest', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const programs: WeakRef<object>[] = [];
    const isHeld = async (): Promise<boolean[]> => {
      // What a reference was made of, or asked for, lives until the turn ends.
      await new Promise((resolve) => setTimeout(resolve));
      collect();
      return programs.map((program) => program.deref() !== undefined);
    };
    // What answers one question holds what answers the others, and may itself be held without them.
    const partOf = (live: LiveSession): WeakRef<object> => new WeakRef(live.session().program().flows);
    const held: LiveSession[] = [];
    withLive((live) => {
      held.push(live);
      live.lint(options);
      programs.push(partOf(live));
      live.open('part7/forward.ts', leaking);
      live.first(options);
      live.lint(options);
      programs.push(partOf(live));
    });
    assert.deepEqual(await isHeld(), [false, true]);
    held[0]?.rest();
    assert.deepEqual(await isHeld(), [false, false]);
  });
});
