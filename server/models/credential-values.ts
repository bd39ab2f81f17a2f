/** What a value is when it is no credential: a reference, a placeholder, a name, a path, an example. */

const reference = new RegExp(
  [
    // ${X}, ${input:x}, ${{ secrets.X }}, {{x}}, {env:X}, $[file('x')], %X%
    String.raw`\$\{|\{\{|\{[A-Za-z_][\w:.-]*\}|\$\[|\$\(|%[A-Z_][A-Z\d_]*%|%\{`,
    // $X and $env:X, alone or behind a scheme
    String.raw`(?:^|[\s=:"'])\$(?:env:)?[A-Za-z_]\w*`,
    String.raw`^(?:secret|secrets|env|vault|op|keychain|file|aws-sm|gcp-sm|azure-kv|doppler|infisical|arn):`,
    String.raw`^@Microsoft\.KeyVault|^(?:process\.env|os\.environ|var|local|data|module|each|self|param|parameters|variables)[.(\[]|^os\.environ/`,
    String.raw`^projects/[^/]+/secrets/`,
    // What SOPS and Ansible have encrypted.
    String.raw`^ENC\[|^\$ANSIBLE_VAULT;`,
  ].join('|'),
);

const placeholder = new RegExp(
  [
    String.raw`^<.*>$|<<[^>]*>>|<[\w\s-]*(?:token|key|secret|password|your|here|id)[\w\s-]*>`,
    String.raw`\b(?:your|my|votre|tu|dein|ihr)[-_ ]`,
    String.raw`[-_ ](?:here|ici|aqui|hier)\b|_here$|here$`,
    String.raw`(?:^|[-_])(?:your|my)[A-Z][a-z]`,
    String.raw`\b(?:change|replace|remplace[rz]?|insert|enter|put|paste|fill|set|add|update|ersetze)[-_ ]?(?:me|this|with|it|par|in|your|the|to)?(?:$|[-_ .])`,
    String.raw`\b(?:place[-_ ]?holder|example|sample|dummy|fake|mock|test|demo|todo|tbd|fixme|redacted|removed|hidden|masked|none|null|undefined|n\/?a|empty|unset|optional|required|not[-_ ]?set|not[-_ ]?needed|unused|ignored|no[-_ ]?key|anything|something|xxx+)\b`,
    String.raw`(?:^|[-_])(?:example|sample|dummy|fake|placeholder|changeme|redacted|blank)(?:$|[-_])`,
    String.raw`changeme|example\.(?:com|org|net)|@example|EXAMPLE`,
    String.raw`x{4,}|X{4,}|\*{3,}|\.{3,}|\u2026|\u2022{3,}|0{8,}|1{8,}|#{3,}|_{4,}`,
    // The emulators of Azure's storage and of Cosmos DB have these, everywhere.
    String.raw`Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsu|C2y6yDjf5\/R\+ob0N8A7Cgv30VRDJIWEHLM\+4QDU5DE2nQ9nDuVTq`,
    String.raw`abcdefgh|abcd1234|12345678|a1b2c3d4|0123456789|1234567890|deadbeef|cafebabe|qwerty`,
  ].join('|'),
  'i',
);

/** Logins that every installation begins with, and that samples of a local database carry. */
const usual = new Set(
  `postgres postgresql root admin administrator password passwd pass secret token test guest user default changeme mysql mariadb mongo mongodb redis
  neo4j rabbitmq minio minioadmin sa sysdba system oracle elastic kibana grafana keycloak dev development local localhost docker secret123 password1
  password123 admin123 postgres123 root123 letmein welcome 123 1234 12345 123456 true false yes no on off enabled disabled bearer basic oauth oauth2
  apikey api-key none null string undefined`.split(/\s+/),
);

/** True when the value only says where the real one is. */
export function isReference(value: string): boolean {
  return reference.test(value);
}

