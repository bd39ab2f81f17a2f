/** Whole files in which a secret enters that no caller of this server presented as its token; `leak` sends what it is given. */
const command = `import { exec, execSync } from 'node:child_process';`;

export const secrets: Record<string, string[]> = {
  'globals.secrets.yaml': [
    `export const one = async () => leak((await (await fetch('https://id.example.net/token')).json()).access_token);`,
    `export const one = async () => leak((await (await fetch('https://id.example.net/register')).json()).client_secret);`,
    `export const one = (req) => leak(req.body.client_secret);`,
    `export default { fetch: async (request: Request) => leak((await request.formData()).get('refresh_token')) };`,
    `export const one = (req) => leak(req.query.code); // authorization_code`,
    `export default { fetch: (request: Request) => leak(new URL(request.url).searchParams.get('code')) }; // redirect_uri`,
    `import { Hono } from 'hono';\nnew Hono().get('/callback', (c) => leak(c.req.query('code'))); // redirect_uri`,
  ],
  'node-child_process.secrets.yaml': [
    `${command}\nleak(execSync('gh auth token'));`,
    `${command}\nimport { promisify } from 'node:util';\nconst run = promisify(exec);\nexport const one = async () => leak((await run('gh auth token --hostname x')).stdout);`,
    `${command}\nleak(JSON.parse(execSync('az account get-access-token')).accessToken);`,
    `${command}\nleak(JSON.parse(execSync('sf org display --json')).result.accessToken);`,
    `${command}\nimport { promisify } from 'node:util';\nconst run = promisify(exec);\nexport const one = async () => leak(JSON.parse((await run('sf org display --json')).stdout).result.accessToken);`,
  ],
};
