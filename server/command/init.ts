/** `bailiwick init`. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configName } from '../config.ts';
import { type Config, configShape } from '../config-shape.ts';
import { reasonOf } from '../input/attempt.ts';
import { complaint } from './complaint.ts';
import { ruleIds } from './rules.ts';

/** Writes a configuration file with every key explained; refuses to overwrite one. */
export function init(directory: string): { isDone: boolean; text: string; file: string } {
  const file = join(directory, configName);
  if (existsSync(file))
    return { isDone: false, text: complaint(`${configName} is already there; nothing was written`), file };
  try {
    writeFileSync(file, template(), { flag: 'wx' });
  } catch (error) {
    return { isDone: false, text: complaint(`${configName} cannot be written (${reasonOf(error)})`), file };
  }
  return { isDone: true, text: `${configName} written\n`, file };
}

const [first = '', second = ''] = ruleIds;
// A key that is added to the shape does not compile until it has an example here.
const examples: Record<keyof Config, string> = {
  rules: `
  ${first}: warning
  ${second}: { severity: info, confidence: medium }`,
  ignore: `
  - legacy/`,
  models: `
  - package: acme-http
    sinks:
      - { kind: outbound-credential, path: 'Member[send].Argument[1].Member[token]', note: sent by acme-http }`,
  resource: `
  - https://mcp.example.com/mcp`,
  issuers: `
  - https://login.example.com/`,
  internalHosts: `
  - internal.example.com`,
  exchangeHelpers: `
  - exchangeForDownstream`,
  authTerminatedUpstream: ' true',
  allow: `
  - id: repo
    reason: the agent opens pull requests on private repositories`,
  severity: ' warning',
  confidence: ' medium',
  includeTests: ' true',
};

function template(): string {
  const parts = Object.entries(examples).map(([key, example]) => {
    const { description = '' } = configShape.shape[key as keyof Config];
    return `${description}\n${key}:${example}`;
  });
  const text = ['Configuration of Bailiwick. Every key is optional.', ...parts].join('\n\n');
  return `${text.replaceAll(/^(?=.)/gm, '# ')}\n`;
}
