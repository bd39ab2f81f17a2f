import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { inTree, inventory, paths } from './tree.ts';

// Inside a git hook these variables would point at another repository.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

describe('ignore files', () => {
  it('hold at every level, and the deeper one decides', () => {
    const files = {
      '.git/HEAD': '',
      '.gitignore': '*.local.ts\n/private/\n',
      'a.local.ts': '',
      'private/key.ts': '',
      'src/private/kept.ts': '',
      'src/.gitignore': '!needed.local.ts\ndraft.ts\n',
      'src/needed.local.ts': '',
      'src/other.local.ts': '',
      'src/deep/draft.ts': '',
      'src/deep/.gitignore': '!draft.ts\n',
    };
    inTree(files, (root) => {
      assert.deepEqual(paths(root), ['src/deep/draft.ts', 'src/needed.local.ts', 'src/private/kept.ts']);
    });
  });

  it('cannot bring back a file below an ignored directory', () => {
    inTree({ '.git/HEAD': '', '.gitignore': 'drafts/\n!drafts/kept.ts\n', 'drafts/kept.ts': '' }, (root) => {
      assert.deepEqual(inventory(root).skipped, [{ path: 'drafts/', reason: 'ignored by git' }]);
    });
  });

  it('of the directories above count up to the repository, and not beyond', () => {
    const files = {
      '.gitignore': 'server.ts\n',
      'repository/.git/HEAD': '',
      'repository/.gitignore': '*.log.ts\n',
      'repository/app/server.ts': '',
      'repository/app/trace.log.ts': '',
    };
    inTree(files, (root) => assert.deepEqual(paths(root, ['repository/app']), ['app/server.ts']));
  });

  it('of a repository do not hold in a repository inside it', () => {
    inTree({ '.git/HEAD': '', '.gitignore': 'server.ts\n', 'clone/.git/HEAD': '', 'clone/server.ts': '' }, (root) => {
      assert.deepEqual(paths(root), ['clone/server.ts']);
    });
  });

  it('include .git/info/exclude', () => {
    inTree({ '.git/info/exclude': 'scratch.ts\n', 'scratch.ts': '', 'server.ts': '' }, (root) => {
      assert.deepEqual(paths(root), ['server.ts']);
    });
  });

  it('may have a byte-order mark and CRLF', () => {
    inTree(
      {
        '.git/HEAD': '',
        '.gitignore': '\uFEFFfirst.ts\r\nsecond.ts\r\n',
        'first.ts': '',
        'second.ts': '',
        'third.ts': '',
      },
      (root) => {
        assert.deepEqual(paths(root), ['third.ts']);
      },
    );
  });

  it('with nonsense in them ignore nothing and break nothing', () => {
    inTree({ '.gitignore': '[z-a].ts\n[\n\\\n***\0\n!\n(((\n', 'server.ts': '' }, (root) => {
      assert.deepEqual(paths(root), ['server.ts']);
    });
  });

  it('do not keep a file away that is named', () => {
    inTree({ '.git/HEAD': '', '.gitignore': 'src/\n', 'src/api.gen.ts': '' }, (root) => {
      assert.deepEqual(paths(root, ['src/api.gen.ts']), ['src/api.gen.ts']);
    });
  });

  it('leave out exactly what git leaves out', () => {
    const patterns = [
      '*.a.ts',
      '!keep.a.ts',
      'one/**/two',
      '/top.ts',
      'sp\\ ace.ts',
      '#x.ts',
      '\\#y.ts',
      'Case.ts',
      'q?.ts',
      '[ab].ts',
      'z/*',
      '!z/in.ts',
      'tail/ ',
    ];
    const names = [
      'x.a.ts',
      'keep.a.ts',
      'one/two/f.ts',
      'one/m/n/two/f.ts',
      'top.ts',
      'sub/top.ts',
      'sp ace.ts',
      '#x.ts',
      '#y.ts',
      'case.ts',
      'sub/Case.ts',
      'q1.ts',
      'q12.ts',
      'a.ts',
      'c.ts',
      'z/in.ts',
      'z/ex.ts',
      'z/d/in.ts',
      'tail/t.ts',
    ];
    inTree({ '.gitignore': patterns.join('\n'), ...Object.fromEntries(names.map((name) => [name, ''])) }, (root) => {
      execFileSync('git', ['init', '-q'], { cwd: root, env });
      const listed = execFileSync(
        'git',
        ['-c', 'core.excludesFile=', 'ls-files', '-z', '--others', '--exclude-standard'],
        { cwd: root, env },
      );
      const expected = listed
        .toString()
        .split('\0')
        .filter((path) => path.endsWith('.ts'));
      assert.deepEqual(paths(root), expected.sort());
    });
  });
});

