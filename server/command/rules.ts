/** `bailiwick rules`, `explain` and `init`. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.ts';
import pages from '../../rules/pages.json' with { type: 'json' };
import { configName } from '../config.ts';
import { documentationUrl } from '../rule.ts';
import { didYouMean } from '../similar.ts';

/** The Markdown page of a rule, '' when there is none. */
export function pageOf(id: string): string {
  const all: Record<string, string> = pages;
  return all[id] ?? '';
}

/** All rules, a line each, or as JSON. */
export function listRules(format: 'text' | 'json'): string {
  const metas = rules.map(({ meta }) => ({ ...meta, url: documentationUrl(meta.id) }));
  if (format === 'json') return `${JSON.stringify(metas, null, 2)}\n`;
  const width = Math.max(...metas.map((meta) => meta.id.length));
  return metas
    .map((meta) => `${meta.id.padEnd(width)}  ${meta.pillar.padEnd(10)}  ${meta.severity.padEnd(7)}  ${meta.title}\n`)
    .join('');
}

/** The page of a rule, or what to do when there is no such rule. */
export function explain(id: string): { isKnown: boolean; text: string } {
  const rule = rules.find(({ meta }) => meta.id === id);
  if (!rule) {
    const meant = didYouMean(
      id,
      rules.map(({ meta }) => meta.id),
    );
    return {
      isKnown: false,
      text: `bailiwick: there is no rule "${id}"; ${meant ? `did you mean "${meant}"?` : '`bailiwick rules` lists them'}\n`,
    };
  }
  return { isKnown: true, text: `${pageOf(id).trim()}\n\n${documentationUrl(id)}\n` };
}

/** Writes a configuration file with every key explained; refuses to overwrite one. */
export function init(directory: string): { isDone: boolean; text: string } {
  const file = join(directory, configName);
  if (existsSync(file))
    return { isDone: false, text: `bailiwick: ${configName} is already there; nothing was written\n` };
  try {
    writeFileSync(file, template, { flag: 'wx' });
  } catch (error) {
    return {
      isDone: false,
      text: `bailiwick: ${configName} cannot be written (${error instanceof Error ? error.message : String(error)})\n`,
    };
  }
  return { isDone: true, text: `${configName} written\n` };
}

const template = `# Configuration of Bailiwick. Every key is optional.

# off, on, error, warning or info for each rule.
# rules:
#   broad-scope: info

# Paths to leave out, in gitignore syntax.
# ignore:
#   - legacy/

# URLs of your own servers: the audience that tokens for them carry.
# resource:
#   - https://mcp.example.com/mcp

# Authorization servers that issue your tokens; a token may go back to its issuer.
# issuers:
#   - https://login.example.com/

# Host suffixes of your own services.
# internalHosts:
#   - internal.example.com

# Functions whose result is an exchanged token: a name, or module#name.
# exchangeHelpers:
#   - exchangeForDownstream

# Broad scopes that are wanted, each with its reason.
# allow:
#   - id: repo
#     reason: the agent opens pull requests on private repositories
`;
