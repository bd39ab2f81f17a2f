/** Places of the machine itself that are handed the caller's `token`; written as in `outbound-http.ts`. */
export const system: Record<string, string[]> = {
  'modelcontextprotocol.urls.yaml': [
    `import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';`,
    `new SSEClientTransport(token);`,
  ],
  'execa.yaml': [
    `import { execa } from 'execa';`,
    `execa('echo', [token], { shell: true });`,
    `execa(token, ['x'], { shell: true });`,
    `execa(token, { shell: true });`,
  ],
  'node-ssh.yaml': [`import { NodeSSH } from 'node-ssh';`, `new NodeSSH().execCommand(token);`],
  'globals.code.yaml': ['', `eval(token);`, `new Function(token);`, `new Map().get(token);`],
  'node-child_process.yaml': [
    `import { exec, spawn } from 'node:child_process';`,
    `exec(token);`,
    `spawn(token, ['x'], { shell: true });`,
    `spawn('echo', [token], { shell: true });`,
    `spawn(token, { shell: '/bin/bash' });`,
    `spawn('bash', ['-c', token]);`,
  ],
  'node-fs.yaml': [
    `import fs, { readFile, rename, unlink, writeFile } from 'node:fs';`,
    `readFile(token);`,
    `fs.promises.readFile(token);`,
    `writeFile(token, 'x');`,
    `fs.promises.writeFile(token, 'x');`,
    `unlink(token);`,
    `fs.promises.unlink(token);`,
    `rename(token, 'x');`,
    `fs.promises.rename('x', token);`,
  ],
  'node-vm.yaml': [`import { runInNewContext } from 'node:vm';`, `runInNewContext(token);`],
  'shelljs.yaml': [`import { exec } from 'shelljs';`, `exec(token);`],
  'sql.yaml': [`import { Pool } from 'pg';`, `new Pool().query(token);`],
  'ssh2.yaml': [`import { Client } from 'ssh2';`, `new Client().exec(token, done);`],
};
