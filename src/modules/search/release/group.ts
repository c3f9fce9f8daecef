import { isGroupName, leadingGroupOf } from './leading-group.js';
import { CERTAIN_WORD, GLUED_WORD, isTechnical, isWhollyTechnical, LANGUAGE_WORD } from './name-words.js';

/** What re-posters put after the group of somebody else. */
const REPOST =
  /(?:[-_. ](?:RP|1|NZBGeek|Obfuscated|Obfuscation|Scrambled|sample|proof|Pre|postbot|xpost|Rakuv[a-z0-9]*|WhiteRev|BUYMORE|AsRequested|AlternativeToRequested|GEROV|Z0iDS3N|Chamele0n|4P|4Planet|AlteZachen|RePACKPOST))+$/i;
/** Sites that mark what they pass on. */
const TRACKER_TAG =
  /[\s.-]*\[(?:eztv(?:x|\.\w{2})?|ettv|rartv|rarbg|TGx|PublicHD|glotorrents|ethd|VTV|shogho|UTR|CTRC|n0m1|www\.[^\]]*|[\p{L}\d-]+\.(?:com|org|net|to|in|re|io))\]$/iu;
/** A site that made the release itself: `BluRay-[SITE]`. */
const DASHED_TAG = /-\[([\p{L}\p{N}]+)\]$/u;
/** `-GROUP[bb]`: who passed it on writes small. */
const POSTER_TAG = /(?<=-[\p{L}\p{N}]{2,20})\[[a-z]{2,8}\]$/u;
const CHECKSUM = /[\s._-]*[[(][0-9a-f]{8}[\])]$/i;
const REMARK_AFTER_GROUP = /(?<=-[\p{L}\d-]{2,20})\s*\([^()]*\)$/u;
const LANGUAGE_AFTER = new RegExp(
  `(?<=[\\p{L}\\d\\]])(?:[\\s._]+[-+][\\s._]+|[\\s._]+)(?:(?:(?:Dual|Multi)[\\s._-]?[AÁ]udio|${LANGUAGE_WORD}|(?:\\p{Lu}\\p{Ll}{1,2}|Multi|E|M)?-?Subs?(?:titles?)?|Legendas?|Legendad[oa]))$`,
  'iu',
);
/** `-GROUP-English` */
const LANGUAGE_AFTER_GROUP =
  /(?<=-[\p{L}\p{N}@]{2,20})-(?:English|German|French|Spanish|Italian|Dutch|Swedish|Norwegian|Danish|Finnish)$/iu;
const SOFTSUBS = /\[Softsubs \(([^()[\]]{2,30})\)/i;
/** Parts of audio and video formats that come before the group and need not be technical words of their own. */
const FORMAT_REST =
  /^[\s._,+|\]]*(?:[-+]?(?:MA|HRA?|HD|ES|X|PGS|LPCM|DSNP)(?=[\s._-]|$)|Dolby|(?:Ita|Eng|Hindi|Ger|Fre|Spa|Rus|Tamil|Audio|English|Subs?)(?=[\s._\]])|\d{1,2}[\s._]\d(?=[\s._,\-)\]]|$)|26[45]|\d+(?:[.,]\d+)?\s?[GM]B|\dAudios?|FHD|(?:Dub(?:bed)?|Proper|Repack|Rerip)(?=[\s._-]+[\p{L}\d-])|\d*\s?[KM]bps|\d{1,2}ch|\d{1,3}bits?|Atmos|Opus|PCM|LPCM|Line|HQ|dxva|SDR|DV|IMAX|Plus|MP[234]|MKV|WMV|Hybrid|QAACx2|EN|CAT|GB|BIG5|CH[ST])(?=[\s._,\-)\]]|$)/iu;
const LAST_BRACKETS = /[[(]([^[\]()]{2,160})[\])]+$/;
const MAX_WORDS = 4;
/** Old names mark their group by a dash, so that a last word without one is none. */
const OLD_CODEC = /\s(?:XviD|DivX)\s[\p{L}\d]+$/iu;
const NO_GROUP =
  /^(?:\d+\s(?:of|из)\s\d+|s\d+e\d.*|\d+x\d.*|(?:bluray|bd|web|dvd|hd)?\d{3,4}[pi]|\dch|(?:19|20)\d\d|\d+|cap\..*|v\d|ep?\.?\s?\d+\D.*|original)$/i;
