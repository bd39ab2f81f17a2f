/** Where an address leads, as far as its text tells. */

const written = /^([a-z][a-z\d+.-]*):\/\/(?:[^@/\s]*@)?(\[[\da-f:]+\]|[^/:?#\s]+)/i;
const loopback =
  /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|host\.docker\.internal|(?:.*\.)?(?:localtest\.me|lvh\.me|vcap\.me|localho\.st))$/i;
// Names of the whole net that lead to the address that stands in them.
const spelled = /(?:^|[.-])(\d+)[.-](\d+)[.-](\d+)[.-](\d+)\.(?:nip|sslip)\.io$/i;
const inside =
  /^(?:10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d+){2}|\[f[cde][\da-f:]+\]|.*\.(?:local|internal|lan|home|corp|intranet|svc|cluster\.local|test|home\.arpa|ts\.net)|[\w-]+)$/i;

export interface Address {
  /** In lower case. */
  scheme: string;
  host: string;
  /** `unknown` where a template fills the host, or the address is one of those that are kept for examples. */
  leads: 'nowhere-else' | 'inside' | 'outside' | 'unknown';
}

/** The address of a URL; undefined for a text that is none. */
export function addressOf(url: string, internalHosts: readonly string[] = []): Address | undefined {
  const [, scheme, host] = written.exec(url.trim()) ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  const found = { scheme: scheme.toLowerCase(), host };
  const address = spelled.exec(host)?.slice(1).join('.') ?? host;
  if (/[${}<>%]/.test(host) || /^(?:.*\.)?example(?:\.(?:com|org|net))?$/i.test(host))
    return { ...found, leads: 'unknown' };
  if (loopback.test(address)) return { ...found, leads: 'nowhere-else' };
  const isOwn = internalHosts.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
  return { ...found, leads: isOwn || inside.test(address) ? 'inside' : 'outside' };
}
