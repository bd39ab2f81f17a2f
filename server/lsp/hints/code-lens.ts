/** Above a tool handler or a route: how many services a caller's token reaches from there, opening the paths. */
import type { CodeLens } from 'vscode-languageserver';
import type { Finding, Place } from '../../finding.ts';
import type { Analysis } from '../analysis/analysis.ts';
import { rangeOf } from '../actions/workspace-edit.ts';

/** The lenses of a file; none for a client that has no command to open paths with. */
export function codeLenses(analysis: Analysis, path: string): CodeLens[] {
  if (!analysis.client.isBailiwick) return [];
  const byPlace = new Map<string, { at: Place; findings: Finding[] }>();
  for (const finding of analysis.result.findings) {
    const [source] = finding.path;
    if (finding.tokenReaches === undefined || source?.file !== path) continue;
    const at = analysis.session.linked()?.roleAround(source)?.fn.at ?? source;
    const known = byPlace.get(String(at.start));
    if (known) known.findings.push(finding);
    else byPlace.set(String(at.start), { at, findings: [finding] });
  }
  return [...byPlace.values()].map(({ at, findings }) => ({
    range: rangeOf(analysis, { ...at, end: at.start }),
    command: {
      title: lensTitle(findings),
      command: 'bailiwick.showPaths',
      arguments: [analysis.uri(path), findings.map(({ fingerprint }) => fingerprint)],
    },
  }));
}

// A host counts once, however many requests go there; of others every request counts.
function lensTitle(findings: readonly Finding[]): string {
  const services = new Set(
    findings.map(({ tokenReaches, path, at }) => {
      const sink = path.at(-1) ?? at;
      return tokenReaches || `${sink.file}|${sink.start}`;
    }),
  );
  const [only] = findings;
  const name = services.size > 1 ? `${services.size} services` : only?.tokenReaches || 'another service';
  return `caller's token reaches ${name}`;
}
