/** The code that everyone reads: published packages that ship their TypeScript, or a directory of one's own. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cacheFolder, runTool } from './cache.ts';

export interface Tree {
  name: string;
  directory: string;
}

interface Package {
  name: string;
  version: string;
  /** SHA-512 of the tarball, as the registry states it. */
  integrity: string;
}

const pinned: Record<string, Package[]> = {
  agents: [
    {
      name: '@composio/core',
      version: '0.17.0',
      integrity: 'HJzpKWgise3piltWorEHt07nrjUR3gPZnBmrFgnJXx5+6AiKn79YGBYLytdtuMscElLt/7pHOIxfcaYpiGkJ7A==',
    },
    {
      name: '@notionhq/notion-mcp-server',
      version: '2.5.2',
      integrity: '5nPSwHMnugSGAhSJS5vVIlMao+iTJO9HoWGpCnT8lJNrPy3rZMqs1V/CPiN4MuxF+5EBgRE/f/Tirl6Wfi75Mg==',
    },
  ],
  genkit: [
    {
      name: 'genkit',
      version: '1.42.0',
      integrity: 'yGdsoIo0UQtkNUrKWGQdRihGzbGf2njxYqcpDbkWdQPzMG7/s5caS0ovM+WDdkWPKwMBwxAD+8f9uQmDI7ZOCQ==',
    },
    {
      name: '@genkit-ai/core',
      version: '1.42.0',
      integrity: 'UYTty6exDYUtDWMUxbSijvyZ8tn7Bf+e0CnTFEo2qUO7IpOPgPFaXyUsLWD+EvsxhXWkLhVW2V/e/st60p792g==',
    },
    {
      name: '@genkit-ai/ai',
      version: '1.42.0',
      integrity: 'FV1bMjOnGX7RRPT/T4ZVoV83VTaxQ9ZYTKQSPXI8wvOCtJXoW30ODQI6V+fFuykD5pVKrfjRb73pe0n43J+/Kw==',
    },
    {
      name: '@genkit-ai/mcp',
      version: '1.42.0',
      integrity: 'TcdDXkJJp7RhbipokT9R5YMqQSrSYfU2z6hIjv6yzB3jRjum/OrrWLfg8pUotV9vCWw5nuY1Y64GhP1WN6K3Xg==',
    },
    {
      name: '@genkit-ai/express',
      version: '1.42.0',
      integrity: 'eBE9UgaxnYDLzJTFmoguk2P5BVtFRREmhXyFbkQyVbflt0a47Re9VHRXRV6aog1Vk/23pzLfXGE5klWrzw13cg==',
    },
    {
      name: '@genkit-ai/google-cloud',
      version: '1.42.0',
      integrity: 'AfrnP/38BgaMOvAlzl9TSVeMkD6QHph8duefdS0T1oBiU3IxcLTvodrjfLLJlws6tU6nN/5TNrpyIQE8Qde6/g==',
    },
  ],
  'ai-sdk': [
    {
      name: 'ai',
      version: '6.0.326',
      integrity: '8l+12hhRUYQGSz7Du2svHqjhIdWv6PXEOAk/rg11TtMXR+3FOzrqm4rAHmup4V94utdPct7EWMfV9M+ncKYd8g==',
    },
    {
      name: '@ai-sdk/mcp',
      version: '1.0.102',
      integrity: 'NfdKfdGXItunVKqW2Tq8rj/qvJXBUmXyl6hnGmI+WJWfSnUoar7F8qjFv8Bc70+2LQDWu9o9/sS05H/LcbWxKg==',
    },
    {
      name: '@ai-sdk/provider-utils',
      version: '4.0.66',
      integrity: 'tITCIYBJlxD4PmDIAI2VXb67yEbWRepvJBJrv2pIY5vMRUta51AFRxLlxm0IexRGdIBGuQ10+ClClZMXtawkbA==',
    },
  ],
  // Code that has nothing to do with agents: what a large workspace is made of.
  libraries: [
    {
      name: 'rxjs',
      version: '7.8.2',
      integrity: 'dhKf903U/PQZY6boNNtAGdWbG85WAbjT/1xYoZIC7FAY0yWapOBQVsVrDl58W86//e1VpMNBtRV4MaXfdMySFA==',
    },
    {
      name: 'zod',
      version: '4.6.7',
      integrity: 'g8W2D2kU6a8untc053fX1uVBKzM7yqAxW/3zwk83+6RyF2+SKOuV+c0wBDhUwzV1PaGapmZH+rmcUzPf+3CGwg==',
    },
    {
      name: '@reduxjs/toolkit',
      version: '2.14.0',
      integrity: 'm/PxMwRe0xLL6XUsAgy0YjInklHcfi9uMwFhJk+QINqjxqPvyc89T5cMjszA5bDmTE0gwGc7zr9LRO4gL+mhaw==',
    },
    {
      name: '@tanstack/query-core',
      version: '5.108.0',
      integrity: 'X9zJUtEV/0D2q9pmGS/Bza8S4bNovSBhZOtdhtu0fzsHwizC6C+Eh/q5CX3MQBchsRMrirWVQmv7Fp4OStzV9g==',
    },
  ],
  // The targets for large trees are set for more than five megabytes.
  'model-sdks': [
    {
      name: 'openai',
      version: '6.49.0',
      integrity: 'aYCc0C6L864eR6WSYIwQGyXriw/nIyZx0ObvhzOEVuk0zoBDpynjSbrionWI7q65B5H8jJX0DXR9snEzM6bfPg==',
    },
    {
      name: '@anthropic-ai/sdk',
      version: '1.13.0',
      integrity: 'F4Qu3zqRINxTV5xruOvw1gXhEsYH4lOgxffxZx4IworMefc395T458pl5Uj3TZiAlO3+gvhYoHSHU7qDsrchNA==',
    },
  ],
  'anthropic-sdk': [
    {
      name: '@anthropic-ai/sdk',
      version: '1.13.0',
      integrity: 'F4Qu3zqRINxTV5xruOvw1gXhEsYH4lOgxffxZx4IworMefc395T458pl5Uj3TZiAlO3+gvhYoHSHU7qDsrchNA==',
    },
  ],
};

