/** Names under which credentials stand, and names that only sound like it. */

export type NameKind = 'password' | 'key' | undefined;

const passwordWords = new Set('password passwd passphrase pwd pass psk'.split(' '));
const keyWords = new Set(
  'token secret apikey accesskey secretkey privatekey authtoken bearer pat credential credentials authorization cookie signingkey encryptionkey sessionkey licensekey servicekey masterkey personalaccesstoken jwt'.split(
    ' ',
  ),
);
const keyPairs = new Set(
  'api_key access_key secret_key private_key signing_key encryption_key auth_token auth_key session_key license_key service_key master_key client_secret app_secret access_token refresh_token shared_key account_key subscription_key function_key admin_key deploy_key webhook_secret proxy_authorization x_api app_key bot_token role_key'.split(
    ' ',
  ),
);
/** What follows such a word in the name of something else. */
const neutral = new Set(
  `file path dir directory url uri endpoint id ids name names limit limits count type mode enabled environment header headers prefix ttl expiry expires expiration env
  var ref arn alias location required method provider scheme format length size max min budget usage store storage manager service issuer audience
  scope scopes version algorithm alg hint policy rotation timeout cache field column index group vault source backend resolver input output host port server servers
  interval lifetime validity duration seconds minutes hours days threshold tolerance leeway skew window delay period buffer retries attempts rounds domain address secure strategy
  algorithms audiences issuers methods types providers endpoints urls paths`.split(/\s+/),
);
/** What stands before it in the name of something public or counted. */
const harmless = new Set(
  'public publishable anon anonymous max min num total input output prompt completion context cache csrf next page continuation cursor sync design color foreign primary sort partition hot short'.split(
    ' ',
  ),
);

// Some programs write their words in one: `PGPASSWORD`, `ACCESSTOKEN`. Tokens in the plural are counted.
const glued = /^([a-z\d]+?)(password|passwd|token|secret|apikey)$/;

function gluedKind(word: string): NameKind {
  const [, first = '', last = ''] = glued.exec(word) ?? [];
  if (first === '' || harmless.has(first)) return undefined;
  return last.startsWith('passw') ? 'password' : 'key';
}

/** What a key, variable, header or flag of this name holds. */
export function nameKind(name: string): NameKind {
  const words = wordsOf(name);
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at] ?? '';
    const kind = gluedKind(word);
    const isPassword = passwordWords.has(word) || kind === 'password';
    const isKey = keyWords.has(word) || keyPairs.has(`${words[at - 1] ?? ''}_${word}`) || kind === 'key';
    if (!isPassword && !isKey) {
      if (neutral.has(word)) return undefined;
      continue;
    }
    // `GOOGLE_APPLICATION_CREDENTIALS` names a file.
    if (word === 'credentials' && words[at - 1] === 'application') return undefined;
    if (words.slice(0, at).some((before) => harmless.has(before))) return undefined;
    return isPassword ? 'password' : 'key';
  }
  return undefined;
}

/** What stands before `key` in the name of one that is seen by all, of an id, or of what is looked up by it. */
const seenKeys = new Set(
  'site client consumer write ingest ingestion instrumentation telemetry tracking analytics posthog segment amplitude mixpanel sentry gpg pgp pub host known storage project issue board space object record lookup map row entry state thread dedupe idempotency partition routing registry config setting i18n translation shortcut'.split(
    ' ',
  ),
);

/** True for `TAVILY_KEY` and `--key`: what is handed to a server under such a name can be a credential. */
export function isBareKey(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.at(-1) === 'key' &&
    nameKind(name) === undefined &&
    !words.some((word) => harmless.has(word) || seenKeys.has(word))
  );
}

/** True when the name says that something else stands there: `cloud-type`, `client-id`. */
export function isPlainName(name: string): boolean {
  return nameKind(name) === undefined && neutral.has(wordsOf(name).at(-1) ?? '');
}

/** Headers whose value is a credential whatever its form. */
export function isCredentialHeader(name: string): boolean {
  return /^(?:proxy-)?authorization$|^cookie$|^x-(?:api|auth|access|goog-api|functions|mbx|amz-security|vault|gitlab|github)-?(?:key|token)$|^(?:api|apikey|x-apikey|private)-?(?:key|token)?$/i.test(
    name,
  );
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);
}