/** `[by.Name]` */
const SIGNED = /[\s._\-[(]by[\s._]+([\p{L}\d-]{3,20}(?:\s[\p{L}\d-]{3,20})?)[\])]*$/iu;
/** A group that spells itself like a host. */
const HOST_LIKE = /[\s._-](YTS[.\s]\w{2})$/;
const GROUP = /^[\p{L}\p{N}@$!&µ][\p{L}\p{N}@$!&µ._' -]{0,38}$/u;
/** The size of the file, or the languages in it. */
const NOT_NAMED =
  /^(?:\d+(?:[.,]\d+)?\s?[GMK]i?B\b.*|(?:[A-Z]{2}|ita|eng|esp|spa|ger|fre|rus|jpn|hin|tam|tel|mal|kan)(?:\s?[-+,]\s?(?:EN|ES|IT|FR|DE|RU|PT|JP|ita|eng|esp|spa|ger|fre|rus|jpn|hin|tam|tel|mal|kan))+)$/;
/** `blow-some.title.2016.1080p`: scene files carry the group before the title. */
export const RELEASE_PREFIX = /^([a-z0-9]{2,8})-(?=[a-z0-9]+(?:\.[a-z0-9]+)+\.(?:19|20)\d\d\.)/;

/** Who made the release, as people who sort by group spell it; null when the name does not say. */
export function groupOf(bare: string, contentEnd: number): string | null {
  const softsubs = SOFTSUBS.exec(bare)?.[1];
  if (softsubs !== undefined) return softsubs;
  const text = withoutEndings(bare);
  const leading = leadingGroupOf(text);
  const trailing = SIGNED.exec(text)?.[1] ?? HOST_LIKE.exec(text)?.[1] ?? trailingGroup(text, contentEnd);
  const isSigned = isDottedRelease(text, leading?.end ?? 0) || /\]-[\p{L}\p{N}]+$/u.test(text);
  if (leading && isGroupName(leading.group) && !isSigned) return leading.group;
  return trailing ?? RELEASE_PREFIX.exec(text)?.[1] ?? DASHED_TAG.exec(bare)?.[1] ?? null;
}

/** `[Site].Title.2020.1080p-GROUP`: a name with dots has its group at the end. */
const isDottedRelease = (text: string, start: number): boolean =>
  /^[^\s[\]]+-[\p{L}\p{N}]+$/u.test(text.slice(start)) && CERTAIN_WORD.test(text);

function withoutEndings(bare: string): string {
  let text = bare.trim();
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(TRACKER_TAG, '').replace(POSTER_TAG, '').replace(CHECKSUM, '').replace(REPOST, '');
    text = text
      .replace(REMARK_AFTER_GROUP, '')
      .replace(LANGUAGE_AFTER, '')
      .replace(LANGUAGE_AFTER_GROUP, '')
      .trim();
  }
  return text.replace(/[\s._-]+$/, '');
}

function trailingGroup(text: string, contentEnd: number): string | null {
  if (OLD_CODEC.test(text)) return null;
  const brackets = LAST_BRACKETS.exec(text);
  if (brackets) return groupInBrackets(text, brackets);
  const end = lastTechnicalEnd(text);
  if (end === null) {
    const plain = contentEnd > 0 ? /(?:^[^\s]*|[\])])-([\p{L}\p{N}]+)$/u.exec(text.slice(contentEnd)) : null;
    return plain?.[1] ?? null;
  }
  return groupInTail(text.slice(end));
}

