/** The tool that fixes: it shows first, and writes only when it is asked to. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agent, call, type Called, complaint, found, lint, withServer } from './agent.ts';

interface Fixed {
  applied: boolean;
  fixes: { rule: string; title: string; safety: string }[];
  files: { file: string; diff: string }[];
  remaining: { rule: string; at: { file: string } }[];
  failures: { reason: string; file?: string }[];
}

const fixed = ({ structured, isError, text }: Called): Fixed => {
  assert.equal(isError, false, text);
  return structured as unknown as Fixed;
};
const required = (agent['src/verify.ts'] ?? '').replace(
  '// this server\n',
  "// this server\n  requiredClaims: ['aud'],\n",
);

describe('fix of the MCP server', () => {
  it('shows the safe fixes as a diff and writes nothing', () =>
    withServer([agent], async (client, root = '') => {
      const answer = await call(client, 'fix');
      const { applied, fixes, files, remaining } = fixed(answer);
      assert.deepEqual(
        [applied, fixes.map(({ rule, safety }) => `${safety} ${rule}`), remaining],
        [false, ['safe jwt-audience-claim-optional'], []],
      );
      assert.deepEqual(files, [
        {
          file: 'src/verify.ts',
          diff: `--- src/verify.ts
+++ src/verify.ts
@@ -3,4 +3,5 @@
 export const verify = createVerifier({
   key: 'public key', // of the issuer
   allowedAud: 'https://mcp.example.com', // this server
+  requiredClaims: ['aud'],
 });
`,
        },
      ]);
      assert.match(
        answer.text,
        /^Preview, nothing was written: 1 fix in 1 file\. Call again with apply: true to write\.\n/,
      );
      assert.equal(readFileSync(join(root, 'src/verify.ts'), 'utf8'), agent['src/verify.ts']);
    }));

  it('writes when asked to, finds the file clean, and has nothing to do the second time', () =>
    withServer([agent], async (client, root = '') => {
      const answer = await call(client, 'fix', { apply: true });
      assert.equal(fixed(answer).applied, true);
      assert.match(answer.text, /^Written: 1 fix in 1 file\.\n/);
      assert.equal(readFileSync(join(root, 'src/verify.ts'), 'utf8'), required);
      assert.deepEqual(found(await lint(client, 'lint_file', { path: 'src/verify.ts' })), []);
      const again = await call(client, 'fix', { apply: true });
      assert.deepEqual([fixed(again).applied, fixed(again).fixes], [false, []]);
      assert.equal(again.text, 'There is nothing that a safe fix closes.');
    }));

  it('takes a suggestion only by the name of its finding and its title', () =>
    withServer([agent], async (client, root = '') => {
      const { findings } = await lint(client, 'lint_file', { path: 'src/login.ts' });
      const finding = findings[0]?.fingerprint ?? '';
      const [first] = findings[0]?.fixes ?? [];
      assert.equal(first?.safety, 'suggestion');
      assert.deepEqual(fixed(await call(client, 'fix', { path: 'src/login.ts' })).fixes, []);
      const asked = await complaint(client, 'fix', { finding });
      assert.ok(asked.includes(`"${first.title}" (suggestion)`), asked);
      assert.match(
        await complaint(client, 'fix', { finding, title: 'Delete everything' }),
        /has no fix "Delete everything"/,
      );
      const preview = fixed(await call(client, 'fix', { finding, title: first.title }));
      assert.deepEqual([preview.applied, preview.files.map(({ file }) => file)], [false, ['src/login.ts']]);
      const written = fixed(await call(client, 'fix', { finding, title: first.title, apply: true }));
      assert.equal(written.applied, true);
      assert.doesNotMatch(readFileSync(join(root, 'src/login.ts'), 'utf8'), /auth\/drive'/);
    }));

  it('previews over unsaved content, which it never writes', () =>
    withServer([agent], async (client, root = '') => {
      const content = (agent['src/verify.ts'] ?? '').replace('mcp.example.com', 'desk.example.com');
      const { files, remaining } = fixed(await call(client, 'fix', { path: 'src/verify.ts', content }));
      assert.match(files[0]?.diff ?? '', /desk\.example\.com/);
      assert.deepEqual(remaining, []);
      assert.match(
        await complaint(client, 'fix', { path: 'src/verify.ts', content, apply: true }),
        /save the file first/,
      );
      assert.equal(readFileSync(join(root, 'src/verify.ts'), 'utf8'), agent['src/verify.ts']);
    }));

  it('says which argument is missing', () =>
    withServer([agent], async (client) => {
      assert.match(await complaint(client, 'fix', { content: '' }), /`content` needs the `path`/);
      assert.match(await complaint(client, 'fix', { title: 'x' }), /`title` needs the fingerprint/);
      assert.match(await complaint(client, 'fix', { finding: 'f00' }), /no finding f00; lint again/);
      assert.match(await complaint(client, 'fix', { rule: 'brod-scope' }), /did you mean "broad-scope"/);
    }));

  it('writes nothing when one of the files would lose bytes, and says which is not written', () => {
    const broken = Buffer.concat([Buffer.from(agent['src/verify.ts'] ?? ''), Buffer.from([0x2f, 0x2f, 0xff, 0x0a])]);
    return withServer([{ ...agent, 'src/zone.ts': broken }], async (client, root = '') => {
      const answer = await call(client, 'fix', { apply: true });
      const { applied, failures } = fixed(answer);
      assert.deepEqual([applied, failures.map(({ file }) => file)], [false, ['src/zone.ts']]);
      assert.match(
        answer.text,
        /^Nothing was written: 2 fixes in 2 files asked for\.\n\nfailed src\/zone\.ts: was not fixed/,
      );
      assert.equal(readFileSync(join(root, 'src/verify.ts'), 'utf8'), agent['src/verify.ts']);
    });
  });

  it('masks credentials in what it shows, and keeps them in what it writes', () => {
    const key = `ghp_${'Ab1'.repeat(12)}`;
    const text = (agent['src/verify.ts'] ?? '').replace("'public key'", `'${key}'`);
    return withServer([{ 'verify.ts': text }], async (client, root = '') => {
      const { files } = fixed(await call(client, 'fix'));
      assert.match(files[0]?.diff ?? '', /key: 'ghp_\[masked\]'/);
      const answer = await call(client, 'fix', { apply: true });
      assert.ok(!answer.text.includes(key) && !JSON.stringify(answer.structured).includes(key));
      assert.ok(readFileSync(join(root, 'verify.ts'), 'utf8').includes(key));
    });
  });

  it('keeps the byte order mark and the ends of lines', () => {
    const text = `\uFEFF${(agent['src/verify.ts'] ?? '').replaceAll('\n', '\r\n')}`;
    return withServer([{ 'verify.ts': text }], async (client, root = '') => {
      await call(client, 'fix', { apply: true });
      const after = readFileSync(join(root, 'verify.ts'), 'utf8');
      assert.equal(after, `\uFEFF${required.replaceAll('\n', '\r\n')}`);
      writeFileSync(join(root, 'verify.ts'), text);
      assert.equal(fixed(await call(client, 'fix')).fixes.length, 1);
    });
  });
});
