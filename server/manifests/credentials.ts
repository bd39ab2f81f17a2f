/** Which part of a text is a credential, and how sure that is. Its value never leaves here. */
import type { TextTree } from '../documents/document.ts';
import { pieceOf } from '../documents/tree.ts';
import type { Confidence, Place } from '../finding.ts';
import { isBareKey, isCredentialHeader, nameKind } from '../models/credential-names.ts';
import type { Dialects } from './dialects.ts';
import {
  entropyOf,
  isMadeByChance,
  isNamelike,
  isPlaceholder,
  isReference,
  isUsualLogin,
} from '../models/credential-values.ts';

/** A credential in a text, whose value is not told. */
export interface Secret {
  /** The part of the text's value. */
  from: number;
  to: number;
  /** Words for a reader: `GitHub token`, `password`. */
  what: string;
  /** What may be shown: the prefix that its issuer gives to all, or nothing. */
  shown: string;
  confidence: Confidence;
}

/** A credential that stands in clear text. */
export interface Credential extends Secret {
  text: TextTree;
  at: Place;
  /** The innermost name under which it stands. */
  setting?: Setting;
}

/** Where a text stands, as far as that tells what it holds. */
export interface Setting {
  /** The variable, header, flag or key. */
  name: string;
  kind: 'variable' | 'header' | 'argument' | 'url';
  /** It is handed to a server of tools, where a `…_KEY` is mostly one that lets in. */
  isOfServer?: boolean;
}