/** `[Group]` stands alone in its brackets; in `(1080p x265 Group)` it is the last word. */
function groupInBrackets(text: string, brackets: RegExpExecArray): string | null {
  const inside = (brackets[1] ?? '').replace(REPOST, '').trim();
  if (!isTechnical(inside))
    return isGroup(inside) && !NO_GROUP.test(inside) ? inside.replace(/^by\./, '') : null;
  const end = lastTechnicalEnd(inside);
  const tail = end === null ? null : groupInTail(inside.slice(end).replace(LANGUAGE_AFTER, ''));
  const word = tail?.split(/\s+/).at(-1);
  if (word !== undefined && !isTechnical(word)) return word;
  const before = text.slice(0, brackets.index).replace(/[\s._-]+$/, '');
  return groupInBracketsBefore(before) ?? (LAST_BRACKETS.test(before) ? null : trailingGroup(before, 0));
}

/** `Title [Group] [WEBRip] [1080p]` */
function groupInBracketsBefore(text: string): string | null {
  const before = LAST_BRACKETS.exec(text.replace(/[\s._-]+$/, '').replace(CHECKSUM, ''));
  if (!before) return null;
  const inside = (before[1] ?? '').trim();
  if (isTechnical(inside)) return groupInBracketsBefore(text.slice(0, before.index));
  return isGroup(inside) && !NO_GROUP.test(inside) && text[before.index] === '[' ? inside : null;
}

function lastTechnicalEnd(text: string): number | null {
  let end: number | null = null;
  for (const pattern of [CERTAIN_WORD, GLUED_WORD]) {
    for (const match of text.matchAll(new RegExp(pattern.source, `g${pattern.flags}`))) {
      end = Math.max(end ?? 0, match.index + match[0].length);
    }
  }
  return end;
}

/** The last of `Words.-Group`, or of `re-enc.GROUP`, which writes itself in capitals. */
const INNER_GROUP = /^[^\s]*[\s._]-([\p{L}\p{N}]+)$|^[\p{Ll}-]+\.(\p{Lu}{3,})$/u;

/** `-Group`, `.Group` or `Etc-Group` after the technical words; more words than that are something else. */
function groupInTail(tail: string): string | null {
  let rest = tail.replace(/[\s._)\]-]+$/u, '');
  for (let part = FORMAT_REST.exec(rest); part !== null; part = FORMAT_REST.exec(rest))
    rest = rest.slice(part[0].length);
  const dashed = /^[\s._)\]]*-[\s._]*\[?(.+?)\]?$/u.exec(rest)?.[1] ?? / - (\S.*)$/u.exec(rest)?.[1];
  const inner = dashed === undefined ? null : INNER_GROUP.exec(dashed)?.slice(1).find(Boolean);
  if (inner) return inner;
  if (dashed !== undefined && dashed.split(/[\s.]+/).length <= MAX_WORDS)
    return isGroup(dashed) ? withoutTechnicalStart(dashed.trim()) : null;
  const words = rest
    .split(/[\s._)\]]+/)
    .filter((word) => word !== '' && (word.includes('-') || !isWhollyTechnical(word)));
  const last = words.at(-1) ?? '';
  if (last.startsWith('-') || last.lastIndexOf('-') > 0) return afterDash(last, rest);
  return words.length <= 2 && isGroup(last) && !isTechnical(last) && !NO_GROUP.test(last) ? last : null;
}

/** `web-Group` */
function withoutTechnicalStart(group: string): string {
  const dash = group.indexOf('-');
  return dash > 0 && isWhollyTechnical(group.slice(0, dash)) ? group.slice(dash + 1) : group;
}

/** `HUN-Group` is made by `Group`, `Etc-Group` by both. */
function afterDash(word: string, tail: string): string | null {
  const dash = word.lastIndexOf('-');
  const [before, after] = [word.slice(0, dash), word.slice(dash + 1)];
  const isSpaced = /\s/.test(tail);
  const group =
    before === '' || isSpaced || isTechnical(before) || /[^\p{L}\p{N}-]/u.test(before) ? after : word;
  return isGroup(group) ? group : null;
}

const isGroup = (text: string): boolean =>
  GROUP.test(text) && !NOT_NAMED.test(text) && !CERTAIN_WORD.test(text) && !/^\d{1,2}$/.test(text);