/** The names of the trees that can be fetched and hold agents. */
export const treeNames = Object.keys(pinned).filter((name) => name !== 'libraries');

/** The trees asked for, each a known name or a directory; fetched if need be. All known ones when none is asked for. */
export function prepareTrees(asked: string[]): Tree[] {
  return (asked.length > 0 ? asked : treeNames).map((name) => {
    const packages = pinned[name];
    if (packages) return { name, directory: fetchTree(name, packages) };
    const directory = resolve(name);
    if (existsSync(directory)) return { name, directory };
    throw new Error(`--tree ${name}: neither a directory nor one of ${treeNames.join(', ')}`);
  });
}

function fetchTree(name: string, packages: Package[]): string {
  for (const wanted of packages) {
    const folder = cacheFolder('trees', name);
    const target = join(folder, `${fileName(wanted.name)}-${wanted.version}`);
    if (existsSync(target)) continue;
    const archive = download(wanted);
    const unpacked = cacheFolder('unpacked', fileName(wanted.name));
    // Only the sources: what is built from them, beside them, would be read twice.
    runTool('tar', ['-xzf', archive, '-C', unpacked, 'package/src', 'package/package.json'], folder);
    renameSync(join(unpacked, 'package'), target);
    rmSync(unpacked, { recursive: true });
  }
  return cacheFolder('trees', name);
}

function download({ name, version, integrity }: Package): string {
  const folder = cacheFolder('packages', `${fileName(name)}-${version}`);
  const found = (): string | undefined => readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (!found()) runTool('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', folder], folder);
  const archive = join(folder, found() ?? '');
  const actual = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (actual === integrity) return archive;
  rmSync(folder, { recursive: true });
  throw new Error(`${name}@${version}: the package is not the one that was pinned (sha512 ${actual})`);
}

function fileName(name: string): string {
  return name.replace('@', '').replace('/', '-');
}
