/** Orders to a model in a text that only has to describe something. */
import type { Confidence } from '../../finding.ts';

export interface Directive {
  from: number;
  to: number;
  /** The end of a sentence. */
  effect: string;
  confidence: Confidence;
}

const overriding =
  /\b(?:ignore|disregard|forget|override)\b(?:\s+\w+){0,4}?\s+(?:previous|prior|above|earlier|preceding|all|any|safety|security|system)\b(?:\s+\w+){0,3}?\s+(?:instructions?|prompts?|rules?|guidelines?|constraints?|directives?)\b/gi;
const concealing =
  /\b(?:do not|don['\u2019]t|never|without)\s+(?:ever\s+)?(?:tell|telling|mention|mentioning|inform|informing|notify|notifying|reveal|revealing|disclose|alert|alerting)\b[^.!\n]{0,40}?\b(?:users?|humans?|anyone|anybody|developers?|this|that you)\b/gi;
// A block of its own; `pat.<account>.<secret>` shows how something is written.
const covert = /(?<![.\w/:=@<-])<\s*(hidden|secret|important|system|admin|instructions?)\s*>(?![.\w/:@-]*[./@:]\w)/gi;
const reading =
  /\b(?:read|cat|open|load|include|send|pass|copy|upload)\b[^.\n]{0,60}(?:~\/\.(?:ssh|aws|config|cursor|claude|kube)|\bid_rsa\b|\.aws\/credentials|\/etc\/(?:passwd|shadow)|\.cursor\/mcp\.json)/gi;
const sending =
  /\b(?:send|upload|forward|post|transmit|exfiltrate|bcc)\b[^.\n]{0,80}\b(?:https?:\/\/[^\s"')]+|[\w.+-]+@[\w-]+\.[\w.]+)/gi;
const becoming =
  /\b(?:you are now|from now on,? you (?:are|will)|assume the role of|act as)\b[^.\n]{0,40}\b(?:administrator|admin|root|developer mode|unrestricted|system)\b/gi;

/** What stands before an order that is quoted, to warn of it or to find it. */
const quoting =
  /(?:["'\u201c\u2018`\u00ab]|\b(?:detects?|detecting|scans?|blocks?|prevents?|flags?|attacks?|injections?|jailbreaks?|malicious|phrases?|patterns?|such as|e\.g\.|for example|like|examples?:)\b[^.\n]{0,80})$/i;

/** The orders in a description, in order. */
export function directivesIn(text: string): Directive[] {
  const find = (pattern: RegExp): RegExpExecArray[] =>
    [...text.matchAll(pattern)].filter(({ index }) => !quoting.test(text.slice(Math.max(0, index - 100), index)));
  const conceals = find(concealing);
  const reads = find(reading);
  const tags = find(covert);
  const orders = /\b(?:you must|must first|before using|always|first read|instead of|grant|disable)\b/i.test(text);
  const at = (found: RegExpExecArray[], effect: string, confidence: Confidence): Directive[] =>
    found.map(({ 0: whole, index }) => ({ from: index, to: index + whole.trimEnd().length, effect, confidence }));
  const isJoined = reads.length > 0 || tags.length > 0;
  const all = [
    ...at(find(overriding), 'tells the model to leave its instructions', 'high'),
    ...at(conceals, 'tells the model to keep something from people', isJoined ? 'high' : 'low'),
    ...at(
      reads,
      'tells the model to fetch what the tool has no use for',
      conceals.length > 0 || tags.length > 0 ? 'high' : 'medium',
    ),
    ...at(
      tags.filter(([, name = '']) => orders || /hidden|secret/i.test(name)),
      'sets orders to the model apart from what people read',
      conceals.length > 0 || reads.length > 0 || tags.some(([, name = '']) => /hidden|secret/i.test(name))
        ? 'high'
        : 'medium',
    ),
    ...at(find(sending), 'tells the model to send something to an address', 'medium'),
    ...at(find(becoming), 'gives the model another role', 'medium'),
  ];
  return all.sort((a, b) => a.from - b.from);
}

/**
 * Orders in the prose of instructions, where orders are what one expects: only a paragraph that has credentials or
 * settings of the user fetched, and sends them away or keeps that from people.
 */
export function proseDirectivesIn(paragraph: string): Directive[] {
  const find = (pattern: RegExp): RegExpExecArray[] => [...paragraph.matchAll(pattern)];
  const [read] = find(reading);
  const [away] = [...find(concealing), ...find(sending)];
  const isForbidden = /\b(?:never|not|avoid|cannot|forbidden|without)\b|n['\u2019]t\b/i;
  if (!read || !away || warning.test(paragraph) || isForbidden.test(paragraph.slice(0, read.index).slice(-60)))
    return [];
  const effect = 'tells the model to fetch credentials of the user, and to hand them on or keep quiet about it';
  return [{ from: read.index, to: read.index + read[0].trimEnd().length, effect, confidence: 'high' }];
}

// Who writes of attacks to find or to forbid them.
const warning =
  /\b(?:detects?|scans?|blocks?|prevents?|flags?|attack(?:s|er)?|injections?|malicious|exfiltrat\w*|suspicious|vulnerab\w*|red flags?|examples?|e\.g\.|such as|test(?:s|ing)?)\b/i;
