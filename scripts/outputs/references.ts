/** Where the references of rules can be read: specifications, weaknesses, advisories, statements. */
import { documentationUrl } from '../../server/rule.ts';

/** How a reference begins that names a statement of rules/statements.yaml. */
export const normPrefix = 'norm:';

/** Where a reference of a rule can be read. */
const places: Record<string, (rest: string) => { label: string; url: string }> = {
  mcp: (rest) => {
    const [path = '', anchor = ''] = rest.split('#');
    const words = (anchor || path.split('/').at(-1) || '').replaceAll(/[-_]/g, ' ');
    const revision = path.split('/')[0] ?? '';
    return { label: `MCP ${revision}: ${words}`, url: `https://modelcontextprotocol.io/specification/${rest}` };
  },
  rfc: (rest) => {
    const [number = '', section] = rest.split('#');
    const url = `https://www.rfc-editor.org/rfc/rfc${number}`;
    if (!section) return { label: `RFC ${number}`, url };
    return { label: `RFC ${number}, section ${section}`, url: `${url}#section-${section}` };
  },
  cwe: (rest) => ({ label: `CWE-${rest}`, url: `https://cwe.mitre.org/data/definitions/${rest}.html` }),
  ghsa: (rest) => ({ label: rest, url: `https://github.com/advisories/${rest}` }),
  entra: (rest) => ({
    label: `Microsoft Entra: ${rest.replaceAll('-', ' ')}`,
    url: `https://learn.microsoft.com/entra/identity-platform/${rest}`,
  }),
  norm: (rest) => ({ label: rest, url: `${documentationUrl('COVERAGE')}#${rest}` }),
  'owasp-asi': (rest) => ({
    label: `OWASP ASI${rest}`,
    url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
  }),
  'owasp-mcp': (rest) => ({ label: `OWASP MCP${rest}`, url: 'https://owasp.org/www-project-mcp-top-10/' }),
  'owasp-llm': (rest) => ({ label: `OWASP LLM${rest}`, url: 'https://genai.owasp.org/llm-top-10/' }),
};

/** A reference such as `rfc:9068#4` as a Markdown link; throws for a prefix that has no place. */
export function referenceLink(reference: string): string {
  const colon = reference.indexOf(':');
  const place = places[reference.slice(0, colon)];
  if (!place) throw new Error(`the reference "${reference}" must begin with ${Object.keys(places).join(', ')}`);
  const { label, url } = place(reference.slice(colon + 1));
  return `[${label}](${url})`;
}
