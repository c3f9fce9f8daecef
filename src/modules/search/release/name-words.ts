/** What may stand between the words of a release name. */
export const GAP = '[\\s._\\-]';
const BEFORE = '(?<![\\p{L}\\p{N}])';
const AFTER = '(?![\\p{L}\\p{N}])';

const pattern = (alternatives: string[]): string => `(?:${alternatives.join('|')})`;

/** Words that no title has: where the first of them stands, the title is over. */
const CERTAIN = pattern([
  '(?:2160|1440|1080|720|576|540|480|360)[pi](?:\\d\\d)?',
  '1O8Op',
  '(?:HD)?(?:1080|720)(?=[\\s._-]*(?:WEB|HDTV|Blu|BD))',
  '\\d{3,4}\\s?[x*×]\\s?\\d{3,4}',
  '4K|UHD(?:BD)?(?:Rip)?|mUHD|mHD',
  '(?:U?HD)?[xh][\\s._-]?26[456]',
  'HEVC(?:10)?|AVC|VC-?1|AV1|VP[89]|MPEG-?[24]|XviD(?:vd)?|DivX\\d?|Hi10P?|(?:8|10|12)-?bits?|1[02]\\sbits?',
  'M?Blu[\\s._-]?Ray(?:[\\s._-]?Rip)?|BD[\\s._-]?(?:Rip|Remux|Mux|RipMux|ISO)|BRRip(?:Mux)?|BD(?:25|50|66|100)|BDMV|BD(?=[\\s\\]._-]*\\d{3,4}p)|(?<=\\d{3,4}p )BD',
  'REMUX|UHDRip|Complete[\\s._-]Blu[\\s._-]?Ray',
  'HD[\\s._-]?DVD(?:Rip)?|HD2DVD|VOD-?Rip',
  'M?DVD[\\s._-]?(?:Rip(?:Mux)?|R\\d?|Scr(?:eener)?|Mux|5|9|PAL|NTSC)|\\d?xDVD\\d?|XviDvd',
  'WEB[\\s._-]?(?:DL(?:Rip|Mux)?|Rip|Cap|Mux|HD|UHD)|W[Ee][Bb](?=[\\s._-]*(?:\\d{3,4}p|[xh][\\s._]?26|AVC|HEVC|AAC|DDP?))|(?:Amazon|Netflix|iTunes|Disney|AMZN|NF)U?HD(?:Rip)?|(?:AMZN|DSNP|HMAX|ATVP|PMTP|HULU|PCOK)',
  'HDTV(?:Rip|Mux)?|HD[\\s._-]TV|HTDV|[PSL]DTV(?:Rip)?|DSR(?:ip)?|SAT-?Rip|TV-?Rip|DVB(?:-?Rip)?|DTH-?Rip|PPV(?:-?Rip)?|VHS(?:[\\s._-]?Rip)?|DMRip|HDRip|HD-?Cam(?:Rip)?|CAM-?Rip|HD-?TS|HQCAM|TELESYNC|TELECINE|HD-?TC|HDSCR|BDSCR|SCREENER|WORKPRINT|HDLight',
  'DTS(?:[\\s._-]?(?:HD|X|ES|MA))?|AAC(?:[\\s._]?\\d[\\s._]\\d|x?\\d)?|E?-?AC-?3D?|DDP?A?[\\s._]?[257][\\s._][01]|DD\\+|TrueHD|FLAC(?:x\\d)?|Dolby[\\s._-]?(?:Vision|D|Atmos|TrueHD)',
  'HDR(?:10)?(?:\\+|Plus)?|DoVi|\\d{2}fps|p?\\d{3}p',
  'VOST(?:FR|A)?|SUBFRENCH|TRUEFRENCH|VFF|VFQ|PLDUB|PLSUB|SWESUB|NL-?SUBS|E-?SUBS?|READ[\\s._-]?NFO|NFOFiX|iNTERNAL|DUBBED|SUBPACK|STV|(?:Multi|Dual)[\\s._-](?:Subs?|Audio)|PAL|NTSC|MULTi(?=[\\s._-]*(?:\\d{3,4}p|\\d{4}|DVD|BLU|WEB|COMPLETE|FRENCH|PAL))',
]);