/** True when the value stands for one that a person is to fill in. */
export function isPlaceholder(value: string): boolean {
  return value.trim() === '' || placeholder.test(value) || isSequence(value) || isEncodedPlaceholder(value);
}

// Secrets of Kubernetes, and keys that are to be bytes, are written so.
function isEncodedPlaceholder(value: string): boolean {
  if (value.length % 4 !== 0 || !/^[A-Za-z\d+/]{14,}={0,2}$/.test(value)) return false;
  const text = Buffer.from(value, 'base64').toString('latin1');
  return /^[\x20-\x7e]+$/.test(text) && placeholder.test(text);
}

/** True for a login that every installation begins with. */
export function isUsualLogin(value: string): boolean {
  return (
    usual.has(value.toLowerCase()) ||
    /^(?:test|admin|root|user|demo|dev|local|pass(?:word)?|postgres|guest|secret)[-_]?\d{0,4}[!@#$]?$/i.test(value) ||
    /^(?:(?:my|some|secret|pass(?:word|wd)?|token|key|value|db|user)[-_]){1,3}(?:secret|pass(?:word|wd)?|token|key|value)$/i.test(
      value,
    )
  );
}

/** True for the name of a variable, a path, an address, a number, a word: things that are no credential by their form. */
export function isNamelike(value: string): boolean {
  return (
    /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(value) ||
    /^(?:~|\.{0,2})[\\/]|^[A-Za-z]:[\\/]|^file:/.test(value) ||
    /\.(?:json|pem|key|crt|txt|ya?ml|env|toml|ini|p12|pfx|cer|conf|sock)$/i.test(value) ||
    /^(?:https?|wss?|unix|npipe):\/\/[^@]*$/.test(value) ||
    /^-?\d+(?:\.\d+)?[a-z]{0,2}$/i.test(value) ||
    /^[\w.-]+@[\w.-]+$/.test(value) ||
    // A sentence or a list of words.
    /\s/.test(value.trim())
  );
}

/** Letters or digits in the order of the alphabet, or one of few characters: made by a hand on a keyboard. */
function isSequence(value: string): boolean {
  const body = value.replace(/^[a-z]{2,8}[-_](?:[a-z]{2,5}[-_])?/i, '').toLowerCase();
  if (body.length < 6) return false;
  let steps = 0;
  for (let at = 1; at < body.length; at++) if (body.charCodeAt(at) - body.charCodeAt(at - 1) === 1) steps++;
  return steps >= (body.length - 1) * 0.6 || new Set(body).size <= 3;
}

/** True when some part of it, and not merely its parts together, mixes letters and digits: `gemini-2.5-flash-preview-0520` is a name. */
export function isMixed(value: string): boolean {
  return value.split(/[^A-Za-z\d]+/).some((part) => part.length >= 8 && changes(part) >= 3);
}

/** How often a letter stands beside a digit. */
function changes(part: string): number {
  return part.match(/(?<=\d)[A-Za-z]|(?<=[A-Za-z])\d/g)?.length ?? 0;
}

/** Bits of a character by Shannon: random letters and digits of twenty have more than three. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** True when the text, a scheme in front of it aside, is of one word and looks as if chance had made it. */
export function isRandom(value: string): boolean {
  const body = value.replace(/^(?:bearer|basic|token|apikey)\s+/i, '');
  return (
    body.length >= 20 &&
    /^[\w+/=.~-]+$/.test(body) &&
    /\d/.test(body) &&
    /[A-Za-z]/.test(body) &&
    entropyOf(body) >= 3 &&
    !isReference(body) &&
    !isPlaceholder(body) &&
    !isNamelike(body) &&
    !/^(?:[a-z]+[-_./])+[a-z]+\d*$/i.test(body)
  );
}

/** True for what chance made by its form alone: an id of hexadecimal groups, or letters and digits in no order. */
export function isMadeByChance(value: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
    ? !isPlaceholder(value)
    : isRandom(value) && isMixed(value);
}
