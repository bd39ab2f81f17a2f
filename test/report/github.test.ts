/** Workflow commands of GitHub Actions: one a line, with everything escaped that would end one early. */
import assert from 'node:assert/strict';
import { githubReport } from '../../server/report/github.ts';
import { at, finding, problem, runOf } from './run-of.ts';

const head = '::error file=src/a.ts,line=3,col=6,endLine=3,endColumn=41,title=token-in-url::';

/** The properties and the message of a command, as the runner reads them. */
function read(command: string): { name: string; properties: Record<string, string>; message: string } {
  const [, name = '', list = '', message = ''] = /^::(\w+) (.*?)::(.*)$/.exec(command) ?? assert.fail(command);
  const plain = (text: string): string =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const pairs = list.split(',').map((pair) => pair.split('='));
  return {
    name,
    properties: Object.fromEntries(pairs.map(([key = '', ...value]) => [key, plain(value.join('='))])),
    message: plain(message),
  };
}

describe('GitHub annotations', () => {
  it('show what is wrong, the path step by step, and what to do', () => {
    const message =
      'The token stands in a URL%0A1. the token (src/a.ts:3)%0A2. passed to `get` as `url` (src/a.ts:3)%0A3. sent (src/b.ts:2)%0ASend it in a header.';
    assert.equal(githubReport(runOf([finding()])), `${head}${message}\n`);
  });

  it('are one line a finding', () => {
    const lines = githubReport(runOf([finding(), finding({ path: [] })])).split('\n');
    assert.deepEqual([lines.length, lines[2]], [3, '']);
  });

  it('are errors, warnings and notices', () => {
    const all = (['error', 'warning', 'info'] as const).map((severity) => finding({ severity }));
    const names = githubReport(runOf(all)).match(/^::\w+/gm);
    assert.deepEqual(names, ['::error', '::warning', '::notice']);
  });

  it('name no end column when the place ends on another line, because GitHub then ignores the columns', () => {
    const [command = ''] = githubReport(
      runOf([finding({ at: at('src/b.ts', 'fetch(url,\n    {})'), path: [] })]),
    ).split('\n');
    const { properties } = read(command);
    assert.deepEqual([properties['line'], properties['endLine'], properties['endColumn']], ['2', '3', undefined]);
  });

  it('escape what would end a message', () => {
    const [command = ''] = githubReport(runOf([finding({ message: '100%\r\n::error::x, y: z %0A', path: [] })])).split(
      '\n',
    );
    assert.match(command, /::100%25%0D%0A::error::x, y: z %250A%0ASend/);
    assert.equal(read(command).message, '100%\r\n::error::x, y: z %0A\nSend it in a header.');
  });

  it('escape what would end a property', () => {
    const file = 'a,b:c%0A\nd.ts';
    const files = { [file]: 'fetch();' };
    const report = githubReport(runOf([finding({ at: at(file, 'fetch', files), path: [] })], {}, files));
    assert.ok(report.startsWith('::error file=a%2Cb%3Ac%250A%0Ad.ts,line=1,'), report);
    assert.equal(read(report.trimEnd()).properties['file'], file);
  });

  it('tell what failed', () => {
    const failures = [{ reason: 'broken\nbadly', file: 'x.ts', line: 3, rule: 'y' }, { reason: 'all of it' }];
    assert.equal(
      githubReport(runOf([], { failures })),
      '::error title=bailiwick failed::x.ts:3 y: broken%0Abadly\n::error title=bailiwick failed::all of it\n',
    );
  });

  it('tell of suppressions that are wrong, because they make the exit code', () => {
    const [command = ''] = githubReport(runOf([], { problems: [problem] })).split('\n');
    const { name, properties, message } = read(command);
    assert.deepEqual([name, properties['file'], properties['line']], ['warning', 'src/b.ts', '2']);
    assert.equal(message, 'Nothing to ignore here.\nRemove the comment.');
  });

  it('are nothing at all when nothing was found', () => assert.equal(githubReport(runOf([])), ''));
});