/** Words that a title may have too: they end it only right before a certain one. */
const LIKELY = pattern([
  'WEB|TV|DVD\\d?|BD|CAM|TS|TC|SCR|R5|HD|SD|UHD|3D|IMAX|HQ|HR|WS|FS|LD|MD|DL|ML|DC|SE|HFR|HSBS|SBS|PPV|PROPER|REPACK|RERIP|UPSCALED|(?:PROOF|NFO|DIR|AUDIO)FIX|(?:HEB|ENG|NL|FR|GER|ITA|MULTI|SWE|DK|FI|NORDIC|SOFT|HARD|PL|E|M)-?SUBS?|REAL|FINAL|LiMiTED|INTEGRALE?|FESTiVAL|PREAIR|THEATRICAL',
  'NF|iP|iT|MAX|ALL4|SHO|STAN|CR|DP|YK|Viva|Baha',
  'EXTENDED(?:[\\s._-](?:CUT|EDITION|VERSION))?|UNCUT|UNRATED|UNCENSORED|REMASTERED|RESTORED|(?:\\d+th[\\s._-])?(?:ANNIVERSARY|SPECIAL|ULTIMATE|CRITERION|COLLECTORS?|LIMITED|DELUXE|FINAL|INTEGRAL|THEATRICAL|IMAX|VERSION[\\s._-]LIMITED)[\\s._-](?:EDITION|CUT|VERSION)|Director.?s?[\\s._-]Cut|Final[\\s._-]Cut|Version[\\s._-]Longue|EDITION[\\s._-]COLLECTOR|OPEN[\\s._-]MATTE|HYBRID|CRITERION|DOC|DOCU|DOKU|DOKUMENTATION|M[PK][34V]|DOCUMENTARY|ANiME|COMPLETE(?:[\\s._-]SERIES)?|BATCH|SAMPLE',
  '[\\p{L}\\d]{3,12}[\\s._-](?:EDITION|CUT)|(?:CD|DIS[CK]|DVD)[\\s._]?\\d(?:[\\s._]?of[\\s._]?\\d)?|\\d(?:CD|DVD)s?|\\d+(?:[.,]\\d+)?[GM]B|BOX[\\s._-]?SET|FANSUB|VOSTA?|VFI|MSUBS?|MULTISUBS?|SUBTITULADO|LEGENDADO|DUBBED|HARDSUB(?:S|BED)?|OAR|COLOU?RIZED|NOGRP|XXX|RAW|RETAIL|DIGITAL|DUPLICATE',
  'MULTi|DUAL|AUDIO|SUBBED|SUB(?:S|ITA)?|DUB|ESub|HC',
]);
/** Those that stand before the year as well, where a title would be over: none that titles often end with. */
const EDITION_BEFORE_YEAR =
  'DOKU|\\din1|IMAX|RESTORED|DESPECIALI[SZ]ED|BOOTLEG|OPEN[\\s._-]MATTE|(?:The[\\s._-])?(?:\\p{L}{4,12}[\\s._-]EDITION|(?:FINAL|ROGUE|ULTIMATE|INTERNATIONAL|PRODUCERS?|EXTENDED)[\\s._-](?:CUT|VERSION))|EXTENDED(?:[\\s._-](?:CUT|EDITION|VERSION))?|UNCUT|UNRATED|REMASTERED|PROPER|REPACK|DC|Director.?s?[\\s._-]Cut|(?:THEATRICAL|IMAX|SPECIAL|ULTIMATE|CRITERION|COLLECTORS?)[\\s._-](?:EDITION|CUT)|iNTERNAL|(?:The[\\s._-])?COMPLETE(?:[\\s._-]SERIES)?|INTEGRALE?|\\dCD|LIMITED|MULTi|DUAL|DL|ML|TRUEFRENCH|SUBBED|DUBBED|(?:\\d+th[\\s._-])?ANNIVERSARY[\\s._-]EDITION|(?:COLLECTOR.?S?|DELUXE|LIMITED|DIAMOND|FAN|ASSEMBLY)[\\s._-](?:EDITION|CUT|EDIT)|FAN[\\s._-]?EDIT|EDITION[\\s._-]COLLECTOR';
const LANGUAGE_BEFORE_YEAR =
  '(?:(?:SWISS|AUSTRIAN)?GERMAN|FRENCH|ITALIAN|SPANISH|DUTCH|FLEMISH|SWEDISH|NORDIC|NORWEGIAN|DANISH|FINNISH|POLISH|HINDI|TAMIL|TELUGU|MALAYALAM|KANNADA|JAPANESE|KOREAN|CASTELLANO|LATINO)';
