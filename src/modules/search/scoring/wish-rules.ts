import type { ParsedRelease } from '../release/release-name.js';
import { ORIGINAL } from './profiles.js';
import type { ProfileRules } from './profiles.js';
import { SourceFlag, reason } from './scored-facts.js';
import type { ScoreReason, ScoredFacts } from './scored-facts.js';
import { hasTerm, nameWords } from './terms.js';

const ENGLISH = 'en';
const SEVERAL = /^(?:multi|dual)/;

/** By default modern codecs are all the same; old ones are mostly bad copies. */
const CODECS: ReadonlyMap<string, number> = new Map([
  ['mpeg2', 3],
  ['mpeg4', 3],
  ['xvid', 2],
  ['divx', 2],
  ['unknown', 5],
]);
const USUAL_CODEC = 8;
const PREFERRED_CODEC = 12;
const LEAST_PREFERRED_CODEC = 9;

export function codecReason({ codec }: ParsedRelease, { preferredCodecs }: ProfileRules): ScoreReason {
  const name = codec ?? 'unknown';
  const place = preferredCodecs.indexOf(name);
  if (place >= 0) {
    return reason(
      'codec',
      Math.max(LEAST_PREFERRED_CODEC, PREFERRED_CODEC - place),
      `Codec ${name}, as wished`,
    );
  }
  return reason('codec', CODECS.get(name) ?? USUAL_CODEC, `Codec ${name}`);
}

export function termReasons({ releaseName }: ScoredFacts, profile: ProfileRules): ScoreReason[] {
  if (profile.preferredTerms.length === 0 && profile.rejectedTerms.length === 0) return [];
  const words = nameWords(releaseName);
  const preferred = profile.preferredTerms.filter(({ term }) => hasTerm(words, term));
  const rejected = profile.rejectedTerms.filter((term) => hasTerm(words, term));
  return [
    ...preferred.map(({ term, points }) => reason('preferred_term', points, `The name has “${term}”`)),
    ...rejected.map((term) => reason(SourceFlag.RejectedTerm, -10, `The name has “${term}”`)),
  ];
}

export function languageReasons({ parsed }: ScoredFacts, { languages }: ProfileRules): ScoreReason[] {
  if (languages.length === 0 || speaks(parsed.languages, languages)) return [];
  const found = parsed.languages.length > 0 ? parsed.languages.join(', ') : 'none named';
  return [reason(SourceFlag.WrongLanguage, -10, `Language ${found}; wanted ${languages.join(', ')}`)];
}

/** A name without a language is of the original one, which is English by custom; several always include the original. */
function speaks(found: readonly string[], wanted: readonly string[]): boolean {
  const has = (language: string): boolean => wanted.includes(language);
  if (found.length === 0) return has(ORIGINAL) || has(ENGLISH);
  const isSeveral = found.length > 1 || found.some((language) => SEVERAL.test(language));
  return found.some(has) || (isSeveral && has(ORIGINAL)) || (found.includes(ENGLISH) && has(ORIGINAL));
}
