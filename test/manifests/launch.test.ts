import assert from 'node:assert/strict';
import { launchOf } from '../../server/manifests/launch.ts';
import type { TextTree } from '../../server/manifests/manifest.ts';

function text(value: string): TextTree {
  return {
    kind: 'text',
    file: 'f',
    start: 0,
    end: value.length,
    value,
    inner: { start: 0, end: value.length },
    style: 'plain',
  };
}

/** What a command line fetches; `!` stands before what is not pinned. */
const table: [string[], string | undefined][] = [
  [['npx', '-y', '@acme/orders@1.2.3'], 'npm @acme/orders 1.2.3'],
  [['npx', '-y', '@acme/orders@^1'], '!npm @acme/orders ^1'],
  [['/usr/local/bin/npx', 'orders'], '!npm orders'],
  [['C:\\Program Files\\nodejs\\npx.cmd', 'orders'], '!npm orders'],
  [['npx', '-y', '--package', 'orders@1.0.0', '--', 'bin', 'start'], 'npm orders 1.0.0'],
  [['npx', '--package=orders', 'bin'], '!npm orders'],
  [['npx', '-y', '@smithery/cli@latest', 'run', 'orders'], '!npm @smithery/cli latest'],
  [['npx', '--yes', '--registry', 'https://npm.acme.dev', 'orders'], '!npm orders'],
  [['npx', 'github:acme/orders'], '!git github:acme/orders'],
  [['npx', './server.js'], undefined],
  [['npx', '--no-install', 'orders'], undefined],
  [['cmd', '/c', 'npx', '-y', 'orders'], '!npm orders'],
  [['op', 'run', '--env-file', '.env', '--', 'npx', '-y', 'orders'], '!npm orders'],
  [['dotenv', '-e', '.env', '--', 'npx', '-y', 'orders'], '!npm orders'],
  [['mise', 'exec', 'node@22', '--', 'npx', '-y', 'orders'], '!npm orders'],
  [['env', 'MODE=fast', 'npx', '-y', 'orders@1.0.0', '--', 'start'], 'npm orders 1.0.0'],
  [['op', 'read', 'op://vault/item'], undefined],
  [['cmd.exe', '/C', 'npx -y orders'], '!npm orders'],
  [['wsl.exe', 'npx', 'orders'], '!npm orders'],
  [['bash', '-c', 'source .env && npx -y orders'], '!npm orders'],
  [['bash', '-lc', 'TOKEN=x exec uvx orders==1.0'], 'pypi orders 1.0'],
  [['bash', '-c', 'cd x && source venv/bin/activate && python server.py'], undefined],
  [['env', 'A=b', 'npx', 'orders'], '!npm orders'],
  [['npx -y orders'], '!npm orders'],
  [['pnpm', 'dlx', 'orders'], '!npm orders'],
  [['pnpm', 'start'], undefined],
  [['uv', 'run', '--with', 'orders-mcp', '--python', '3.12', 'orders_mcp'], '!pypi orders-mcp'],
  [['uv', 'run', '--with=orders[cli]', 'orders', '--stdio'], '!pypi orders[cli]'],
  [['uv', 'run', '--with', 'mcp', 'mcp', 'run', 'server.py:app'], undefined],
  [['uv', 'run', '--with', 'rows', '--with', 'orders==1.2', 'python', '-m', 'orders'], 'pypi orders 1.2'],
  [['uv', 'run', '--with', 'orders', '-m', 'orders'], '!pypi orders'],
  [['uv', 'run', '--with', 'orders', 'server.py'], undefined],
  [['uv', 'run', '--directory', '/srv/orders', '--with', 'orders', 'orders'], undefined],
  [['uv', 'run', 'orders'], undefined],
  [['npm', 'exec', '--', 'orders'], '!npm orders'],
  [['npm', 'run', 'mcp'], undefined],
  [['bunx', 'orders@2.0.0-beta.1'], 'npm orders 2.0.0-beta.1'],
  [['bun', 'run', 'index.ts'], undefined],
  [['uvx', 'orders'], '!pypi orders'],
  [['uvx', 'orders@latest'], '!pypi orders latest'],
  [['uvx', 'orders@1.2.3'], 'pypi orders 1.2.3'],
  [['uvx', '--from', 'orders[all]>=1', 'bin'], '!pypi orders[all] 1'],
  [
    ['uvx', '--from', 'git+https://github.com/acme/orders@main', 'bin'],
    '!git git+https://github.com/acme/orders@main main',
  ],
  [['uv', 'run', '--with', 'mcp', 'server.py'], undefined],
  [['uv', 'tool', 'run', 'orders'], '!pypi orders'],
  [['uv', '--directory', '/x', 'run', 'orders'], undefined],
  [['pipx', 'run', 'orders==1.0'], 'pypi orders 1.0'],
  [['docker', 'run', '-i', '--rm', '-e', 'A', '-v', '/a:/b', 'acme/orders'], '!docker acme/orders'],
  [
    ['docker', 'run', '--rm', '-i', '--network=host', '-eA=b', 'ghcr.io/acme/orders:1.2'],
    '!docker ghcr.io/acme/orders 1.2',
  ],
  [['docker', 'run', '-p', '8080:80', 'localhost:5000/orders:latest'], '!docker localhost:5000/orders latest'],
  [['docker', 'exec', '-i', 'orders', 'node'], undefined],
  [['docker', 'compose', 'run', 'orders'], undefined],
  [['docker', 'mcp', 'gateway', 'run'], undefined],
  [['deno', 'run', '-A', 'https://acme.dev/orders.ts'], '!url https://acme.dev/orders.ts'],
  [['deno', 'run', '-A', 'npm:orders@1.2.3'], 'url npm:orders@1.2.3 1.2.3'],
  [['node', 'server.js'], undefined],
  [['npx', '-y', '${PACKAGE}'], undefined],
];

describe('launch', () => {
  for (const [words, expected] of table)
    it(words.join(' '), () => {
      const [command = '', ...args] = words;
      const found = launchOf(text(command), args.map(text))?.package;
      const shown =
        found &&
        `${found.isPinned ? '' : '!'}${[found.registry, found.name, found.version].filter((part) => part !== undefined).join(' ')}`;
      assert.equal(shown, expected);
    });
});