describe('ignore files and what git tracks', () => {
  for (const version of ['2', '4'])
    it(`say nothing of files that were added all the same (index version ${version})`, () => {
      const files = {
        '.gitignore': '.vscode/\n.env\n*.local.ts\n',
        'app/.vscode/mcp.json': '{}',
        'app/.vscode/notes.json': '{}',
        'app/.env': 'A=1',
        'app/a.local.ts': '',
        'app/b.local.ts': '',
        'other/.env': 'A=1',
      };
      inTree(files, (root) => {
        const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: root, env });
        git('init', '-q');
        git('add', '--force', 'app/.vscode/mcp.json', 'app/.env', 'app/a.local.ts');
        git('update-index', '--index-version', version);
        for (const given of ['.', 'app']) {
          const found = inventory(root, [given]);
          const all = [...found.documents, ...found.files].map(({ path }) => path);
          assert.deepEqual(all, ['app/.env', 'app/.vscode/mcp.json', 'app/a.local.ts']);
        }
        assert.ok(inventory(root).skipped.some(({ path }) => path === 'other/.env'));
      });
    });

  it('say nothing outside of a repository, where they were left behind', () => {
    inTree({ '.gitignore': 'a.ts\n', 'a.ts': '', 'src/.gitignore': '*\n', 'src/b.ts': '' }, (root) =>
      assert.deepEqual(paths(root), ['a.ts', 'src/b.ts']),
    );
  });

  it('hold where the list of git cannot be read', () => {
    inTree({ '.git/index': 'no index', '.gitignore': 'a.ts\n', 'a.ts': '', 'b.ts': '' }, (root) =>
      assert.deepEqual(paths(root), ['b.ts']),
    );
  });
});

describe('ignore of the configuration', () => {
  it('leaves paths out', () => {
    inTree({ 'legacy/old.ts': '', 'src/new.ts': '', 'src/new.stub.ts': '' }, (root) => {
      const found = inventory(root, ['.'], { ignore: ['legacy', '*.stub.ts'] });
      assert.deepEqual(
        found.files.map(({ path }) => path),
        ['src/new.ts'],
      );
      assert.deepEqual(
        found.skipped.map(({ reason }) => reason),
        ['ignored by configuration', 'ignored by configuration'],
      );
    });
  });

  it('brings back what git ignores and what looks like build output, but no installed packages', () => {
    const files = {
      '.gitignore': 'local.ts\n',
      'local.ts': '',
      'vendor/agent/main.ts': '',
      'node_modules/x/index.js': '',
    };
    inTree(files, (root) => {
      assert.deepEqual(paths(root, ['.'], { ignore: ['!local.ts', '!vendor', '!node_modules'] }), [
        'local.ts',
        'vendor/agent/main.ts',
      ]);
    });
  });

  it('is relative to the directory of its file, below or above the root', () => {
    inTree({ '.git/HEAD': '', 'app/src/a.ts': '', 'src/b.ts': '' }, (root) => {
      assert.deepEqual(paths(root, ['.'], { ignore: ['/src'], ignoreBase: join(root, 'app') }), ['src/b.ts']);
    });
    inTree({ 'app/src/a.ts': '', 'app/b.ts': '' }, (root) => {
      assert.deepEqual(paths(root, ['app'], { ignore: ['/app/src'], ignoreBase: root }), ['b.ts']);
    });
  });

  it('survives a .gitignore that is a directory', () => {
    inTree({ '.git/HEAD': '', 'a.ts': '' }, (root) => {
      mkdirSync(join(root, '.gitignore'));
      writeFileSync(join(root, '.gitignore/x'), '');
      const found = inventory(root);
      assert.equal(found.files.length, 1);
      assert.match(found.failures[0]?.reason ?? '', /it is a directory/);
    });
  });
});
