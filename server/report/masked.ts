/** Text of the analysed project, without the secrets in it. */

/** What stands in the place of a credential. */
export const mask = '[masked]';

/** Beginnings that vendors give to their tokens and keys; what follows is the secret. */
const prefixed =
  /\b(gh[opsur]_|github_pat_|glpat-|npm_|pypi-|hf_|xox[abeoprs]-|sk-ant-|sk-|[sr]k_(?:live|test)_|whsec_|AKIA|ASIA|AIza|ya29\.|SG\.|dop_v1_|shpat_)[\w./+=-]{8,}/g;
const jsonWebToken = /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g;
const privateKey = /(-----BEGIN [A-Z\d ]*PRIVATE KEY-----)[\s\S]*?(?=-----END|$)/g;
const scheme = /\b(Bearer|Basic)(\s+)(?!\$|<|\[)[\w.~+/=-]{12,}/gi;
const userInfo = /(\b[a-z][a-z\d+.-]*:\/\/[^\s:/@'"`]*:)(?!\$)[^\s@/'"`]+(?=@)/gi;
/** How a name ends that says secret and speaks of something else: a token_type is none. */
const about =
  'type|ur[il]|endpoint|name|id|kind|path|header|prefix|scheme|expiry|ttl|lifetime|method|hint|field|audience|issuer|scope';
/** A quoted text under a name that says secret. */
const named = new RegExp(
  '((?:secret|passw(?:or)?d|pwd|passphrase|token|api[-_]?key|access[-_]?key|private[-_]?key|credentials?)' +
    `(?!\\w*(?:${about})s?\\b)` +
    String.raw`\w*["'\`]?\]?\s*[:=]\s*(["'\`]))((?:(?!\2)[^\\\n]|\\.){6,})(?=\2)`,
  'gi',
);
/** A long quoted text of mixed characters. */
const random = /(["'`])(?=[^"'`\n]*\d)(?=[^"'`\n]*[a-z])(?=[^"'`\n]*[A-Z])([\w+/=-]{28,})\1/g;

/** The text with every credential in it masked; what only refers to one (a variable, a placeholder, a URL) stays. */
export function masked(text: string): string {
  return text
    .replace(privateKey, `$1${mask}`)
    .replace(jsonWebToken, mask)
    .replace(prefixed, `$1${mask}`)
    .replace(userInfo, `$1${mask}`)
    .replace(scheme, `$1$2${mask}`)
    .replace(named, (whole: string, before: string, _quote: string, value: string) =>
      isReference(value) ? whole : before + mask,
    )
    .replace(random, `$1${mask}$1`);
}

function isReference(value: string): boolean {
  return /\$\{|\{\{|^<|^\$|^https?:\/\/|^urn:/.test(value) || value === mask;
}