const scheme = /^(?:bearer|basic|token|apikey|api-key|digest|negotiate|key)\s+/i;
const userInfo = /\b[a-z][a-z\d+.-]*:\/\/([^\s:/@]*):([^\s@/]+)@([^\s/:?#'"]+)/gi;
const queryValue = /[?&;]([\w.-]+)=([^&#\s'"]+)/g;
const localHost = /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal|[\w-]+$)/i;

/** The credentials in a text: by the form that issuers give them, and by the name under which the text stands. */
export function credentialsIn(text: TextTree, dialects: Dialects, setting?: Setting, start = 0): Credential[] {
  return secretsIn(text.value.slice(start), dialects, setting).map(({ from, to, ...secret }) => ({
    text,
    from: start + from,
    to: start + to,
    at: pieceOf(text, start + from, start + to),
    ...secret,
    ...(setting ? { setting } : {}),
  }));
}

/** The same of any text; offsets are into the value. */
export function secretsIn(value: string, dialects: Dialects, setting?: Setting): Secret[] {
  const found: Secret[] = [];
  const add = (from: number, to: number, what: string, confidence: Confidence, shown = ''): void => {
    if (found.some((known) => known.from < to && from < known.to)) return;
    found.push({ from, to, what, shown, confidence });
  };
  // Every one of the forms holds so many letters and digits in a row, and most texts do not.
  for (const { what, pattern } of /[\w-]{16}/.test(value) ? dialects.credentials : [])
    for (const match of value.matchAll(pattern)) {
      // Behind the form goes on what says that it is none: `sk_live_51…_TEST_XXXX`.
      const whole = match[0] + (/^[\w-]*/.exec(value.slice(match.index + match[0].length))?.[0] ?? '');
      if (isReference(match[0]) || isPlaceholder(whole) || isPublic(match[0], setting)) continue;
      add(match.index, match.index + match[0].length, what, 'high', prefixOf(match[0]));
    }
  for (const [whole, , password = '', host = ''] of value.matchAll(userInfo)) {
    const at = value.indexOf(whole) + whole.lastIndexOf(`:${password}@`) + 1;
    if (isReference(password) || isReference(host) || isPlaceholder(password) || isFilledIn(password)) continue;
    // The login of a local database is no secret, and every sample has one.
    const isLocal = localHost.test(host);
    if (isUsualLogin(password) || isPlaceholder(host) || (isLocal && entropyOf(password) < 3.5)) continue;
    add(at, at + password.length, 'password in a URL', isLocal ? 'medium' : 'high');
  }
  for (const match of value.matchAll(queryValue)) {
    const [whole, name = '', given = ''] = match;
    const at = match.index + whole.length - given.length;
    const isKey = nameKind(name) ? isSecretValue(given, 'key') : isServerKey(name, given, setting);
    if (isKey) add(at, at + given.length, `\`${name}\` in a URL`, 'high');
  }
  if (setting && !isPublic(value, setting)) byName(value, setting, add);
  return found;
}

// What a template or a function that formats puts its values into.
function isFilledIn(text: string): boolean {
  return /[<>{}[\]$]|^%(?:\d+\$)?[sdvq]$|^%\(\w+\)s$/.test(text);
}

type Add = (from: number, to: number, what: string, confidence: Confidence, shown?: string) => void;

function byName(value: string, setting: Setting, add: Add): void {
  const { name, kind } = setting;
  const own = kind === 'header' && isCredentialHeader(name) ? 'key' : nameKind(name);
  if (!own) {
    if (isServerKey(name, value, setting)) add(0, value.length, `value of \`${name}\``, 'high');
    return;
  }
  const prefix = scheme.exec(value)?.[0].length ?? 0;
  const body = value.slice(prefix).trim();
  const at = value.indexOf(body, prefix);
  if (/^basic\s/i.test(value) && isDefaultBasic(body)) return;
  if (body === '' || !isSecretValue(body, own)) return;
  const what =
    own === 'password' ? 'password' : kind === 'header' ? `credential in \`${name}\`` : `value of \`${name}\``;
  add(at, at + body.length, what, confidenceOf(body, own));
}

// A name that says `key` and no more is believed only where the value, too, can be nothing else.
function isServerKey(name: string, value: string, setting: Setting | undefined): boolean {
  return setting?.isOfServer === true && isBareKey(name) && isMadeByChance(value) && !/^(?:phc|pk|pub)_/.test(value);
}

/** True when the value can be a secret by its form; the name has said that one is expected. */
function isSecretValue(value: string, kind: 'password' | 'key'): boolean {
  if (isReference(value) || isPlaceholder(value) || isUsualLogin(value) || isNamelike(value)) return false;
  if (/[<>{}]/.test(value)) return false;
  if (kind === 'password') return value.length >= 4;
  // A word with hyphens is a name: `github-token`, `aws-secret`.
  return value.length >= 12 && !/^[a-z]+(?:[-_.][a-z]+)*$/i.test(value);
}

function confidenceOf(value: string, kind: 'password' | 'key'): Confidence {
  const bits = entropyOf(value);
  const isMixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  if (kind === 'password') return value.length >= 6 && (isMixed || /[^\w]/.test(value)) ? 'high' : 'medium';
  return value.length >= 16 && bits >= 3 && isMixed ? 'high' : 'medium';
}

/** Basic credentials that decode to a login that every installation begins with, or to nothing readable. */
function isDefaultBasic(encoded: string): boolean {
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const password = decoded.slice(colon + 1);
  return colon < 0 || isUsualLogin(password) || isPlaceholder(password);
}

/** A key that is made to be seen: the anonymous role of a hosted database, claims that name nobody, and what every local one and every page on tokens shows. */
function isPublic(value: string, setting: Setting | undefined): boolean {
  if (setting && /(?:^|_)(?:ANON|PUBLIC|PUBLISHABLE)(?:_|$)/i.test(setting.name)) return true;
  // The first accounts of every local chain of Hardhat and Anvil.
  if (/^(?:0x)?(?:ac0974bec39a17e36ba4a6b4d238ff94|59c6995e998f97a5a0044966f0945389)/.test(value)) return true;
  const [, claims, signature = ''] = /^eyJ[\w-]+\.(eyJ[\w-]+)\.(.*)/.exec(value) ?? [];
  if (claims === undefined) return false;
  if (/dummy|fake|example|placeholder|signature|^your/i.test(signature)) return true;
  const said = Buffer.from(claims, 'base64url').toString('utf8');
  return (
    /"role"\s*:\s*"anon"|"iss"\s*:\s*"supabase-demo"|"sub"\s*:\s*"1234567890"|John Doe/.test(said) || saysNothing(said)
  );
}

// Of nobody, for nobody and without an end: what tries a program signs so.
function saysNothing(claims: string): boolean {
  try {
    const said: unknown = JSON.parse(claims);
    return said !== null && typeof said === 'object' && !Object.keys(said).some((name) => telling.test(name));
  } catch {
    return false;
  }
}

const telling =
  /^(?:iss|aud|exp|nbf|iat|jti)$|sub|role|scope|scp|user|id$|mail|name|client|account|tenant|org|perm|grant|access|key|token/i;

function prefixOf(value: string): string {
  return /^[A-Za-z\d]{2,10}[_-](?:(?:ant|proj|pat|api|live|or)[_-])?|^(?:AKIA|ASIA|AIza|ya29\.)/.exec(value)?.[0] ?? '';
}
