/**
 * A fix closes the hole and not only the finding: real servers on loopback take a token that was minted for another
 * audience and hand it on; the language server fixes their sources; the same requests are refused and nothing leaks.
 */
import assert from 'node:assert/strict';
import { type Editor, startEditor } from '../lsp/client.ts';
import { serverProcess } from '../lsp/servers.ts';
import { type Running, startExample } from './example-server.ts';
import { sources as jose } from './examples/express-jose.ts';
import { sources as jsonwebtoken } from './examples/express-jsonwebtoken.ts';
import { sources as mcpOne } from './examples/mcp-v1.ts';
import { sources as mcpTwo } from './examples/mcp-v2.ts';
import { type Issuer, type Neighbour, startIssuer, startNeighbour } from './issuer.ts';

type Sources = Readonly<Record<string, string>>;

const own = 'https://desk.example.com/mcp';
const other = 'https://payroll.example.com/mcp';
const audience = 'missing-audience-check';
const resource = 'mcp-missing-expected-resource';
const passthrough = 'token-passthrough';

const route = (server: Running, token: string): Promise<Response> =>
  fetch(`${server.url}/issues`, { headers: { authorization: `Bearer ${token}` } });
const tool = (server: Running, token: string): Promise<Response> =>
  fetch(`${server.url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'list_issues', arguments: {} },
    }),
  });

interface Example {
  name: string;
  sources: Sources;
  /** The fixes that close the hole, by rule. */
  rules: string[];
  /** What remains to be found then, which no request shows. */
  rest: string[];
  /** True when a fix reads a setting that is not there yet. */
  needsSetting: boolean;
  /** The status of an answer while the exchange still throws; 200 carries the error of a tool. */
  unfilled: number;
  ask(server: Running, token: string): Promise<Response>;
}

const examples: Example[] = [
  {
    name: 'jose',
    sources: jose,
    rules: [audience, passthrough],
    rest: [],
    needsSetting: true,
    unfilled: 500,
    ask: route,
  },
  {
    name: 'jsonwebtoken',
    sources: jsonwebtoken,
    rules: [audience, passthrough],
    rest: [],
    needsSetting: true,
    unfilled: 500,
    ask: route,
  },
  {
    name: 'mcp-v1',
    sources: mcpOne,
    rules: [resource, passthrough],
    rest: [audience],
    needsSetting: false,
    unfilled: 200,
    ask: tool,
  },
  {
    name: 'mcp-v2',
    sources: mcpTwo,
    rules: [resource, passthrough],
    rest: [audience],
    needsSetting: false,
    unfilled: 200,
    ask: tool,
  },
];

/** What a person writes where the fix left a function that throws: RFC 8693 at the issuer. */
const exchange = `async function exchangeToken(callersToken: unknown): Promise<string> {
  const answer = await fetch(\`\${process.env.ISSUER}/token\`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      subject_token: String(callersToken).replace(/^Bearer /, ''),
      resource: process.env.TRACKER ?? '',
    }),
  });
  if (!answer.ok) throw new Error('the token was not exchanged');
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}
`;
const stub = /(async )?function exchangeToken\([\s\S]*?\n\}\n/;

describe('a fix closes the hole', function () {
  let issuer: Issuer;
  let neighbour: Neighbour;
  let editor: Editor;

  before(async () => {
    const files = examples.flatMap(({ name, sources }) =>
      Object.entries(sources).map(([path, text]) => [`${name}/${path}`, text] as const),
    );
    [issuer, neighbour, editor] = await Promise.all([
      startIssuer(),
      startNeighbour(),
      startEditor({
        files: Object.fromEntries(files),
        folders: examples.map(({ name }) => name),
        server: () => serverProcess('stdio'),
      }),
    ]);
  });
  after(async () => {
    await Promise.all([editor.end(), neighbour[Symbol.asyncDispose](), issuer[Symbol.asyncDispose]()]);
  });

  for (const { name, sources, rules, rest, needsSetting, unfilled, ask } of examples) {
    describe(`with ${name}`, () => {
      const paths = Object.keys(sources).map((path) => `${name}/${path}`);
      const wanted = [...rules, ...rest].sort();

      /** Starts the server; the settings of the fixed one are there only when told. */
      const start = (texts: Sources, settings: Record<string, string> = {}): Promise<Running> =>
        startExample(texts, { ISSUER: issuer.url, TRACKER: neighbour.url, PUBLIC_KEY: issuer.publicKey, ...settings });

      /** What a token gets: the status, whether the issues came, and which tokens reached the neighbour. */
      async function outcome(
        server: Running,
        token: string,
      ): Promise<{ status: number; isServed: boolean; arrived: string[] }> {
        neighbour.arrived();
        const answer = await ask(server, token);
        const body = await answer.text();
        return { status: answer.status, isServed: body.includes('leaking pipe'), arrived: neighbour.arrived() };
      }

      async function found(): Promise<{ path: string; rule: string }[]> {
        const perFile = await Promise.all(
          paths.map(async (path) => (await editor.diagnostics(path)).map(({ code }) => ({ path, rule: String(code) }))),
        );
        return perFile.flat();
      }

      /** Takes the fix of the rule at the lightbulb. */
      async function fix(rule: string): Promise<void> {
        const { path } = (await found()).find((each) => each.rule === rule) ?? assert.fail(`${rule} is found`);
        const diagnostic = (await editor.diagnostics(path)).find(({ code }) => code === rule);
        assert.ok(diagnostic);
        const [action] = await editor.codeActions(path, diagnostic.range, [diagnostic], ['quickfix']);
        assert.ok(action?.edit, `${rule} has a fix`);
        await editor.apply(action.edit);
      }

      const texts = (): Sources =>
        Object.fromEntries(paths.map((path) => [path.slice(name.length + 1), editor.text(path)]));

      it('takes the token of another audience before, and hands it on', async () => {
        const foreign = await issuer.mint(other);
        await using server = await start(sources);
        assert.deepEqual(await outcome(server, foreign), { status: 200, isServed: true, arrived: [foreign] });
        assert.deepEqual(await outcome(server, 'no.token.atall'), { status: 401, isServed: false, arrived: [] });
      });

      it('is fixed by the language server', async () => {
        for (const path of paths) await editor.open(path, sources[path.slice(name.length + 1)] ?? '');
        assert.deepEqual((await found()).map(({ rule }) => rule).sort(), wanted);
        for (const rule of rules) await fix(rule);
        assert.deepEqual(
          (await found()).map(({ rule }) => rule),
          rest,
        );
      });

      it('lets no token of a caller out before a person filled in what the fix left open', async () => {
        const [foreign, good] = await Promise.all([issuer.mint(other), issuer.mint(own)]);
        if (needsSetting) {
          await using bare = await start(texts());
          for (const token of [foreign, good])
            assert.deepEqual(await outcome(bare, token), { status: 401, isServed: false, arrived: [] });
        }
        await using server = await start(texts(), { TOKEN_AUDIENCE: own });
        assert.deepEqual(await outcome(server, foreign), { status: 401, isServed: false, arrived: [] });
        assert.deepEqual(await outcome(server, good), { status: unfilled, isServed: false, arrived: [] });
      });

      it('refuses the token of another audience and serves its own once that is filled in', async () => {
        for (const rule of rest) await fix(rule);
        for (const path of paths) {
          const [left = ''] = stub.exec(editor.text(path)) ?? [];
          if (left) await editor.change(path, left, exchange);
        }
        assert.deepEqual(await found(), []);
        const [foreign, good] = await Promise.all([issuer.mint(other), issuer.mint(own)]);
        await using server = await start(texts(), { TOKEN_AUDIENCE: own });
        assert.deepEqual(await outcome(server, foreign), { status: 401, isServed: false, arrived: [] });
        const { status, isServed, arrived } = await outcome(server, good);
        assert.deepEqual([status, isServed, arrived.length], [200, true, 1], server.errors());
        assert.notEqual(arrived[0], good);
        const [, payload = ''] = arrived[0]?.split('.') ?? [];
        const { aud } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { aud: string };
        assert.equal(aud, neighbour.url);
      });
    });
  }
});
