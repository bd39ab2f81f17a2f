/** Which files count, and that a client is asked to watch them. */
import assert from 'node:assert/strict';
import { countsFor, isLinted, isRelevant, isRelevantOnDisk, watched } from '../../server/lsp/relevance.ts';

const linted =
  `server.ts page.tsx tool.mts tool.cts server.js page.jsx tool.mjs tool.cjs .mcp.json settings.jsonc agent.json5 default.rules
  agents.code-workspace compose.yaml ci.yml config.toml SKILL.md rules.mdc agent.markdown prod.env main.tf prod.tfvars
  main.hcl main.bicep main.bicepparam policy.tpl policy.tftpl .env .env.local Dockerfile Dockerfile.dev Containerfile
  agent.dockerfile agent.containerfile .cursorrules .windsurfrules .clinerules .roorules .goosehints package.json requirements.txt
  requirements-dev.txt server.py`.split(/\s+/);
const shared = [
  '.gitignore',
  'yarn.lock',
  'uv.lock',
  'package-lock.json',
  'pnpm-workspace.yaml',
  'tsconfig.base.json',
  '.bailiwick.yaml',
];
const others = ['photo.png', 'server.rb', 'notes.txt', 'Makefile'];

describe('files that count', () => {
  it('are linted by their names', () => {
    for (const name of linted) assert.ok(isLinted(`/agent/${name}`), name);
    for (const name of others) assert.ok(!isRelevant(`/agent/${name}`), name);
  });

  it('are watched', () => {
    const patterns = watched
      .flatMap(expanded)
      .map((glob) => new RegExp(`^${glob.slice(3).replaceAll('.', '\\.').replaceAll('*', '.*')}$`));
    for (const name of [...linted, ...shared]) {
      assert.ok(isRelevant(`/agent/${name}`), name);
      assert.ok(
        patterns.some((pattern) => pattern.test(name)),
        `${name} is watched`,
      );
    }
  });

  it('lie in a project, or above it and speak of all below', () => {
    const table: [string, boolean][] = [
      ['/work/agent/src/server.ts', true],
      ['/work/agent/.bailiwick.yaml', true],
      ['/work/.bailiwick.yaml', true],
      ['/work/package.json', true],
      ['/work/.gitignore', true],
      ['/work/server.ts', false],
      ['/work/other/package.json', false],
    ];
    for (const [path, counts] of table) assert.equal(countsFor('/work/agent', path), counts, path);
  });

  it('may be directories when they come or go', () => {
    assert.ok(isRelevantOnDisk('/agent/src'));
    assert.ok(!isRelevantOnDisk('/agent/photo.png'));
  });
});

/** `a.{b,c}` as `a.b` and `a.c`. */
function expanded(glob: string): string[] {
  const [, before = '', choices, after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(glob) ?? [];
  return choices === undefined ? [glob] : choices.split(',').map((choice) => before + choice + after);
}