/** Words that need another after them: what follows is part of the title. */
const UNFINISHED = /(?:^|[\s._])(?:the|an?|le|la|les|der|die|das|el|of|and|in|my|to)[\s._]*$/iu;

export const LANGUAGE_WORD =
  '(?:ENGLISH|(?:SWISS|AUSTRIAN)?GERMAN|FRENCH|ITALIAN|SPANISH|CASTELLANO|ESPA[NÑ]OL|LATINO|(?:SUB|TRUE)FRENCH|DUTCH|FLEMISH|RUSSIAN|POLISH|SWEDISH|NORDIC|NORWEGIAN|DANISH|FINNISH|HINDI|TAMIL|TELUGU|MALAYALAM|KANNADA|JAPANESE|KOREAN|CHINESE|TURKISH|UKRAINIAN|GREEK|HEBREW|ARABIC|PORTUGUESE|DUBLADO|HUNGARIAN|CZECH|BULGARIAN|ROMANIAN|CROATIAN|SERBIAN|SLOVAK|PERSIAN|THAI|VIETNAMESE|INDONESIAN|CATALAN|BRAZILIAN|CZ|SK|BR|PT|NOR|SWE|DAN|FIN|DK|HEB|TUR|ROM|LAT|CAT|CHI|CHS|CHT|ENG|GER|FRE|FR|ITA|iTA|ESP|SPA|RUS|UKR|JPN|JAP|KOR|POL|PL|VF|VO|NL|HUN|ING)';

export const CERTAIN_WORD = new RegExp(`${BEFORE}${CERTAIN}${AFTER}`, 'iu');
/** A source glued to a title or codec, such as `PDTVx264`. */
export const GLUED_WORD = new RegExp(
  `${BEFORE}(?:[PS]DTV|HDTV|WEB-?DL|WEBRip|DVDRip|BluRay)[xh]\\.?26[45]`,
  'iu',
);
/** Technical words before the title, as in `h265 - HEVC Title`. */
export const LEADING_WORDS = new RegExp(`^(?:${CERTAIN}${AFTER}[\\s._-]+)+(?=\\p{L})`, 'iu');
const LIKELY_AT_END = new RegExp(`${BEFORE}(?:${LIKELY}|${LANGUAGE_WORD})[\\s._\\-([{]*$`, 'iu');
const EDITION_AT_END = new RegExp(`${BEFORE}(?:${EDITION_BEFORE_YEAR})[\\s._\\-([{]*$`, 'iu');
const EDITION_OR_LANGUAGE_AT_END = new RegExp(
  `${BEFORE}(?:${EDITION_BEFORE_YEAR}|${LANGUAGE_BEFORE_YEAR})[\\s._\\-([{]*$`,
  'iu',
);
export const LANGUAGE = new RegExp(`${BEFORE}${LANGUAGE_WORD}${AFTER}`, 'iu');
const ONE_WORD = new RegExp(`^(?:${CERTAIN}|${LIKELY}|${LANGUAGE_WORD}|v\\d|\\d{1,2}|&)$`, 'iu');

/** Cuts the words at the end that describe the release; `certain` tells that technical words follow, `languages` whether to cut those too. */
export function withoutEndWords(text: string, certain: boolean, languages: boolean): string {
  const beforeYear = languages ? EDITION_OR_LANGUAGE_AT_END : EDITION_AT_END;
  const words = certain ? LIKELY_AT_END : beforeYear;
  let rest = text;
  for (let cut = words.exec(rest); cut !== null && cut.index > 0; cut = words.exec(rest)) {
    if (UNFINISHED.test(rest.slice(0, cut.index))) break;
    rest = rest.slice(0, cut.index);
  }
  return rest;
}

const WHOLLY = new RegExp(`^(?:(?:${CERTAIN}|${LIKELY}|${LANGUAGE_WORD})(?:[\\s._,/+|&-]+|$))+$`, 'iu');

/** Whether each word describes the release. */
export const isWhollyTechnical = (text: string): boolean => WHOLLY.test(text);

/** Whether a text, such as what stands in brackets, describes the release. */
export function isTechnical(text: string): boolean {
  if (CERTAIN_WORD.test(text) || GLUED_WORD.test(text)) return true;
  const words = text.split(/[\s._,/+|-]+/).filter(Boolean);
  return words.length > 0 && words.every((word) => ONE_WORD.test(word));
}
