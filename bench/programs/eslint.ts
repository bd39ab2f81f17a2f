/** `eslint PEERS ROOT TSCONFIG LIST`: ESLint with the typed rules of typescript-eslint and the security plugin over a list of files. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';

interface Message {
  fatal?: boolean;
  message: string;
}

/** What is used of the peers, which are installed elsewhere and bring no types here. */
interface Peers {
  eslint: {
    ESLint: new (options: object) => {
      lintFiles(paths: string[]): Promise<{ messages: Message[] }[]>;
    };
  };
  'typescript-eslint': { configs: { recommendedTypeChecked: object[] } };
  'eslint-plugin-security': { configs: { recommended: object } };
}

export interface EslintCounts {
  files: number;
  /** Files that were refused: not parsed, or not matched by the configuration. */
  refused: number;
  messages: number;
}

const [peers = '', root = '', tsconfig = '', list = ''] = process.argv.slice(2);
const require = createRequire(join(peers, 'package.json'));
function peer<Name extends keyof Peers>(name: Name): Peers[Name] {
  return require(name) as Peers[Name];
}

async function main(): Promise<void> {
  const eslint = new (peer('eslint').ESLint)({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      ...peer('typescript-eslint').configs.recommendedTypeChecked,
      peer('eslint-plugin-security').configs.recommended,
      {
        files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
        languageOptions: { parserOptions: { project: [tsconfig], tsconfigRootDir: root } },
      },
    ],
  });
  const results = await eslint.lintFiles(readFileSync(list, 'utf8').split('\n').filter(Boolean));
  const isRefused = ({ fatal, message }: Message): boolean => fatal === true || message.startsWith('File ignored');
  const counts: EslintCounts = {
    files: results.length,
    refused: results.filter(({ messages }) => messages.some(isRefused)).length,
    messages: results.reduce((sum, { messages }) => sum + messages.length, 0),
  };
  process.stdout.write(JSON.stringify(counts));
}

void main();
