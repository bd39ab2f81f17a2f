/** Characters that nobody sees and every model reads. */

export type HiddenKind = 'tags' | 'zero-width' | 'direction' | 'escape' | 'selectors';

/** A run of them in a text. */
export interface HiddenRun {
  kind: HiddenKind;
  from: number;
  to: number;
  count: number;
}

const patterns: [HiddenKind, RegExp][] = [
  // The flags of England, Scotland and Wales are a black flag with tags behind it.
  ['tags', /(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]*)[\u{E0000}-\u{E007F}]{3,}/gu],
  // One alone holds a nested code fence apart or came with a paste; in emoji and some scripts one joins letters.
  ['zero-width', /[\u200B-\u200D\u2060-\u2064\uFEFF]{2,}/gu],
  ['direction', /[\u202A\u202B\u202D\u202E\u2066-\u2068]/gu],
  // eslint-disable-next-line no-control-regex -- the escape that terminals obey is what is looked for
  ['escape', /\u001B\[[\d;]*[A-Za-z]/gu],
  ['selectors', /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{4,}/gu],
];
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u;

/** The runs of a text, in order; in `prose` a few zero-width characters are noise of an editor. */
export function hiddenRuns(text: string, isProse = false): HiddenRun[] {
  if (/^[\u0000-\u001A\u001C-\u00FF]*$/.test(text)) return [];
  const isMirrored = rightToLeft.test(text);
  return patterns
    .flatMap(([kind, pattern]) => {
      if (kind === 'direction' && isMirrored) return [];
      return Array.from(text.matchAll(pattern), ({ 0: run, index }) => ({
        kind,
        from: index,
        to: index + run.length,
        count: Array.from(run).length,
      })).filter(({ count }) => !isProse || kind !== 'zero-width' || count >= 4);
    })
    .sort((a, b) => a.from - b.from);
}
