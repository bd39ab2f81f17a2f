/** The audience that tokens for this server carry, as the project itself says. */
import type { KnownSetting, Verification } from '../../context.ts';
import type { Place } from '../../finding.ts';

interface AudienceInput {
  /** Those that compare an audience. */
  comparing(): Verification[];
  isTest(path: string): boolean;
  /** What a verification compares, as code that means the same at the place. */
  codeOf(verification: Verification, near: Place): string | undefined;
  /** URLs of the project's own servers, as the configuration names them. */
  resources: readonly string[];
  /** A setting that must be there. */
  setting(): { code: string; isStub: boolean };
}

/** As another call of the file writes it; else the one that all others compare, or the configuration names; else a setting. */
export function audienceCode(
  near: Place,
  { comparing, isTest, codeOf, resources, setting }: AudienceInput,
): KnownSetting {
  // Nothing on the path of a test or an example is evidence for the product.
  const others = comparing().filter(({ at }) => !isTest(at.file) || isTest(near.file));
  const [written] = others.flatMap((other) => codeOf(other, near) ?? []);
  if (written !== undefined) return { code: written, isKnown: true, isStub: false };
  const texts = new Set(others.flatMap(({ audience }) => audience.texts ?? ['\u0000']));
  const [text = '', ...more] = texts.size > 0 ? texts : resources;
  const isPlain = more.length === 0 && /^[^\u0000'\\\n]+$/.test(text);
  return isPlain ? { code: `'${text}'`, isKnown: true, isStub: false } : { ...setting(), isKnown: false };
}
